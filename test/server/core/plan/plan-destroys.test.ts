import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planDestroys } from '../../../../server/src/core/plan/plan-destroys.ts';
import { createdObjects } from '../../../../server/src/core/postgresql/created-objects.ts';

const SPAN = { start: 0, end: 0 };

/** Every array of statements is one step. */
function check(
  name: string,
  steps: ReadonlyArray<readonly string[]>,
  expected: ReadonlyArray<readonly string[]>,
): void {
  it(name, () => {
    const planned = steps.map((texts) => ({
      statements: texts.map((sql) => ({ sql, transactional: true, span: SPAN })),
    }));
    assert.deepEqual(planDestroys(planned), expected);
  });
}

describe('what a plan destroys', () => {
  check(
    'what was there before, once',
    [['DROP TABLE a', 'DROP TABLE a'], ['DROP TABLE b']],
    [['table a'], ['table b']],
  );
  check(
    'not a table that it made itself',
    [['CREATE TABLE "a b" (id INT)'], ['ALTER TABLE "a b" DROP COLUMN c', 'DROP TABLE "a b"']],
    [[], []],
  );
  check(
    'not a column of a table that it made, nor a column that it added, nor their rows',
    [
      [
        'CREATE TABLE "Users" (id INT, is_admin BOOL)',
        'ALTER TABLE users ADD COLUMN x INT, ADD y NUMERIC(1, 2)',
      ],
      [
        'ALTER TABLE "Users" DROP COLUMN is_admin',
        'ALTER TABLE users DROP COLUMN x, DROP COLUMN y',
        'DELETE FROM "Users"',
      ],
    ],
    [[], []],
  );
  check(
    'a table that may have been there before',
    [['CREATE TABLE IF NOT EXISTS a (id INT)', 'DROP TABLE a']],
    [['table a']],
  );
  check(
    'a column that may have been there before',
    [['ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT', 'ALTER TABLE t DROP COLUMN a']],
    [['column t.a']],
  );
  check(
    'the table that was there, also where it is made again',
    [['DROP TABLE a', 'CREATE TABLE a (id INT)', 'DROP TABLE a']],
    [['table a']],
  );
  check(
    'not what it made and renamed',
    [
      ['CREATE TABLE a (id INT)', 'ALTER TABLE a ADD COLUMN x INT', 'ALTER TABLE a RENAME TO b'],
      ['ALTER TABLE b RENAME x TO y', 'ALTER TABLE b DROP COLUMN y', 'DROP TABLE b'],
    ],
    [[], []],
  );
  check(
    'what took the name of a table that it made',
    [['CREATE TABLE a (id INT)', 'ALTER TABLE a RENAME TO b', 'DROP TABLE a']],
    [['table a']],
  );
  check(
    'not what is in a schema that it made',
    [
      [
        'CREATE SCHEMA s',
        'CREATE TABLE IF NOT EXISTS s.t (id INT)',
        'DROP TABLE s.t',
        'ALTER TABLE s.u DROP COLUMN x',
        'DROP SCHEMA s',
      ],
    ],
    [[]],
  );
});

describe('what a statement is sure to make', () => {
  const makes = (sql: string, expected: readonly string[]): void => {
    it(sql, () => assert.deepEqual(createdObjects(sql), expected));
  };
  makes('CREATE TABLE app."Orders" (id INT)', ['table app.Orders']);
  makes('CREATE UNLOGGED TABLE a (id INT)', ['table a']);
  makes('CREATE MATERIALIZED VIEW totals AS SELECT 1', ['materialized view totals']);
  makes('CREATE TEMPORARY TABLE a (id INT)', ['table a']);
  makes("ALTER TABLE t ADD c TEXT DEFAULT 'x, ADD COLUMN y'", ['column t.c']);
  makes(
    'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0), ADD UNIQUE (a), ADD FOREIGN KEY (a) REFERENCES u (b)',
    [],
  );
  makes('ALTER TABLE t ADD PRIMARY KEY (a), ADD COLUMN d INT', ['column t.d']);
  makes('CREATE INDEX i ON t (a)', []);
});
