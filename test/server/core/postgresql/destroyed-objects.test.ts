import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { destroyedObjects } from '../../../../server/src/core/postgresql/destroyed-objects.ts';

function check(sql: string, expected: readonly string[]): void {
  it(sql, () => assert.deepEqual(destroyedObjects(sql), expected));
}

describe('what a statement destroys', () => {
  check('DROP TABLE orders', ['table orders']);
  check('DROP TABLE IF EXISTS app."Order Items", b CASCADE', ['table app.Order Items', 'table b']);
  check('ALTER TABLE users DROP COLUMN email', ['column users.email']);
  check('ALTER TABLE ONLY "Users" DROP COLUMN IF EXISTS "E""mail", DROP b', [
    'column Users.E"mail',
    'column Users.b',
  ]);
  check('TRUNCATE TABLE orders', ['rows of orders']);
  check('-- empty it\nDELETE FROM app.orders WHERE x = 1', ['rows of app.orders']);
  check('DROP SCHEMA broker_a CASCADE;', ['schema broker_a']);
  check('DROP MATERIALIZED VIEW totals', ['materialized view totals']);
  check('DROP INDEX ix', []);
  check('DROP TYPE mood', []);
  check('ALTER TABLE t DROP CONSTRAINT c', []);
  check('ALTER TABLE t ALTER COLUMN c DROP NOT NULL', []);
  check('ALTER TABLE t ALTER COLUMN c DROP DEFAULT', []);
  check("ALTER TABLE t ADD COLUMN c TEXT DEFAULT 'drop column x'", []);
  check('CREATE TABLE t (a INT)', []);
  check("INSERT INTO t VALUES ('DROP TABLE x')", []);
});
