import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { endBlocker } from '../../../server/src/database/end-blocker.ts';
import type { RunnerProgress } from '../../../server/src/database/migration-run.ts';
import { openSession } from '../../../server/src/database/open-session.ts';
import type { EndBlockerAnswer } from '../../../server/src/protocol/run-messages.ts';
import { withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { planOf, run, step, summary, targetOf } from './run-fixture.ts';

const postgres = await withPostgres();

describe('a run that waits', suiteNeeds('postgres', postgres), () => {
  let url: string;
  let other: Client;
  before(async () => {
    url = await available(postgres).createDatabase();
    other = await connected();
    await other.query('CREATE TABLE held (id int)');
  });
  after(() => other?.end());

  async function connected(): Promise<Client> {
    const client = new Client({ connectionString: url, application_name: 'somebody-else' });
    // A session that is ended from outside tells so.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** Runs a step that needs the table, and calls `onWait` the first time that it waits. */
  async function runUntilFree(
    column: string,
    onWait: (pid: number, blocker: number, told: RunnerProgress) => Promise<EndBlockerAnswer>,
    lockTimeout = '0',
  ) {
    let answer: Promise<EndBlockerAnswer> | undefined;
    const plan = planOf([step(undefined, column, [`ALTER TABLE held ADD COLUMN ${column} int`])], {
      versionTable: { name: `versions_${column}`, schema: null, hasPrimaryKey: true },
    });
    const result = await run(targetOf(url), plan, {
      options: { lockTimeout, lockRetries: 2, watchAfterMs: 100 },
      onProgress: (told) => {
        const blocker = told.wait?.blockers[0];
        if (told.wait === undefined || blocker === undefined) return;
        answer ??= onWait(told.wait.pid, blocker.pid, told);
      },
    });
    return { result: summary(result), answer: await answer };
  }

  async function end(how: 'cancel' | 'terminate', waiting: number, blocker: number) {
    const session = await openSession(targetOf(url));
    try {
      return await endBlocker(session, { waiting, blocker, how });
    } finally {
      await session.close();
    }
  }

  it('names who blocks it, and goes on when that statement is stopped', async () => {
    const blocking = await connected();
    await blocking.query('BEGIN; LOCK TABLE held');
    const sleeping = assert.rejects(blocking.query('SELECT pg_sleep(60)'), { code: '57014' });
    const rolledBack = sleeping.then(() => blocking.query('ROLLBACK'));
    const { result, answer } = await runUntilFree('a', async (pid, blocker, { wait, waiting }) => {
      const [seen] = wait?.blockers ?? [];
      assert.deepEqual(
        [seen?.application, seen?.state, seen?.query, seen?.user],
        ['somebody-else', 'active', 'SELECT pg_sleep(60)', 'postgres'],
      );
      assert.match(waiting ?? '', /a lock held by process \d+ \(user postgres.*SELECT pg_sleep/);
      return end('cancel', pid, blocker);
    });
    await rolledBack;
    await blocking.end();
    assert.deepEqual(result, { outcome: 'done', applied: ['a'], revisions: ['a'] });
    assert.equal(answer?.done, true);
  });

  it('does not pretend that a session idle in its transaction can be stopped; ending it frees the lock', async () => {
    const idle = await connected();
    await idle.query('BEGIN; LOCK TABLE held');
    const { result, answer } = await runUntilFree('b', async (pid, blocker) => {
      const cancelled = await end('cancel', pid, blocker);
      assert.equal(cancelled.done, false);
      assert.match(cancelled.message, /idle in its transaction/);
      return end('terminate', pid, blocker);
    });
    assert.deepEqual(result, { outcome: 'done', applied: ['b'], revisions: ['b'] });
    assert.match(answer?.message ?? '', /was ended/);
    await idle.end();
  });

  it('tries again after lock_timeout, also while the answer about the blocker comes in between', async () => {
    const idle = await connected();
    await idle.query('BEGIN; LOCK TABLE held');
    const { result } = await runUntilFree('c', (pid, blocker) => end('terminate', pid, blocker), '400ms');
    assert.deepEqual(result, { outcome: 'done', applied: ['c'], revisions: ['c'] });
    await idle.end();
  });

  it('leaves a session alone that blocks nobody', async () => {
    const [row] = (await other.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows;
    const answer = await end('terminate', 999_999, row?.pid ?? 0);
    assert.equal(answer.done, false);
    assert.match(answer.message, /does not block the run/);
    await other.query('SELECT 1');
  });

  it('tells how far an index is', async () => {
    await other.query(`
      CREATE TABLE large AS SELECT generate_series(1, 60) AS id;
      CREATE FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.03); RETURN $1; END'`);
    const told: RunnerProgress[] = [];
    await run(targetOf(url), planOf([step(undefined, 'd', ['CREATE INDEX large_ix ON large (slow(id))'])]), {
      options: { watchAfterMs: 100 },
      onProgress: (progress) => told.push(progress),
    });
    const builds = told.flatMap(({ building }) => building ?? []);
    assert.ok(builds.length > 0, JSON.stringify(told));
    assert.match(builds[0]?.phase ?? '', /^building index/);
    assert.deepEqual([builds[0]?.unit, builds[0]?.total], ['blocks', 1]);
    assert.equal(told.at(-1)?.building, undefined);
  });
});
