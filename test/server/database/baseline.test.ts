import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_VERSION_TABLE } from '../../../server/src/core/plan/version-table.ts';
import { baselineSql, loadBaseline, readBaseline } from '../../../server/src/database/baseline.ts';

/** As pg_dump --schema-only of PostgreSQL 18 writes it, shortened. */
const DUMP = `\\restrict abc
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.orders (
    id integer NOT NULL
);
ALTER TABLE public.orders OWNER TO app;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT SELECT ON TABLE public.orders TO reader;
ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
\\unrestrict abc
`;

const settings = {
  versionTable: DEFAULT_VERSION_TABLE,
  statementsBefore: [],
  transactionPerMigration: undefined,
  namingConvention: { kind: 'known', value: null },
  unknowns: [],
} as const;

describe('baselineSql', () => {
  it('leaves out what only psql and the roles of the other server understand', () =>
    assert.deepEqual(
      baselineSql(DUMP)
        .split('\n')
        .filter((line) => line !== ''),
      [
        'SET statement_timeout = 0;',
        "SELECT pg_catalog.set_config('search_path', '', false);",
        'CREATE TABLE public.orders (',
        '    id integer NOT NULL',
        ');',
        'ALTER TABLE ONLY public.orders',
        '    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);',
      ],
    ));
  it('refuses rows', () =>
    assert.throws(() => baselineSql('COPY public.orders (id) FROM stdin;\n1\n\\.\n'), {
      code: 'baseline-with-rows',
    }));
});

describe('loadBaseline', () => {
  const memory = { kind: 'pglite', dataDirectory: undefined } as const;
  it('loads a dump into an empty database', () => loadBaseline(memory, {}, settings, baselineSql(DUMP)));
  it('says what fails', () =>
    assert.rejects(loadBaseline(memory, {}, settings, 'ALTER TABLE nowhere ADD COLUMN x int'), {
      code: 'baseline-failed',
      message: /relation "nowhere" does not exist \(SQLSTATE 42P01\)\. It is rolled back as a whole/,
    }));
});

describe('readBaseline', () => {
  it('names a file that is not there', () =>
    assert.rejects(readBaseline('/nowhere/baseline.sql'), {
      code: 'unreadable-baseline',
      message: /ENOENT/,
    }));
});
