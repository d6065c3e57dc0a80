import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_VERSION_TABLE } from '../../../server/src/core/plan/version-table.ts';
import { readCatalogTables } from '../../../server/src/database/catalog-tables.ts';
import { readPositionRows } from '../../../server/src/database/environment-rows.ts';
import { openSession } from '../../../server/src/database/open-session.ts';
import { withPostgres } from '../../support/postgres-server.ts';
import { available, suiteNeeds } from '../../support/suite-availability.ts';
import { targetOf } from './run-fixture.ts';

const server = await withPostgres();

describe('readCatalogTables', suiteNeeds('readCatalogTables', server), () => {
  it('tells tables, partitioned tables as a whole, and what was never analyzed', async () => {
    const session = await openSession(targetOf(await available(server).createDatabase('catalog')));
    assert.deepEqual(await readCatalogTables(session), []);
    await session.execute(`
      CREATE TABLE plain AS SELECT generate_series(1, 1000) AS id; ANALYZE plain;
      CREATE SCHEMA "Other"; CREATE TABLE "Other"."New" (id int);
      CREATE TABLE parts (id int) PARTITION BY RANGE (id);
      CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (100);
      CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (100) TO (300);
      INSERT INTO parts SELECT generate_series(0, 299); ANALYZE parts; CREATE VIEW seen AS SELECT 1`);
    const tables = await readCatalogTables(session);
    assert.deepEqual(
      tables.map(({ schema, name, kind, rowEstimate }) => [schema, name, kind, rowEstimate]),
      [
        ['Other', 'New', 'table', undefined],
        ['public', 'parts', 'partitioned table', 300],
        ['public', 'parts_1', 'table', 100],
        ['public', 'parts_2', 'table', 200],
        ['public', 'plain', 'table', 1000],
      ],
    );
    const bytes = new Map(tables.map((table) => [table.name, table.bytes]));
    assert.ok((bytes.get('plain') ?? 0) > 8192);
    assert.equal(bytes.get('parts'), (bytes.get('parts_1') ?? 0) + (bytes.get('parts_2') ?? 0));
    await session.close();
  });
});

describe('readPositionRows', suiteNeeds('readPositionRows', server), () => {
  const settings = (path: string) => ({
    versionTable: DEFAULT_VERSION_TABLE,
    statementsBefore: [`SET search_path TO ${path}`],
  });

  it('finds tables without a version table, but not those of another tenant', async () => {
    const session = await openSession(targetOf(await available(server).createDatabase('position')));
    const found = async (path: string) =>
      (await readPositionRows(session, settings(path))).hasUnversionedTables;
    await session.execute('CREATE SCHEMA acme; CREATE SCHEMA fresh; CREATE TABLE acme.orders (id int)');
    assert.deepEqual([await found('acme'), await found('fresh')], [true, false]);
    await session.execute('CREATE TABLE acme.alembic_version (version_num varchar(32))');
    assert.equal(await found('acme'), false);
    await session.close();
  });
});
