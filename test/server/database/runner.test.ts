import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunnerProgress, RunPlan } from '../../../server/src/database/migration-run.ts';
import { queryDatabase, withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { planOf, type RunSetUp, run, step, summary, targetOf } from './run-fixture.ts';

const server = await withPostgres();

async function names(url: string, query: string): Promise<string[]> {
  return (await queryDatabase<{ name: string }>(url, query)).map(({ name }) => name);
}

/** Tables of ours, in order of name. */
function tables(url: string): Promise<string[]> {
  return names(
    url,
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename NOT LIKE 'alembic%' ORDER BY 1`,
  );
}

function versionRows(url: string, table = 'alembic_version'): Promise<string[]> {
  return names(url, `SELECT version_num AS name FROM ${table} ORDER BY 1`);
}

const TWO_TABLES = ['CREATE TABLE one (id uuid)', 'CREATE TABLE two (id uuid)'];

const chain = [
  step(undefined, 'a', ['CREATE TABLE one (id int)', 'CREATE TABLE two (id int)']),
  step('a', 'b', ['ALTER TABLE one ADD COLUMN name text']),
  step('b', 'c', ['CREATE TABLE three (id int)']),
];

describe('runPlan on PostgreSQL', suiteNeeds('runPlan on PostgreSQL', server), () => {
  /** A fresh database, `plan` run on it. */
  async function onFresh(plan: RunPlan, setUp: RunSetUp = {}, before: readonly string[] = []) {
    const url = await available(server).createDatabase('runner');
    for (const sql of before) await queryDatabase(url, sql);
    return { url, result: await run(targetOf(url), plan, setUp) };
  }

  it('runs a chain and tells each statement', async () => {
    const seen: string[] = [];
    const onProgress = ({ step: number, revision, statement, statementCount }: RunnerProgress) =>
      seen.push(`${number} ${revision} ${statement}/${statementCount}`);
    const { url, result } = await onFresh(planOf(chain), { onProgress });
    assert.deepEqual(summary(result), { outcome: 'done', applied: ['a', 'b', 'c'], revisions: ['c'] });
    assert.deepEqual(await tables(url), ['public.one', 'public.three', 'public.two']);
    assert.deepEqual(await versionRows(url), ['c']);
    assert.deepEqual(seen, ['1 a 0/2', '1 a 1/2', '1 a 2/2', '2 b 0/1', '2 b 1/1', '3 c 0/1', '3 c 1/1']);
  });

  it('makes the values that the preview shows as variables', async () => {
    const id = { call: 1, maker: 'uuid4', form: 'text', shift: 0, arguments: [] } as const;
    const insert = (table: string) => ({
      sql: `INSERT INTO ${table} VALUES (:'uuid4_1')`,
      runtime: [`INSERT INTO ${table} VALUES ('`, id, "')"],
    });
    const plan = planOf([step(undefined, 'a', [...TWO_TABLES, insert('one'), insert('two')])]);
    const { url, result } = await onFresh(plan);
    assert.deepEqual(summary(result), { outcome: 'done', applied: ['a'], revisions: ['a'] });
    assert.deepEqual(await names(url, 'SELECT count(*)::text AS name FROM one JOIN two USING (id)'), ['1']);
  });

  it('stands at the last good revision when a statement fails', async () => {
    const broken = step('a', 'b', [
      'ALTER TABLE one ADD COLUMN name text',
      'ALTER TABLE nowhere ADD COLUMN x int',
    ]);
    const { url, result } = await onFresh(planOf([chain[0] ?? broken, broken]));
    assert.deepEqual(summary(result), { outcome: 'failed', applied: ['a'], revisions: ['a'] });
    assert.deepEqual(await versionRows(url), ['a']);
    const { failure } = result;
    assert.equal(failure?.revision, 'b');
    assert.equal(failure?.path, 'versions/b.py');
    assert.equal(failure?.line, 2);
    assert.equal(failure?.sqlState, '42P01');
    assert.equal(failure?.statement, 'ALTER TABLE nowhere ADD COLUMN x int');
    assert.equal(result.partial, undefined);
    assert.match(
      result.message,
      /Revision b \(versions\/b\.py:3\): .*nowhere.* \(SQLSTATE 42P01\).* at a\./s,
    );
    assert.deepEqual(
      await names(
        url,
        "SELECT attname AS name FROM pg_attribute WHERE attname = 'name' AND attrelid = 'one'::regclass",
      ),
      [],
    );
  });

  it('keeps nothing when one transaction holds all steps and one fails', async () => {
    const broken = step('a', 'b', ['SELECT 1/0']);
    const plan = planOf([...chain.slice(0, 1), broken], { transactionPerMigration: false });
    const { url, result } = await onFresh(plan);
    assert.deepEqual(summary(result), { outcome: 'failed', applied: [], revisions: [] });
    assert.deepEqual(await tables(url), []);
    assert.deepEqual(await names(url, "SELECT to_regclass('alembic_version')::text AS name"), [null]);
  });

  it('commits all steps of one transaction together', async () => {
    const { url, result } = await onFresh(planOf(chain, { transactionPerMigration: false }));
    assert.deepEqual(summary(result), { outcome: 'done', applied: ['a', 'b', 'c'], revisions: ['c'] });
    assert.deepEqual(await versionRows(url), ['c']);
  });

  it('points at the line inside a statement of several lines', async () => {
    const several = step(undefined, 'a', ['CREATE TABLE one (id int);\nSELEC 2']);
    const { result } = await onFresh(planOf([several]));
    assert.equal(result.failure?.line, 2);
  });

  it('creates the version table for an empty plan, as Alembic does', async () => {
    const { url, result } = await onFresh(planOf([]));
    assert.deepEqual(summary(result), { outcome: 'done', applied: [], revisions: [] });
    assert.deepEqual(await versionRows(url), []);
  });

  it('does nothing where the rows are not those of the plan', async () => {
    const { url, result } = await onFresh(planOf(chain.slice(1)));
    assert.deepEqual(summary(result), { outcome: 'stale', applied: [], revisions: [] });
    assert.deepEqual(await tables(url), []);
  });

  it('fails a step whose row another program changed under it', async () => {
    const url = await available(server).createDatabase('runner');
    await run(targetOf(url), planOf(chain.slice(0, 1)));
    const thief = step('a', 'b', [
      'CREATE TABLE four (id int)',
      "UPDATE alembic_version SET version_num = 'zz'",
    ]);
    const result = await run(targetOf(url), planOf([thief]));
    assert.deepEqual(summary(result), { outcome: 'failed', applied: [], revisions: ['a'] });
    assert.match(result.message, /holds 0 rows 'a' where exactly one should become 'b'/);
    assert.deepEqual(await tables(url), ['public.one', 'public.two']);
  });

  it('keeps its rows in a version table of another name and schema', async () => {
    const versionTable = { name: 'Versions', schema: 'Ops', hasPrimaryKey: false };
    const { url, result } = await onFresh(planOf(chain, { versionTable }), {}, ['CREATE SCHEMA "Ops"']);
    assert.deepEqual(summary(result), { outcome: 'done', applied: ['a', 'b', 'c'], revisions: ['c'] });
    assert.deepEqual(await versionRows(url, '"Ops"."Versions"'), ['c']);
  });

  it('runs what env.py runs first: once for the session, again in each transaction where it is local to one', async () => {
    const statementsBefore = [
      'CREATE SCHEMA IF NOT EXISTS app',
      'SET search_path TO app',
      "SET LOCAL app.tenant = 'x'",
    ];
    const tenant = (from: string | undefined, to: string) =>
      step(from, to, [`CREATE TABLE ${to} AS SELECT current_setting('app.tenant') AS tenant`]);
    const { url, result } = await onFresh(
      planOf([tenant(undefined, 'a'), tenant('a', 'b')], { statementsBefore }),
    );
    assert.equal(result.outcome, 'done', result.message);
    assert.deepEqual(await tables(url), ['app.a', 'app.b']);
    assert.deepEqual(
      await names(url, 'SELECT tenant AS name FROM app.a UNION ALL SELECT tenant FROM app.b'),
      ['x', 'x'],
    );
    assert.deepEqual(await versionRows(url, 'app.alembic_version'), ['b']);
  });

  it('asks before a guarded statement', async () => {
    const guard = { kind: 'type-absent', schema: null, name: 'mood' } as const;
    const type = { sql: "CREATE TYPE mood AS ENUM ('a')", guard };
    const drop = { sql: 'DROP TYPE mood', guard: { ...guard, kind: 'type-present' } } as const;
    const missing = {
      sql: 'DROP TYPE sorrow',
      guard: { ...guard, kind: 'type-present', name: 'sorrow' },
    } as const;
    const { url, result } = await onFresh(
      planOf([step(undefined, 'a', [type, type, drop, drop, missing, type])]),
    );
    assert.equal(result.outcome, 'done', result.message);
    assert.deepEqual(await names(url, "SELECT typname AS name FROM pg_type WHERE typname = 'mood'"), [
      'mood',
    ]);
  });

  it('forgets every row with purge', async () => {
    const url = await available(server).createDatabase('runner');
    await run(targetOf(url), planOf(chain));
    const stamp = { ...step(undefined, 'b', []), direction: 'stamp' as const, source: undefined };
    const result = await run(targetOf(url), planOf([stamp], { purge: true, expectedRevisions: ['c'] }));
    assert.deepEqual(summary(result), { outcome: 'done', applied: ['b'], revisions: ['b'] });
    assert.deepEqual(await versionRows(url), ['b']);
  });

  it('tries a plan and rolls it back', async () => {
    const { url, result } = await onFresh(planOf(chain), { options: { dryRun: true } });
    assert.deepEqual(summary(result), { outcome: 'done', applied: [], revisions: [] });
    assert.match(result.message, /^Dry run: 3 revisions/);
    assert.deepEqual(await tables(url), []);
  });

  it('finds in a dry run what a deferred constraint would refuse', async () => {
    const deferred = step(undefined, 'a', [
      'CREATE TABLE p (id int PRIMARY KEY)',
      'CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED)',
      'INSERT INTO c VALUES (1)',
    ]);
    const { result } = await onFresh(planOf([deferred]), { options: { dryRun: true } });
    assert.equal(result.outcome, 'failed');
    assert.equal(result.failure?.sqlState, '23503');
  });

  it('refuses a dry run of what cannot be rolled back', async () => {
    const alone = step(undefined, 'a', [{ sql: 'VACUUM', transactional: false }]);
    const { result } = await onFresh(planOf([alone]), { options: { dryRun: true } });
    assert.equal(result.outcome, 'failed');
    assert.match(result.message, /A dry run is not possible\. Revision a /);
  });
});

describe('runPlan outside transactions', suiteNeeds('runPlan outside transactions', server), () => {
  const index = (sql: string) => ({ sql, transactional: false });

  it('commits what came before, runs alone, and goes on in a new transaction', async () => {
    const url = await available(server).createDatabase('runner');
    const steps = [
      step(undefined, 'a', [
        'CREATE TABLE one (id int)',
        index('CREATE INDEX CONCURRENTLY ix ON one (id)'),
        'CREATE TABLE two (id int)',
      ]),
    ];
    const result = await run(targetOf(url), planOf(steps));
    assert.deepEqual(summary(result), { outcome: 'done', applied: ['a'], revisions: ['a'] });
    assert.deepEqual(await tables(url), ['public.one', 'public.two']);
  });

  it('tells what is in and what is not when it fails afterwards', async () => {
    const url = await available(server).createDatabase('runner');
    const steps = [
      step(undefined, 'a', ['CREATE TABLE zero (id int)']),
      step('a', 'b', [
        'CREATE TABLE one (id int)',
        index('CREATE INDEX CONCURRENTLY ix ON one (id)'),
        'CREATE TABLE two (id int)',
        'SELECT 1/0',
        'CREATE TABLE three (id int)',
      ]),
    ];
    for (const transactionPerMigration of [true, false]) {
      const fresh = transactionPerMigration ? url : await available(server).createDatabase('runner');
      const result = await run(targetOf(fresh), planOf(steps, { transactionPerMigration }));
      assert.deepEqual(summary(result), { outcome: 'failed', applied: ['a'], revisions: ['a'] });
      assert.deepEqual(result.partial, {
        revision: 'b',
        committed: ['CREATE TABLE one (id int)', 'CREATE INDEX CONCURRENTLY ix ON one (id)'],
        rolledBack: ['CREATE TABLE two (id int)', 'SELECT 1/0'],
        notRun: ['CREATE TABLE three (id int)'],
        invalidIndexes: [],
      });
      assert.deepEqual(await tables(fresh), ['public.one', 'public.zero']);
      assert.match(result.message, /Revision b is half in: 2 statements committed/);
    }
  });

  it('names the invalid index of a failed concurrent build', async () => {
    const url = await available(server).createDatabase('runner');
    const steps = [
      step(undefined, 'a', [
        'CREATE TABLE one AS SELECT 1 AS id FROM generate_series(1, 2)',
        index('CREATE UNIQUE INDEX CONCURRENTLY ux ON one (id)'),
      ]),
    ];
    const result = await run(targetOf(url), planOf(steps));
    assert.equal(result.failure?.sqlState, '23505');
    assert.deepEqual(result.partial?.invalidIndexes, ['public.ux']);
    assert.match(result.message, /DROP INDEX CONCURRENTLY public\.ux/);
  });

  it("lets a migration's own COMMIT end the transaction, and changes the row in a new one", async () => {
    const url = await available(server).createDatabase('runner');
    const steps = [
      step(undefined, 'a', [
        'CREATE TABLE one (id int)',
        'COMMIT',
        'CREATE INDEX CONCURRENTLY ix ON one (id)',
      ]),
      step('a', 'b', ['CREATE TABLE two (id int)', 'SELECT 1/0']),
    ];
    const result = await run(targetOf(url), planOf(steps));
    assert.deepEqual(summary(result), { outcome: 'failed', applied: ['a'], revisions: ['a'] });
    assert.equal(result.partial, undefined);
    assert.deepEqual(await tables(url), ['public.one']);
  });

  it("stops at a migration's own ROLLBACK", async () => {
    const url = await available(server).createDatabase('runner');
    const result = await run(
      targetOf(url),
      planOf([step(undefined, 'a', ['CREATE TABLE one (id int)', 'ROLLBACK', 'SELECT 1'])]),
    );
    assert.deepEqual(summary(result), { outcome: 'failed', applied: [], revisions: [] });
    assert.match(result.message, /rolled the transaction back/);
  });
});
