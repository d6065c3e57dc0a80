import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_VERSION_TABLE } from '../../../server/src/core/plan/version-table.ts';
import type { RunResult } from '../../../server/src/database/migration-run.ts';
import { openSession } from '../../../server/src/database/open-session.ts';
import { readVersionRows } from '../../../server/src/database/version-table.ts';
import { queryDatabase, withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { type Cut, CuttingProxy } from './cutting-proxy.ts';
import { KILLABLE_STATE, killableChain, planOf, run, targetOf } from './run-fixture.ts';

const server = await withPostgres();
const CHAIN = killableChain().slice(0, 6);
const LAST = 'r06';
const AT_ONCE = 8;

interface State {
  readonly table_name: string;
  readonly tables: number;
  readonly revision: string;
}

interface Fault {
  readonly cut: Cut | undefined;
  readonly url: string;
  readonly result: RunResult;
  readonly queries: number;
  readonly hasCut: boolean;
}

/** Runs the chain on a fresh database behind a proxy that makes the cut. */
async function runCut(cut: Cut | undefined): Promise<Fault> {
  const url = await available(server).createDatabase('cut');
  const target = targetOf(`${url}?sslmode=disable`);
  const [host] = target.hosts;
  const proxy = new CuttingProxy(
    { host: host?.host ?? '127.0.0.1', port: host?.port ?? 5432 },
    cut,
    async (pid) => {
      await queryDatabase(url, 'SELECT pg_terminate_backend($1, 5000)', [pid]);
    },
  );
  const port = await proxy.listen();
  try {
    const result = await run({ ...target, hosts: [{ host: '127.0.0.1', port }] }, planOf(CHAIN));
    return { cut, url, result, queries: proxy.queries, hasCut: proxy.hasCut };
  } finally {
    await proxy.close();
  }
}

/** Holds what the run told against the version table and the catalog, then finishes the chain. */
async function checkFault({ cut, url, result, hasCut }: Fault): Promise<void> {
  const where = `cut ${cut?.moment} query ${cut?.query}: ${result.message}`;
  assert.ok(hasCut, where);
  const [state] = await queryDatabase<State>(url, KILLABLE_STATE);
  assert.equal(state?.table_name.replace('t', 'r'), state?.revision, where);
  assert.equal(state?.tables, Number(state?.revision.slice(1)), where);
  assert.deepEqual(result.revisions, state?.revision === '' ? [] : [state?.revision], where);
  assert.deepEqual(
    result.applied.map(({ revision }) => revision),
    CHAIN.slice(0, state?.tables).map(({ revision }) => revision),
    where,
  );
  if (state?.revision !== LAST) assert.equal(result.outcome, 'failed', where);
  const alone = await queryDatabase<{ tablename: string }>(
    url,
    "SELECT tablename FROM pg_tables WHERE tablename LIKE 'alone%'",
  );
  const isHalf = alone.length > 0 && (state?.tables ?? 0) < 4;
  assert.deepEqual(
    result.failure?.uncertain === true ? isHalf : result.partial !== undefined,
    isHalf,
    `${where}: a half step is told`,
  );
  await finish(url, where);
}

async function finish(url: string, where: string): Promise<void> {
  const target = targetOf(url);
  const session = await openSession(target);
  const { revisions } = await readVersionRows(session, DEFAULT_VERSION_TABLE);
  await session.close();
  const done = CHAIN.findIndex(({ revision }) => revision === revisions[0]);
  const again = await run(target, planOf(CHAIN.slice(done + 1), { expectedRevisions: revisions }));
  assert.deepEqual([again.outcome, again.revisions], ['done', [LAST]], where);
}

describe('a connection cut at every statement', suiteNeeds('cut connections', server), () => {
  it('leaves a truthful version table, a true report, and a run that can be finished', async (context) => {
    const { queries, result } = await runCut(undefined);
    assert.equal(result.outcome, 'done', result.message);
    assert.ok(queries > CHAIN.length, 'the proxy sees the queries');
    const cuts = Array.from({ length: queries }, (_, index) => index + 1).flatMap((query): Cut[] => [
      { query, moment: 'before' },
      { query, moment: 'answer-lost' },
    ]);
    const survivors: Cut[] = [];
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (let cut = cuts.shift(); cut !== undefined; cut = cuts.shift()) {
        await checkFault(await runCut(cut));
        survivors.push(cut);
      }
    });
    await Promise.all(workers);
    context.diagnostic(`faults tried: ${2 * queries}, survived: ${survivors.length}, lost: 0`);
    assert.equal(survivors.length, 2 * queries);
  });
});
