import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { runWithAlembic } from '../../../server/src/alembic/run-with-alembic.ts';
import type { RunResult } from '../../../server/src/database/migration-run.ts';
import { queryDatabase, sqlalchemyUrl, withRestartablePostgres } from '../../support/postgres-server.ts';
import { withRealAlembic } from '../../support/real-alembic.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { upgradeOf, writeProject } from './alembic-project.ts';

const server = await withRestartablePostgres();
const alembic = await withRealAlembic();
const bodies = (seconds: number) => [
  'op.execute("CREATE TABLE one (id int)")',
  `op.execute("CREATE TABLE two AS SELECT pg_sleep(${seconds})::text")`,
];

interface Lost {
  readonly result: RunResult;
  readonly url: string;
}

/** Runs two revisions through alembic, and `lose` while the second one sleeps. */
async function lostIn(lose: (url: string) => Promise<unknown>, aborts = false): Promise<Lost> {
  const url = await available(server).createDatabase('lost');
  const project = await writeProject(sqlalchemyUrl(url, 'psycopg'), bodies(aborts ? 60 : 1.5));
  const abort = new AbortController();
  try {
    const run = upgradeOf(project, available(alembic).python, url);
    const running = runWithAlembic(run, () => undefined, abort.signal);
    await untilItSleeps(url);
    await lose(url);
    if (aborts) abort.abort();
    return { result: await running, url };
  } finally {
    await project.remove();
  }
}

async function untilItSleeps(url: string): Promise<void> {
  const sleeping = "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'CREATE TABLE two%' AND state = 'active'";
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    if ((await queryDatabase(url, sleeping)).length > 0) return;
    await sleep(10);
  }
  assert.fail('the second revision did not begin');
}

/** Ends the session that watches alembic, which is idle between its questions. */
function endWatcher(url: string): Promise<unknown> {
  return queryDatabase(
    url,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'alembic-workbench' AND datname = current_database()`,
  );
}

async function check(
  { result, url }: Lost,
  expected: Pick<RunResult, 'outcome' | 'revisions'>,
): Promise<void> {
  const { outcome, revisions, applied, message } = result;
  assert.deepEqual({ outcome, revisions }, expected, message);
  assert.deepEqual(
    applied.map(({ revision }) => revision),
    ['r1', 'r2'].slice(0, expected.revisions?.[0] === 'r2' ? 2 : 1),
  );
  const rows = await queryDatabase(url, 'SELECT version_num FROM alembic_version');
  assert.deepEqual(
    rows,
    expected.revisions?.map((version_num) => ({ version_num })),
  );
  const tables = await queryDatabase(url, "SELECT to_regclass('two') IS NOT NULL AS made");
  assert.deepEqual(tables, [{ made: expected.revisions?.[0] === 'r2' }]);
  assert.ok(message.includes(`The database is at ${expected.revisions?.[0]}.`), message);
}

describe("the user's own alembic", suiteNeeds('lost connections of alembic', server, alembic), () => {
  for (const mode of ['fast', 'immediate'] as const) {
    it(`is told of where the server is restarted (${mode})`, async () => {
      const lost = await lostIn(() => available(server).restart(mode));
      await check(lost, { outcome: 'failed', revisions: ['r1'] });
      assert.equal(lost.result.failure?.revision, 'r2');
    });
  }

  it('is done where only the session that watches it was ended', async () => {
    await check(await lostIn(endWatcher), { outcome: 'done', revisions: ['r2'] });
  });

  it('is killed by a cancel also where the session that watches it was ended', async () => {
    await check(await lostIn(endWatcher, true), { outcome: 'cancelled', revisions: ['r1'] });
  });
});
