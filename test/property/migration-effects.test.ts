import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Client, DatabaseError } from 'pg';
import { revisionSql } from '../../server/src/core/plan/revision-sql.ts';
import { RunState } from '../../server/src/core/postgresql/compile-operations.ts';
import type { RevisionSql, StatementGuard } from '../../server/src/core/postgresql/statement.ts';
import { dumpCatalog } from '../support/catalog.ts';
import { type GoldenCase, goldenSections, readGoldenSection } from '../support/golden.ts';
import { goldenProject } from '../support/golden-project.ts';
import { type Ending, realAlembicTrial, type TrialConnection } from '../support/postgres-oracle.ts';
import { withPostgres } from '../support/postgres-server.ts';
import { withRealAlembic } from '../support/real-alembic.ts';
import { repositoryPath } from '../support/repository.ts';
import { available, suiteNeeds } from '../support/suite-availability.ts';

const postgres = await withPostgres();
const alembic = await withRealAlembic();

const RANDOM_MIGRATIONS = Number(process.env.ALEMBIC_WORKBENCH_RANDOM_MIGRATIONS ?? 100);

/** What migrations find: the tables that recorded cases change, with two rows each. */
const SETUP = [
  ...['s', 's1', 's2', '"S"', '"My S"', 'audit'].map((schema) => `CREATE SCHEMA ${schema}`),
  `CREATE TABLE t (id integer, name varchar, flag boolean, "Flag" boolean, data jsonb, at timestamp, n numeric(10, 2),
    a integer, b integer, "my col" text, "order" integer)`,
  `INSERT INTO t VALUES (1, 'it''s', true, false, '{"a": {"b": "x"}}', '2020-01-02', 1.5, 5, 6, 'x', 1),
    (2, NULL, false, true, '{"a": "x"}', NULL, NULL, 7, NULL, 'a%', NULL)`,
  'CREATE TABLE u (id integer PRIMARY KEY, x integer, y integer, a integer, b integer, name varchar, UNIQUE (x, y))',
  'CREATE TABLE p (id integer, tags varchar[], x text)',
  "INSERT INTO p VALUES (1, '{a,b}', 'y')",
  'CREATE TABLE s.t (a integer, b integer, name text)',
  'CREATE TABLE s.u (t_id integer, name varchar)',
  "INSERT INTO s.u VALUES (1, 'x'), (3, 'y')",
  'CREATE TABLE users (id integer PRIMARY KEY, a integer, name text, x integer, "Y" integer, UNIQUE (x, "Y"))',
  'CREATE TABLE "MyTable" (x integer PRIMARY KEY, a integer, b integer, "Status" text)',
  'CREATE TABLE "order" ("Id" integer PRIMARY KEY, a integer, "order" integer, name text)',
  'CREATE TABLE a_b (a integer, b integer, name text, user_id integer)',
];

const ACCEPTED = new Set([
  // SQLAlchemy drops keys that no column has; we refuse the row, as its offline mode does.
  'unknown column',
  // psycopg2 refuses an empty query, the server does not.
  'one case per statement: ""',
  // SQLAlchemy sends NULL for a bind that has a type; we ask for its value.
  'one case per statement: sa.text("SELECT :x").bindparams(sa.bindparam("x", type_=sa.Integer()))',
]);

/** Cases whose effect says nothing here. */
function cannotBeTried(section: string, golden: GoldenCase): boolean {
  return (
    // A transaction that the caller began cannot be left.
    golden.source.includes('autocommit_block') ||
    // Their column has another type in the tables below; stored_values makes a table for each.
    (section === 'bulk_insert' && golden.name.startsWith('one case per value of type')) ||
    // After an error of the server Python goes on to its finally, and the second error hides the first.
    golden.name === 'try finally' ||
    ACCEPTED.has(golden.name)
  );
}

/** Sections that make the table `t` themselves. */
const WITHOUT_T = new Set([
  'create_table',
  'enums',
  'identity_and_computed',
  'naming_convention',
  'serial',
  'types',
]);

function ourTrial(url: string): TrialConnection & { run(sql: RevisionSql): Promise<Ending> } {
  const client = new Client({ connectionString: url });
  const connected = client.connect();
  return {
    begin: async (setup) => {
      await connected;
      await client.query('BEGIN');
      for (const statement of setup) await client.query(statement);
    },
    run: async (sql) => {
      try {
        for (const { sql: text, guard } of sql.statements) {
          if (guard === undefined || (await holds(client, guard))) await client.query(text);
        }
      } catch (error) {
        if (error instanceof DatabaseError && error.code !== undefined) return { sqlstate: error.code };
        throw error;
      }
      const raised = sql.unresolved.find((unresolved) => unresolved.raises !== undefined)?.raises;
      return raised === undefined ? {} : { error: raised.type };
    },
    query: (text) => client.query<object>(text),
    rollback: async () => {
      await client.query('ROLLBACK');
    },
    close: () => client.end(),
  };
}

async function holds(client: Client, guard: StatementGuard): Promise<boolean> {
  const { rows } = await client.query<{ present: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM pg_type WHERE typname = $1
       AND typnamespace = coalesce(to_regnamespace(quote_ident($2)), 'public'::regnamespace)) AS present`,
    [guard.name, guard.schema],
  );
  return rows[0]?.present === (guard.kind === 'type-present');
}

/** Times and identifiers of this run are not the migration's. */
function withoutChance(dump: string): string {
  return dump
    .replace(/"20(?:2[4-9]|[3-9]\d)-\d\d-\d\dT[^"]*"/g, '"<now>"')
    .replace(/"(?!0{8})[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"/g, '"<uuid>"');
}

/** An exception of Python tells that a migration fails; only two errors of the server can be compared further. */
function comparable(ending: Ending, other: Ending): string {
  if (ending.sqlstate === undefined && ending.error === undefined) return 'succeeds';
  if (ending.sqlstate !== undefined && other.sqlstate !== undefined) return `fails with ${ending.sqlstate}`;
  return 'fails';
}

describe('effects on a real database', suiteNeeds('effects on a real database', postgres, alembic), () => {
  const url = available(postgres).createDatabase('effects');
  const trials = url.then((it) => ({ real: realAlembicTrial(available(alembic), it), ours: ourTrial(it) }));
  after(async () => {
    const { real, ours } = await trials;
    await Promise.all([real.close(), ours.close()]);
  });

  /** Runs a migration by real Alembic and by us, each in a transaction that is taken back. False where we do not follow. */
  async function compare(
    source: string,
    naming: Readonly<Record<string, string>> | undefined,
    setup: readonly string[],
  ) {
    const state = new RunState({ namingConvention: naming ?? null, serverVersion: 18 });
    const sql = revisionSql(source, 'upgrade', state, goldenProject());
    if (sql.unresolved.some((unresolved) => unresolved.raises === undefined)) return false;
    const { real, ours } = await trials;
    const effect = async (trial: TrialConnection, ending: () => Promise<Ending>) => {
      await trial.begin(setup);
      const ended = await ending();
      const dump = Object.keys(ended).length === 0 ? await dumpCatalog(trial, { rows: 'all' }) : '';
      await trial.rollback();
      return { ended, dump: withoutChance(dump) };
    };
    const expected = await effect(real, () => real.upgrade(source, naming));
    const actual = await effect(ours, () => ours.run(sql));
    assert.equal(comparable(actual.ended, expected.ended), comparable(expected.ended, actual.ended));
    assert.equal(actual.dump, expected.dump);
    return true;
  }

  for (const section of goldenSections('current')) {
    it(`of the recorded cases: ${section}`, async (context) => {
      for (const golden of readGoldenSection('current', section)) {
        if (cannotBeTried(section, golden)) continue;
        const setup = WITHOUT_T.has(section)
          ? SETUP.filter((statement) => !/(TABLE|INTO) t /.test(statement))
          : SETUP;
        await context.test(golden.name, async () => {
          await compare(golden.source, golden.naming, setup);
        });
      }
    });
  }

  it(`of ${RANDOM_MIGRATIONS} random migrations`, async (context) => {
    const oracle = available(alembic).startOracle(repositoryPath('test', 'golden', 'random_oracle.py'));
    context.after(() => oracle.close());
    const failures: string[] = [];
    for (let seed = 0; seed < RANDOM_MIGRATIONS; seed += 1) {
      const golden = (await oracle.ask({ seed })) as GoldenCase;
      if (cannotBeTried('random', golden)) continue;
      await compare(golden.source, golden.naming, SETUP).catch((error: unknown) => {
        if (!(error instanceof assert.AssertionError)) throw error;
        failures.push(`${golden.source}\n${error.message}`);
      });
    }
    assert.equal(failures.length, 0, failures.slice(0, 3).join('\n'));
  });
});
