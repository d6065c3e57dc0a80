import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { effectsText } from '../../../../../server/src/core/postgresql/effects/effects-text.ts';
import { FollowedFacts } from '../../../../../server/src/core/postgresql/effects/followed-facts.ts';
import { statementEffects } from '../../../../../server/src/core/postgresql/effects/statement-effects.ts';
import type { StatementHints } from '../../../../../server/src/core/postgresql/statement.ts';

interface Case {
  readonly sql: string;
  readonly after?: string;
  readonly hints?: StatementHints;
  readonly version?: number;
}

function check(input: string | Case, expected: string): void {
  const { sql, after = '', hints = {}, version = 18 } = typeof input === 'string' ? { sql: input } : input;
  it(`${after}${after === '' ? '' : '; '}${sql}${version === 18 ? '' : ` on ${version}`}`, () => {
    const facts = new FollowedFacts();
    facts.follow(after);
    assert.equal(effectsText(statementEffects({ sql, hints }, version, facts)), expected);
  });
}

const NONE = 'no lock on existing tables';

describe('the locks of a statement that stands alone', () => {
  check('ALTER TABLE app."Users" ADD COLUMN a INT', 'ACCESS EXCLUSIVE app.Users');
  check(
    'ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY(a) REFERENCES p (id)',
    'SHARE ROW EXCLUSIVE t, p · scans',
  );
  check('ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT VALID', 'ACCESS EXCLUSIVE t');
  check('ALTER TABLE t VALIDATE CONSTRAINT ck', 'SHARE UPDATE EXCLUSIVE t · scans');
  check('CREATE INDEX ix_t_a ON t (a)', 'SHARE t · scans');
  check('CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON s.t (a)', 'SHARE UPDATE EXCLUSIVE s.t · scans');
  check('DROP INDEX ix', 'ACCESS EXCLUSIVE its table');
  check('CREATE TABLE t (a INT)', NONE);
  check('CREATE TABLE t (a INT, FOREIGN KEY(a) REFERENCES p (id))', 'SHARE ROW EXCLUSIVE p');
  check('CREATE TABLE t (a INT REFERENCES t (a))', NONE);
  check("INSERT INTO t (a) VALUES ('DROP TABLE x')", 'ROW EXCLUSIVE t');
  check('INSERT INTO t (a) SELECT lower(b) FROM u ON CONFLICT (a) DO UPDATE SET b = 1', 'ROW EXCLUSIVE t');
  check(
    'WITH old AS (DELETE FROM a RETURNING id) INSERT INTO b SELECT id FROM old',
    'ROW EXCLUSIVE a, b · scans',
  );
  check('/* a */ -- b\n DROP TABLE "a.b".c, d;', 'ACCESS EXCLUSIVE a.b.c, d');
  check("SET lock_timeout = '4s'", NONE);
  check("COMMENT ON COLUMN s.t.a IS 'x; y'", 'SHARE UPDATE EXCLUSIVE s.t');
  check("CREATE TYPE mood AS ENUM ('a')", NONE);
  check("ALTER TYPE mood ADD VALUE 'b'", NONE);
  check('LOCK TABLE a, b IN SHARE ROW EXCLUSIVE MODE', 'SHARE ROW EXCLUSIVE a, b');
});

describe('what cannot be told from the text', () => {
  for (const sql of [
    'DO $$ BEGIN DROP TABLE t; END $$',
    'CALL tidy()',
    "SELECT create_hypertable('t', 'time')",
    'SELECT 1; EXECUTE other',
    'ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b',
    'ALTER TABLE t FROB',
    'nonsense',
  ]) {
    check(sql, 'locks not known');
  }
  check('ALTER TABLE t ALTER COLUMN a TYPE BIGINT', 'ACCESS EXCLUSIVE t · may rewrite');
  check('ALTER TABLE t ADD COLUMN a INT DEFAULT own_function()', 'ACCESS EXCLUSIVE t · may rewrite');
});

describe('what the call says beside the SQL', () => {
  const type = (existingType: string, to: string): Case => ({
    sql: `ALTER TABLE t ALTER COLUMN a TYPE ${to}`,
    hints: { existingType },
  });
  check(type('VARCHAR(50)', 'VARCHAR(100)'), 'ACCESS EXCLUSIVE t');
  check(type('VARCHAR(50)', 'TEXT'), 'ACCESS EXCLUSIVE t');
  check(type('VARCHAR', 'VARCHAR(100)'), 'ACCESS EXCLUSIVE t · rewrites');
  check(type('INTEGER', 'BIGINT'), 'ACCESS EXCLUSIVE t · rewrites');
  check(type('NUMERIC(10, 2)', 'NUMERIC(12, 2)'), 'ACCESS EXCLUSIVE t');
  check(type('NUMERIC(10, 2)', 'NUMERIC(12, 3)'), 'ACCESS EXCLUSIVE t · rewrites');
  check(type('TIMESTAMP WITHOUT TIME ZONE', 'TIMESTAMP WITH TIME ZONE'), 'ACCESS EXCLUSIVE t · may rewrite');
  check(type('VARCHAR(5)[]', 'TEXT[]'), 'ACCESS EXCLUSIVE t · rewrites');
  check({ sql: 'DROP INDEX ix', hints: { indexTable: 's.t' } }, 'ACCESS EXCLUSIVE s.t');
  check(
    { sql: 'ALTER TABLE t DROP CONSTRAINT fk', hints: { constraintType: 'foreignkey' } },
    'ACCESS EXCLUSIVE t, the referenced table',
  );
});

describe('what the same run has done before', () => {
  check({ after: 'CREATE TABLE t (a INT)', sql: 'CREATE INDEX ix ON t (a)' }, NONE);
  check({ after: 'CREATE TABLE t (a INT); ALTER TABLE t RENAME TO u', sql: 'DROP TABLE u' }, NONE);
  check(
    { after: 'CREATE TABLE t (a INT)', sql: 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (id)' },
    'SHARE ROW EXCLUSIVE p',
  );
  check(
    { after: 'CREATE TABLE IF NOT EXISTS t (a INT)', sql: 'CREATE INDEX ix ON t (a)' },
    'SHARE t · scans',
  );
  check(
    { after: 'CREATE TABLE t (a INT); DROP TABLE t', sql: 'UPDATE t SET a = 1' },
    'ROW EXCLUSIVE t · scans',
  );
  check({ after: 'CREATE INDEX ix ON s.t (a)', sql: 'DROP INDEX s.ix' }, 'ACCESS EXCLUSIVE s.t');
  check(
    { after: 'ALTER TABLE t ADD COLUMN a VARCHAR(5)', sql: 'ALTER TABLE t ALTER a TYPE TEXT' },
    'ACCESS EXCLUSIVE t',
  );
  check(
    {
      after:
        'ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c',
      sql: 'ALTER TABLE t ALTER a SET NOT NULL',
    },
    'ACCESS EXCLUSIVE t',
  );
  check(
    {
      after: 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (id)',
      sql: 'ALTER TABLE t DROP CONSTRAINT t_a_fkey',
    },
    'ACCESS EXCLUSIVE t, p',
  );
  check(
    {
      after: "SET TIME ZONE 'UTC'; ALTER TABLE t ADD a TIMESTAMP",
      sql: 'ALTER TABLE t ALTER a TYPE timestamptz',
    },
    'ACCESS EXCLUSIVE t',
  );
});

describe('what the server version changes', () => {
  const sql = 'ALTER TABLE t ADD COLUMN a INT NOT NULL DEFAULT 0';
  check({ sql, version: 10 }, 'ACCESS EXCLUSIVE t · rewrites');
  check({ sql, version: 11 }, 'ACCESS EXCLUSIVE t');
  check({ sql, version: 99 }, 'ACCESS EXCLUSIVE t');
  check({ sql, version: 9 }, 'ACCESS EXCLUSIVE t · rewrites');
  check({ sql: 'ALTER TABLE p ATTACH PARTITION c DEFAULT', version: 11 }, 'ACCESS EXCLUSIVE p, c · scans');
});

describe('notes', () => {
  const note = (sql: string, version: number, transactional = false): string | undefined =>
    statementEffects({ sql, transactional }, version).note;
  it('says what a version refuses', () => {
    assert.match(
      note('REINDEX INDEX CONCURRENTLY ix', 11) ?? '',
      /PostgreSQL 11 refuses this: it needs 12 or newer/,
    );
  });
  it('says what fails inside a transaction', () => {
    const sql = 'CREATE INDEX CONCURRENTLY ix ON t (a)';
    assert.match(note(sql, 18, true) ?? '', /autocommit_block/);
    assert.equal(note(sql, 18), undefined);
  });
});
