import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { queryDatabase, withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { revisionText } from '../core/lint/chain-text.ts';
import { KILLABLE_STATE, killableChain } from '../database/run-fixture.ts';
import { PLAIN_ENV } from './plain-env.ts';
import { RunningServer } from './running-server.ts';

const postgres = await withPostgres();
/** Kills per test run; more with KILLS=50. */
const KILLS = Number(process.env.KILLS ?? '12');
const LAST = 'r15';

/** One statement in the form of the file: what commits on its way stands in an autocommit block. */
function written(sql: string, transactional: boolean): string {
  const call = `op.execute(${JSON.stringify(sql)})`;
  return transactional ? call : `with op.get_context().autocommit_block(): ${call}`;
}

const FILES = {
  'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
  'migrations/env.py': PLAIN_ENV,
  ...Object.fromEntries(
    killableChain().map(({ revision, from, statements }) => [
      `migrations/versions/${revision}.py`,
      revisionText(revision, from.length === 0 ? 'None' : JSON.stringify(from[0]), {
        upgrade: statements.map(({ sql, transactional }) => written(sql, transactional)).join('\n    '),
        downgrade: 'pass',
      }),
    ]),
  ),
};

interface State {
  readonly table_name: string;
  readonly tables: number;
  readonly revision: string;
}

/** The revision that the version table names; fails where the catalog tells another story. */
async function truthfulRevision(url: string): Promise<string> {
  const [state] = await queryDatabase<State>(url, KILLABLE_STATE);
  assert.equal(state?.table_name.replace('t', 'r'), state?.revision);
  assert.equal(state?.tables, Number(state?.revision.slice(1)));
  return state?.revision ?? '';
}

describe('a language server that is killed in a run', suiteNeeds('killed language server', postgres), () => {
  async function start(url: string): Promise<RunningServer> {
    const place = new URL(url);
    const password = place.password;
    place.password = '';
    const databases = [{ name: 'live', url: place.href }];
    return RunningServer.start({ files: FILES, password, settings: { databases } });
  }

  async function upgrade(server: RunningServer) {
    const environment = await server.environment();
    const params = { environment, database: 'live', direction: 'upgrade', target: 'head' } as const;
    const { heads, digest, engine } = await server.request('alembic/plan', params);
    return server.request('alembic/run', { ...params, heads, digest, engine, runId: 'killed' });
  }

  it(`at ${KILLS} moments: the version table stays truthful and a new run finishes`, async (context) => {
    const met = new Set<string>();
    let url = await available(postgres).createDatabase('killed_server');
    for (let kill = 0; kill < KILLS; kill += 1) {
      const server = await start(url);
      const progress = server.next('alembic/runProgress');
      const ended = upgrade(server).then(
        ({ outcome, message }) => assert.equal(outcome, 'done', message),
        () => 'killed',
      );
      await Promise.race([progress, ended]);
      await sleep((kill * 37) % 150);
      await server.kill();
      const revision = await truthfulRevision(url);
      met.add(revision);
      if (revision === LAST) url = await available(postgres).createDatabase('killed_server');
    }
    const server = await start(url);
    const { outcome, message, heads } = await upgrade(server);
    await server.stop();
    assert.deepEqual([outcome, heads], ['done', [LAST]], message);
    assert.equal(await truthfulRevision(url), LAST);
    met.delete(LAST);
    context.diagnostic(`kills tried: ${KILLS}, survived: ${KILLS}, lost: 0, at ${met.size} revisions`);
    assert.ok(met.size > 1, 'the kills met the run at work');
  });
});
