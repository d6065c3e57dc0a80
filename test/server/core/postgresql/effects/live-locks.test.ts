import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { type LockMode, strength } from '../../../../../server/src/core/postgresql/effects/lock-mode.ts';
import { statementEffects } from '../../../../../server/src/core/postgresql/effects/statement-effects.ts';
import type { StatementHints } from '../../../../../server/src/core/postgresql/statement.ts';
import { withPostgres } from '../../../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../../../support/suite-availability.ts';

const postgres = await withPostgres();

const SCHEMA = `
  CREATE TABLE parent (id int PRIMARY KEY);
  CREATE TABLE t (id int PRIMARY KEY, pid int, x int, name varchar(50));
  ALTER TABLE t ADD CONSTRAINT t_fk FOREIGN KEY (pid) REFERENCES parent (id);
  ALTER TABLE t ADD CONSTRAINT t_ck CHECK (x > 0) NOT VALID;
  CREATE INDEX t_x ON t (x);
  INSERT INTO parent SELECT generate_series(1, 100);
  INSERT INTO t SELECT i, i, i, 'n' FROM generate_series(1, 100) AS i;`;

/** What this transaction holds on tables, and the files that stand for them now. */
const HELD = `
  SELECT c.relname AS table, upper(regexp_replace(replace(l.mode, 'Lock', ''), '([a-z])([A-Z])', '\\1 \\2', 'g')) AS mode
  FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
  WHERE l.pid = pg_backend_pid() AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`;
const FILE = "SELECT relfilenode AS file FROM pg_class WHERE oid = 't'::regclass";

interface HeldLock {
  readonly table: string;
  readonly mode: LockMode;
}

const MOST_LOOKS = 500;
const BETWEEN_LOOKS_MS = 20;

/** A statement takes weaker locks on its way to the one that counts. */
function strongestOfEach(locks: readonly HeldLock[]): ReadonlyMap<string, LockMode> {
  const held = new Map<string, LockMode>();
  for (const { table, mode } of locks) {
    const before = held.get(table);
    if (before === undefined || strength(mode) > strength(before)) held.set(table, mode);
  }
  return held;
}

describe('locks on a live server', suiteNeeds('locks', postgres), () => {
  let client: Client;
  let url: string;

  before(async () => {
    url = await available(postgres).createDatabase('locks');
    client = new Client({ connectionString: url });
    await client.connect();
    await client.query(SCHEMA);
  });
  after(() => client?.end());

  async function fileOfTable(): Promise<number | undefined> {
    return (await client.query<{ file: number }>(FILE)).rows[0]?.file;
  }

  const major = (): number => Number.parseInt(available(postgres).version, 10);

  function check(sql: string, hints: StatementHints = {}): void {
    it(sql, async () => {
      // A catalog that is read in the transaction is locked too, so it is asked before.
      const before = await fileOfTable();
      await client.query('BEGIN');
      try {
        await client.query(sql);
        const held = strongestOfEach((await client.query<HeldLock>(HELD)).rows);
        const effects = statementEffects({ sql, hints }, major());
        const ours = effects.locks.map(({ table, role, mode }) => [table ?? role, mode] as const);
        assert.deepEqual(new Map([...ours].sort()), held);
        assert.equal(effects.rewrites, before === (await fileOfTable()) ? 'no' : 'yes');
      } finally {
        await client.query('ROLLBACK');
      }
    });
  }

  check('ALTER TABLE t ADD COLUMN z int NOT NULL DEFAULT 0');
  check('ALTER TABLE t ADD COLUMN z uuid DEFAULT gen_random_uuid()');
  check('ALTER TABLE t ADD COLUMN z int REFERENCES parent (id)');
  check('ALTER TABLE t ALTER COLUMN x TYPE bigint', { existingType: 'INTEGER' });
  check('ALTER TABLE t ALTER COLUMN name TYPE varchar(100)', { existingType: 'VARCHAR(50)' });
  check('ALTER TABLE t ALTER COLUMN x SET NOT NULL');
  check('ALTER TABLE t ADD CONSTRAINT c CHECK (x > 0)');
  check('ALTER TABLE t VALIDATE CONSTRAINT t_ck');
  check('ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (x) REFERENCES parent (id) NOT VALID');
  check('CREATE INDEX i ON t (name)');
  check('DROP INDEX t_x', { indexTable: 't' });
  check("COMMENT ON TABLE t IS 'x'");
  check('UPDATE t SET x = 2');
  check('ALTER TABLE t RENAME COLUMN x TO y');

  it('builds an index concurrently under SHARE UPDATE EXCLUSIVE', async () => {
    const sql = 'CREATE INDEX CONCURRENTLY slow ON t (name)';
    const other = new Client({ connectionString: url });
    await other.connect();
    // It waits for a transaction that has written, and can be looked at meanwhile.
    await client.query('BEGIN; UPDATE t SET x = x WHERE id = 1');
    const building = other.query(sql);
    const held = `SELECT mode FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.relation = 't'::regclass AND l.granted AND a.query LIKE 'CREATE INDEX CONCURRENTLY%' AND l.pid <> pg_backend_pid()`;
    let modes: string[] = [];
    for (let look = 0; look < MOST_LOOKS && !modes.includes('ShareUpdateExclusiveLock'); look += 1) {
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
      modes = (await client.query<{ mode: string }>(held)).rows.map(({ mode }) => mode);
    }
    await client.query('COMMIT');
    await building;
    await other.end();
    assert.deepEqual(modes, ['ShareUpdateExclusiveLock']);
    assert.deepEqual(
      statementEffects({ sql }, major()).locks.map(({ mode }) => mode),
      ['SHARE UPDATE EXCLUSIVE'],
    );
  });
});
