import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { AskedFacts } from '../../../server/src/core/postgresql/effects/asked-facts.ts';
import { type LockMode, strength } from '../../../server/src/core/postgresql/effects/lock-mode.ts';
import { NO_FACTS, type SchemaFacts } from '../../../server/src/core/postgresql/effects/schema-facts.ts';
import {
  type StatementEffects,
  statementEffects,
} from '../../../server/src/core/postgresql/effects/statement-effects.ts';
import { inspectDatabase } from '../../../server/src/database/inspect-database.ts';
import { openSession } from '../../../server/src/database/open-session.ts';
import { withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { targetOf } from './run-fixture.ts';

const postgres = await withPostgres();

const SCHEMA = `
  CREATE SCHEMA app;
  CREATE DOMAIN app.short AS varchar(10);
  CREATE DOMAIN positive AS int CHECK (VALUE > 0);
  CREATE TABLE parent (id int PRIMARY KEY, code text UNIQUE);
  CREATE TABLE t (id int PRIMARY KEY, pid int CONSTRAINT t_fk REFERENCES parent (id), x int, name varchar(50),
    "Said" timestamp, price numeric(10, 2), alias app.short, amount positive);
  ALTER TABLE t ADD CONSTRAINT t_later FOREIGN KEY (x) REFERENCES parent (id) NOT VALID;
  ALTER TABLE t ADD CONSTRAINT x_there CHECK (x IS NOT NULL);
  CREATE INDEX "T x" ON t (x);
  CREATE TABLE coded (code text REFERENCES parent (code), short varchar(5) REFERENCES parent (code));
  CREATE TABLE app.child (id int REFERENCES t (id), CONSTRAINT child_name UNIQUE (id));
  CREATE VIEW seen AS SELECT id FROM app.child;
  CREATE VIEW seen_again AS SELECT id FROM seen;
  CREATE TABLE parted (id int) PARTITION BY RANGE (id);
  CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10);
  INSERT INTO parent SELECT i, i FROM generate_series(1, 100) AS i;
  INSERT INTO t SELECT i, i, i, 'n', now(), 1, 'a', 1 FROM generate_series(1, 100) AS i;`;

const RELATIONS = `
  SELECT c.oid, CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v') AND n.nspname IN ('public', 'app')`;
const HELD = `
  SELECT relation AS oid, upper(regexp_replace(replace(mode, 'Lock', ''), '([a-z])([A-Z])', '\\1 \\2', 'g')) AS mode
  FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'`;
const FILES = `SELECT string_agg(relname || relfilenode, ' ' ORDER BY oid) AS files FROM pg_class
  WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`;

describe('the schema of a database before a plan', suiteNeeds('schema facts', postgres), () => {
  let client: Client;
  let url: string;
  before(async () => {
    url = await available(postgres).createDatabase('schema_facts');
    client = new Client({ connectionString: url });
    await client.connect();
    await client.query(SCHEMA);
  });
  after(() => client?.end());

  /** What is read for statements, over a session as a run has it. */
  async function factsFor(sql: string, statementsBefore: readonly string[] = []): Promise<SchemaFacts> {
    const asked = new AskedFacts();
    statementEffects({ sql }, null, asked);
    const session = await openSession(targetOf(url));
    try {
      const inspection = {
        names: asked.names,
        relations: () => [],
        waitsForSnapshots: false,
        statementsBefore,
      };
      const { schema, gaps } = await inspectDatabase(session, inspection, undefined);
      assert.deepEqual(gaps, []);
      return schema;
    } finally {
      await session.close();
    }
  }

  async function effectsOf(sql: string): Promise<StatementEffects> {
    const major = Number.parseInt(available(postgres).version, 10);
    return statementEffects({ sql }, major, await factsFor(sql));
  }

  async function files(): Promise<string> {
    return (await client.query<{ files: string }>(FILES)).rows[0]?.files ?? '';
  }

  /** The strongest lock that this transaction holds on each relation of `names`. */
  async function heldOn(names: ReadonlyMap<number, string>): Promise<ReadonlyMap<string, LockMode>> {
    const held = new Map<string, LockMode>();
    const { rows } = await client.query<{ oid: number; mode: LockMode }>(HELD);
    for (const { oid, mode } of rows) {
      const name = names.get(oid);
      if (name !== undefined && strength(mode) > strength(held.get(name) ?? 'ACCESS SHARE')) {
        held.set(name, mode);
      }
    }
    return new Map([...held].sort());
  }

  /** Holds what is told of a statement against the locks that it takes and the files that it writes anew. */
  function check(sql: string, prepare = ''): void {
    it(sql, async () => {
      if (prepare !== '') await client.query(prepare);
      const effects = await effectsOf(sql);
      const told = effects.locks.map(({ table, role, mode }) => [table ?? `some ${role}`, mode] as const);
      const relations = await client.query<{ oid: number; name: string }>(RELATIONS);
      const names = new Map(relations.rows.map(({ oid, name }) => [oid, name]));
      const before = await files();
      await client.query('BEGIN');
      try {
        await client.query(sql);
        assert.deepEqual(new Map([...told].sort()), await heldOn(names));
        if (!sql.startsWith('DROP TABLE')) {
          assert.equal(effects.rewrites, before === (await files()) ? 'no' : 'yes');
        }
        assert.equal(effects.note, undefined, 'nothing is left open');
      } finally {
        await client.query('ROLLBACK');
      }
    });
  }

  check('DROP INDEX "T x"');
  check('DROP INDEX "T x", parent_code_key_2', 'CREATE INDEX parent_code_key_2 ON parent (code)');
  check('ALTER TABLE t DROP CONSTRAINT t_fk');
  check('ALTER TABLE t DROP CONSTRAINT x_there');
  check('ALTER TABLE t VALIDATE CONSTRAINT t_later');
  check('ALTER TABLE parent DROP CONSTRAINT parent_code_key CASCADE');
  check('ALTER TABLE t ALTER COLUMN x SET NOT NULL');
  check('ALTER TABLE t ALTER COLUMN name TYPE varchar(100)');
  check('ALTER TABLE t ALTER COLUMN name TYPE varchar(20)');
  check('ALTER TABLE t ALTER COLUMN price TYPE numeric(12, 2)');
  check('ALTER TABLE t ALTER COLUMN "Said" TYPE timestamptz');
  check('ALTER TABLE t ALTER COLUMN pid TYPE bigint');
  check('ALTER TABLE t ALTER COLUMN alias TYPE varchar(20)');
  check('ALTER TABLE t ALTER COLUMN amount TYPE bigint');
  check('ALTER TABLE t ALTER COLUMN id TYPE bigint');
  check('ALTER TABLE coded ALTER COLUMN short TYPE varchar(9)');
  check('ALTER TABLE coded ALTER COLUMN short TYPE text');
  check('ALTER TABLE coded ALTER COLUMN short TYPE varchar(3)');
  check('ALTER TABLE parent ALTER COLUMN code TYPE varchar');
  check('DROP TABLE app.child CASCADE');
  check('DROP TABLE t CASCADE');
  check('ALTER TABLE app.child DROP CONSTRAINT child_name');
  check('CREATE INDEX parted_ix ON parted (id)');

  it('finds what search_path leads to', async () => {
    const sql = 'ALTER TABLE child DROP CONSTRAINT child_id_fkey';
    const facts = await factsFor(sql, ['SET search_path TO app, public']);
    assert.deepEqual(
      facts.table('child')?.constraints.map(({ name, references }) => [name, references]),
      [
        ['child_id_fkey', 't'],
        ['child_name', undefined],
      ],
    );
    assert.equal(await factsFor(sql), NO_FACTS);
  });
});
