import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statementLock } from '../../../../server/src/core/postgresql/statement-lock.ts';

function check(sql: string, expected: string): void {
  it(sql, () => {
    const lock = statementLock(sql);
    const text =
      lock === undefined ? 'none' : lock === 'unknown' ? lock : `${lock.mode} ${lock.table ?? '?'}`;
    assert.equal(text, expected);
  });
}

describe('the lock of a statement', () => {
  check('ALTER TABLE app."Users" ADD COLUMN a INT', 'ACCESS EXCLUSIVE app.Users');
  check('ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY(a) REFERENCES p (id)', 'SHARE ROW EXCLUSIVE t');
  check('ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT VALID', 'ACCESS EXCLUSIVE t');
  check('ALTER TABLE t VALIDATE CONSTRAINT ck', 'SHARE UPDATE EXCLUSIVE t');
  check('ALTER TABLE t ALTER COLUMN a SET STATISTICS 100', 'SHARE UPDATE EXCLUSIVE t');
  check('ALTER TABLE t ALTER COLUMN a SET NOT NULL', 'ACCESS EXCLUSIVE t');
  check('ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1)', 'SHARE UPDATE EXCLUSIVE t');
  check('ALTER TABLE t DETACH PARTITION p', 'ACCESS EXCLUSIVE t');
  check('ALTER TABLE t DETACH PARTITION p CONCURRENTLY', 'SHARE UPDATE EXCLUSIVE t');
  check('CREATE INDEX ix_t_a ON t (a)', 'SHARE t');
  check('CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON s.t (a)', 'SHARE UPDATE EXCLUSIVE s.t');
  check('DROP INDEX ix', 'ACCESS EXCLUSIVE ?');
  check('DROP INDEX CONCURRENTLY IF EXISTS ix', 'SHARE UPDATE EXCLUSIVE ?');
  check('CREATE TABLE t (a INT)', 'none');
  check('CREATE TABLE t (a INT, FOREIGN KEY(a) REFERENCES p (id))', 'SHARE ROW EXCLUSIVE p');
  check("CREATE TABLE t_a PARTITION OF t FOR VALUES IN ('a')", 'ACCESS EXCLUSIVE t');
  check('DROP TABLE t', 'ACCESS EXCLUSIVE t');
  check('UPDATE t SET a = 1', 'ROW EXCLUSIVE t');
  check("INSERT INTO t (a) VALUES ('DROP TABLE x')", 'ROW EXCLUSIVE t');
  check("COMMENT ON TABLE t IS 'x'", 'SHARE UPDATE EXCLUSIVE t');
  check("CREATE TYPE mood AS ENUM ('a')", 'none');
  check("ALTER TYPE mood ADD VALUE 'b'", 'none');
  check('DO $$ BEGIN END $$', 'unknown');
});
