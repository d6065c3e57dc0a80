import assert from 'node:assert/strict';
import { DEFAULT_VERSION_TABLE } from '../../../server/src/core/plan/version-table.ts';
import type { RunResult } from '../../../server/src/database/migration-run.ts';
import { openSession } from '../../../server/src/database/open-session.ts';
import { readVersionRows } from '../../../server/src/database/version-table.ts';
import { queryDatabase } from '../../support/postgres-server.ts';
import { type Cut, CuttingProxy } from './cutting-proxy.ts';
import { KILLABLE_STATE, killableChain, planOf, run, targetOf } from './run-fixture.ts';

/** The chain of the runs that are cut; its fourth revision commits on its way. */
export const CUT_CHAIN = killableChain().slice(0, 6);
const LAST = 'r06';

interface State {
  readonly table_name: string;
  readonly tables: number;
  readonly revision: string;
}

/** A run that was cut, and what it told. */
export interface CutRun {
  readonly cut: Cut | undefined;
  readonly url: string;
  readonly result: RunResult;
  /** What the run's connection sent up to the cut, see `CuttingProxy.sent`. */
  readonly sent: readonly string[];
  readonly hasCut: boolean;
}

/** Runs the chain on the empty database at `url` behind a proxy that makes the cut; `end` ends the server process. */
export async function runCut(
  url: string,
  cut: Cut | undefined,
  end: (pid: number) => Promise<void>,
): Promise<CutRun> {
  const target = targetOf(`${url}?sslmode=disable`);
  const [host] = target.hosts;
  const proxy = new CuttingProxy({ host: host?.host ?? '127.0.0.1', port: host?.port ?? 5432 }, cut, end);
  const port = await proxy.listen();
  try {
    const result = await run({ ...target, hosts: [{ host: '127.0.0.1', port }] }, planOf(CUT_CHAIN));
    return { cut, url, result, sent: proxy.sent, hasCut: proxy.hasCut };
  } finally {
    await proxy.close();
  }
}

/** Holds what the run told against the version table and the catalog, then finishes the chain. */
export async function checkCutRun({ cut, url, result, hasCut }: CutRun): Promise<void> {
  const where = `cut ${cut?.moment} query ${cut?.query}: ${result.message}`;
  assert.ok(hasCut, where);
  const [state] = await queryDatabase<State>(url, KILLABLE_STATE);
  assert.equal(state?.table_name.replace('t', 'r'), state?.revision, where);
  assert.equal(state?.tables, Number(state?.revision.slice(1)), where);
  const stands = state?.revision === '' ? 'at base' : `at ${state?.revision}`;
  assert.ok(result.message.includes(`The database is ${stands}.`), where);
  assert.deepEqual(result.revisions, state?.revision === '' ? [] : [state?.revision], where);
  assert.deepEqual(
    result.applied.map(({ revision }) => revision),
    CUT_CHAIN.slice(0, state?.tables).map(({ revision }) => revision),
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
  const done = CUT_CHAIN.findIndex(({ revision }) => revision === revisions[0]);
  const again = await run(target, planOf(CUT_CHAIN.slice(done + 1), { expectedRevisions: revisions }));
  assert.deepEqual([again.outcome, again.revisions], ['done', [LAST]], where);
}
