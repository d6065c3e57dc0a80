import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CatalogOptions, dumpDatabase } from './catalog.ts';
import { queryDatabase, withPostgres } from './postgres-server.ts';
import { available, suiteNeeds } from './suite-availability.ts';

const postgres = await withPostgres();

/** The lines that the dump gains and loses when `change` runs after `before`. */
async function differences(before: string, change: string, options: CatalogOptions = {}) {
  const url = await available(postgres).createDatabase('catalog');
  await queryDatabase(url, before);
  const old = (await dumpDatabase(url, options)).split('\n');
  await queryDatabase(url, change);
  const now = (await dumpDatabase(url, options)).split('\n');
  return {
    gone: old.filter((line) => !now.includes(line)),
    come: now.filter((line) => !old.includes(line)),
  };
}

function tells(name: string, before: string, change: string, expected: { gone?: string[]; come?: string[] }) {
  it(`tells ${name}`, async () => {
    assert.deepEqual(await differences(before, change), { gone: [], come: [], ...expected });
  });
}

describe('catalog dump', suiteNeeds('catalog dump', postgres), () => {
  tells('a new table', 'SELECT 1', 'CREATE TABLE t (a int PRIMARY KEY, b text COLLATE "C" DEFAULT \'x\')', {
    come: [
      'table public.t',
      'column public.t.a integer NOT NULL [column 1]',
      'column public.t.b text COLLATE "C" DEFAULT \'x\'::text [column 2]',
      'constraint t.t_pkey PRIMARY KEY (a)',
      'index CREATE UNIQUE INDEX t_pkey ON public.t USING btree (a)',
    ],
  });
  tells('the length of a type', 'CREATE TABLE t (a varchar(3))', 'ALTER TABLE t ALTER a TYPE varchar(4)', {
    gone: ['column public.t.a character varying(3) [column 1]'],
    come: ['column public.t.a character varying(4) [column 1]'],
  });
  tells(
    'a constraint that is validated',
    'CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID',
    'ALTER TABLE t VALIDATE CONSTRAINT c',
    {
      gone: ['constraint t.c CHECK ((a > 0)) NOT VALID [not validated]'],
      come: ['constraint t.c CHECK ((a > 0))'],
    },
  );
  tells('the order of labels', "CREATE TYPE e AS ENUM ('a', 'c')", "ALTER TYPE e ADD VALUE 'b' BEFORE 'c'", {
    gone: ["enum public.e ('a', 'c')"],
    come: ["enum public.e ('a', 'b', 'c')"],
  });
  tells(
    'a partition',
    'CREATE TABLE t (b text) PARTITION BY LIST (b)',
    "CREATE TABLE t_x PARTITION OF t FOR VALUES IN ('x')",
    {
      come: [
        "table public.t_x INHERITS t FOR VALUES IN ('x')",
        'column public.t_x.b text INHERITED [column 1]',
      ],
    },
  );
  tells('a comment', 'CREATE TABLE t (a int)', "COMMENT ON COLUMN t.a IS 'why'", {
    come: ['comment on table column public.t.a: why'],
  });
  tells(
    'what an identity column makes',
    'CREATE TABLE t (b int)',
    'ALTER TABLE t ADD a int GENERATED ALWAYS AS IDENTITY',
    {
      come: [
        'sequence public.t_a_seq integer START 1 INCREMENT 1 MIN 1 MAX 2147483647 CACHE 1 OWNED BY t.a',
        'column public.t.a integer NOT NULL IDENTITY ALWAYS [column 2]',
      ],
    },
  );
  tells(
    'rows of the version table',
    'CREATE TABLE alembic_version (version_num text)',
    "INSERT INTO alembic_version VALUES ('a1')",
    { come: ['row public.alembic_version {"version_num": "a1"}'] },
  );

  it('leaves the order of columns out where it is asked to', async () => {
    const change = 'ALTER TABLE t DROP a; ALTER TABLE t ADD a int';
    const options = { columnOrder: 'name' } as const;
    assert.deepEqual(await differences('CREATE TABLE t (a int, b int)', change, options), {
      gone: [],
      come: [],
    });
  });

  it('tells rows without the columns that are ignored', async () => {
    const options = { rows: 'all', ignoreColumns: ['at'] } as const;
    assert.deepEqual(
      await differences('CREATE TABLE t (a int, at timestamp)', 'INSERT INTO t VALUES (1, now())', options),
      {
        gone: [],
        come: ['row public.t {"a": 1}'],
      },
    );
  });
});
