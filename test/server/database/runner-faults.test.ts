import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { RunResult } from '../../../server/src/database/migration-run.ts';
import { queryDatabase, withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { KILLABLE_STATE, killableChain, planOf, run, step, summary, targetOf } from './run-fixture.ts';

const server = await withPostgres();
/** Kills per test run; more with KILLS=50. */
const KILLS = Number(process.env.KILLS ?? '12');

interface KillableState {
  readonly table_name: string;
  readonly tables: number;
  readonly revision: string;
}

function freshDatabase(): Promise<string> {
  return available(server).createDatabase('faults');
}

/** Fails where the version table and the catalog tell different stories; returns the revision. */
async function truthfulRevision(url: string): Promise<string> {
  const [state] = await queryDatabase<KillableState>(url, KILLABLE_STATE);
  assert.equal(state?.table_name.replace('t', 'r'), state?.revision);
  assert.equal(state?.tables, Number(state?.revision.slice(1)));
  return state?.revision ?? '';
}

/** Runs `work` while another session holds a lock on table `one`. */
async function whileLocked<T>(url: string, work: (holder: Client) => Promise<T>): Promise<T> {
  const holder = new Client({ connectionString: url, application_name: 'lock-holder' });
  await holder.connect();
  try {
    await holder.query('BEGIN; LOCK TABLE one IN ACCESS EXCLUSIVE MODE');
    return await work(holder);
  } finally {
    await holder.end();
  }
}

/** Kills the server process of the run under test when `active` matches its current query. */
async function killWhen(url: string, active: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const killed = await queryDatabase(
      url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'run-under-test' AND datname = current_database() AND query LIKE $1`,
      [active],
    );
    if (killed.length > 0) return;
    await sleep(10);
  }
  assert.fail(`no run came to ${active}`);
}

describe('several runners at once', suiteNeeds('several runners at once', server), () => {
  for (const runners of [2, 5]) {
    it(`${runners} runners apply each step exactly once`, async () => {
      const url = await freshDatabase();
      const results = await Promise.all(
        Array.from({ length: runners }, () => run(targetOf(url), planOf(killableChain()))),
      );
      const outcomes = results.map(({ outcome }) => outcome).sort();
      assert.deepEqual(outcomes, ['done', ...Array<string>(runners - 1).fill('stale')]);
      assert.equal(await truthfulRevision(url), 'r15');
    });
  }

  it('names who holds the lock to one that does not wait', async () => {
    const url = await freshDatabase();
    const waiting: Array<string | undefined> = [];
    const first = run(targetOf(url), planOf([step(undefined, 'a', ['SELECT pg_sleep(1)'])]), {
      applicationName: 'the-first',
    });
    await sleep(400);
    const second = await run(targetOf(url), planOf([step(undefined, 'a', ['CREATE TABLE x (id int)'])]), {
      options: { runnerLockWaitMs: 200 },
      onProgress: (progress) => waiting.push(progress.waiting),
    });
    assert.equal(second.outcome, 'failed');
    assert.match(second.message, /Another migration run is at work .*process \d+ \(user postgres.*the-first/);
    assert.match(waiting[0] ?? '', /another migration run to finish: process \d+/);
    assert.equal((await first).outcome, 'done');
  });
});

describe('locks of other sessions', suiteNeeds('locks of other sessions', server), () => {
  const plan = planOf([step('a', 'b', ['CREATE TABLE two (id int)', 'ALTER TABLE one ADD COLUMN x int'])]);

  async function prepared(): Promise<string> {
    const url = await freshDatabase();
    await run(targetOf(url), planOf([step(undefined, 'a', ['CREATE TABLE one (id int)'])]));
    return url;
  }

  it('gives up after lock_timeout and keeps nothing of the step', async () => {
    const url = await prepared();
    const result = await whileLocked(url, () =>
      run(targetOf(url), plan, { options: { lockTimeout: '200ms' } }),
    );
    assert.deepEqual(summary(result), { outcome: 'failed', applied: [], revisions: ['a'] });
    assert.equal(result.failure?.sqlState, '55P03');
  });

  it('tries the step again where it is told to, and tells that it does', async () => {
    const url = await prepared();
    const waiting: string[] = [];
    const result = await whileLocked(url, (holder) => {
      setTimeout(() => holder.query('ROLLBACK'), 800);
      return run(targetOf(url), plan, {
        options: { lockTimeout: '200ms', lockRetries: 3 },
        onProgress: (progress) => waiting.push(progress.waiting ?? ''),
      });
    });
    assert.deepEqual(summary(result), { outcome: 'done', applied: ['b'], revisions: ['b'] });
    assert.ok(waiting.some((text) => text.includes('next try in 1 s')));
  });

  it('tells while it waits who holds the lock', async () => {
    const url = await prepared();
    const waiting: string[] = [];
    const result = await whileLocked(url, (holder) => {
      setTimeout(() => holder.query('ROLLBACK'), 900);
      return run(targetOf(url), plan, {
        options: { watchAfterMs: 100 },
        onProgress: (progress) => waiting.push(progress.waiting ?? ''),
      });
    });
    assert.equal(result.outcome, 'done');
    assert.match(
      waiting.find((text) => text !== '') ?? '',
      /a lock held by process \d+ \(user postgres.*lock-holder.*idle in its transaction: .*LOCK TABLE one/,
    );
    assert.equal(waiting.at(-1), '');
  });

  it('reports a deadlock as the failure of its step', async () => {
    const url = await prepared();
    await queryDatabase(url, 'CREATE TABLE other (id int)');
    const crossing = planOf([
      step('a', 'b', ['LOCK TABLE other', 'SELECT pg_sleep(0.5)', 'ALTER TABLE one ADD COLUMN x int']),
    ]);
    const result = await whileLocked(url, async (holder) => {
      // The victim is the one that waited first for deadlock_timeout: the holder is told to wait longer.
      await holder.query("SET deadlock_timeout = '60s'");
      const running = run(targetOf(url), crossing);
      await sleep(300);
      const blocked = holder.query('LOCK TABLE other').catch((error: Error) => error);
      const ended = await running;
      await blocked;
      return ended;
    });
    assert.deepEqual(summary(result), { outcome: 'failed', applied: [], revisions: ['a'] });
    assert.equal(result.failure?.sqlState, '40P01');
  });
});

describe('cancel', suiteNeeds('cancel', server), () => {
  async function cancelledAfter(statements: readonly string[], milliseconds: number): Promise<RunResult> {
    const url = await freshDatabase();
    const abort = new AbortController();
    setTimeout(() => abort.abort(), milliseconds);
    const plan = planOf([step(undefined, 'a', ['CREATE TABLE one (id int)']), step('a', 'b', statements)]);
    const startedAt = performance.now();
    const result = await run(targetOf(url), plan, { signal: abort.signal });
    assert.ok(performance.now() - startedAt < 5000, 'the statement was stopped on the server');
    return result;
  }

  it('stops a long statement and keeps the steps before it', async () => {
    const result = await cancelledAfter(['CREATE TABLE two (id int)', 'SELECT pg_sleep(60)'], 500);
    assert.deepEqual(summary(result), { outcome: 'cancelled', applied: ['a'], revisions: ['a'] });
    assert.equal(result.failure, undefined);
  });

  it('does nothing where it was cancelled before it began', async () => {
    const url = await freshDatabase();
    const result = await run(targetOf(url), planOf(killableChain()), { signal: AbortSignal.abort() });
    assert.deepEqual(summary(result), { outcome: 'cancelled', applied: [], revisions: [] });
  });

  it('a statement_timeout is a failure, not a cancel', async () => {
    const url = await freshDatabase();
    const plan = planOf([step(undefined, 'a', ['SELECT pg_sleep(60)'])]);
    const result = await run(targetOf(url), plan, { options: { statementTimeout: '200ms' } });
    assert.equal(result.outcome, 'failed');
    assert.equal(result.failure?.sqlState, '57014');
  });
});

describe('a connection that the server ends', suiteNeeds('a connection that the server ends', server), () => {
  const marked = (number: number) => `SELECT pg_sleep(0.3) AS mark${number}`;
  for (const number of [1, 2, 3]) {
    it(`in statement ${number} of a step`, async () => {
      const url = await freshDatabase();
      const broken = step('a', 'b', [marked(1), 'CREATE TABLE two (id int)', marked(2), marked(3)]);
      const running = run(
        targetOf(url),
        planOf([step(undefined, 'a', ['CREATE TABLE one (id int)']), broken]),
      );
      await killWhen(url, `%mark${number}`);
      const result = await running;
      assert.deepEqual(summary(result), { outcome: 'failed', applied: ['a'], revisions: ['a'] });
      assert.equal(result.failure?.statement, marked(number));
      assert.equal(result.failure?.uncertain, false);
    });
  }

  it('after an autocommit block: tells which statements stay', async () => {
    const url = await freshDatabase();
    const alone = { sql: 'CREATE TABLE alone (id int)', transactional: false };
    const running = run(
      targetOf(url),
      planOf([step(undefined, 'a', [alone, 'CREATE TABLE two (id int)', marked(1)])]),
    );
    await killWhen(url, '%mark1');
    const result = await running;
    assert.deepEqual(summary(result), { outcome: 'failed', applied: [], revisions: [] });
    assert.deepEqual(result.partial?.committed, [alone.sql]);
    assert.deepEqual(result.partial?.rolledBack, ['CREATE TABLE two (id int)', marked(1)]);
  });

  it('while an index is built concurrently: names the index that is left invalid', async () => {
    const url = await freshDatabase();
    await run(targetOf(url), planOf([step(undefined, 'a', ['CREATE TABLE one (id int)'])]));
    const alone = { sql: 'CREATE INDEX CONCURRENTLY late ON one (id)', transactional: false };
    const holder = new Client({ connectionString: url });
    await holder.connect();
    // The build waits for every transaction that has written to the table.
    await holder.query('BEGIN; INSERT INTO one VALUES (1)');
    const running = run(targetOf(url), planOf([step('a', 'b', [alone])]));
    await killWhen(url, alone.sql);
    const result = await running;
    await holder.end();
    assert.deepEqual(summary(result), { outcome: 'failed', applied: [], revisions: ['a'] });
    assert.deepEqual(result.partial?.invalidIndexes, ['public.late']);
    assert.match(result.message, /An index was left invalid; .*DROP INDEX CONCURRENTLY public\.late/);
  });

  it('while COMMIT is answered: the version table tells whether it took effect', async () => {
    const url = await freshDatabase();
    // A deferred trigger makes the COMMIT itself take time.
    const slow = step(undefined, 'a', [
      'CREATE TABLE one (id int)',
      "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END'",
      'CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON one DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()',
      'INSERT INTO one VALUES (1)',
    ]);
    const running = run(targetOf(url), planOf([slow]));
    await killWhen(url, 'COMMIT');
    const result = await running;
    assert.deepEqual(summary(result), { outcome: 'failed', applied: [], revisions: [] });
    assert.equal(result.failure?.revision, 'a');
    assert.equal(result.failure?.uncertain, false);
  });
});

describe('a runner that is killed', suiteNeeds('a runner that is killed', server), () => {
  const program = fileURLToPath(new URL('./killed-runner.js', import.meta.url));

  function start(url: string) {
    const child = spawn(process.execPath, [program, JSON.stringify(targetOf(url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const started = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    child.stdout.resume();
    return { child, ended, started };
  }

  it(`at ${KILLS} moments of a run: the version table stays truthful and a new run finishes`, async (context) => {
    const url = await freshDatabase();
    const met = new Set<string>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child, ended, started } = start(url);
      await started;
      await sleep((kill * 37) % 120);
      child.kill('SIGKILL');
      await ended;
      met.add(await truthfulRevision(url));
      if (met.has('r15')) await queryDatabase(url, resetSql());
      met.delete('r15');
    }
    const last = start(url);
    assert.equal(await last.ended, 0);
    assert.equal(await truthfulRevision(url), 'r15');
    context.diagnostic(`${KILLS} kills met ${met.size} different revisions`);
    assert.ok(met.size > 1, 'the kills met the run at work');
  });

  function resetSql(): string {
    return `DO $$ BEGIN EXECUTE (SELECT string_agg(format('DROP TABLE %I', tablename), ';')
      FROM pg_tables WHERE schemaname = 'public'); END $$`;
  }
});
