import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createVersionTableSql,
  DEFAULT_VERSION_TABLE,
  type VersionTable,
  versionChangeSql,
} from '../../../../server/src/core/plan/version-table.ts';

describe('statements of the version table', () => {
  const statements = (table: VersionTable) => [
    createVersionTableSql(table),
    versionChangeSql(table, { kind: 'insert', revision: 'a1' }),
    versionChangeSql(table, { kind: 'update', from: 'a1', to: 'b2' }),
    versionChangeSql(table, { kind: 'delete', revision: 'b2' }),
  ];

  it('as Alembic prints them by default', () => {
    assert.deepEqual(statements(DEFAULT_VERSION_TABLE), [
      'CREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL, \n    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)',
      "INSERT INTO alembic_version (version_num) VALUES ('a1') RETURNING alembic_version.version_num",
      "UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'a1'",
      "DELETE FROM alembic_version WHERE alembic_version.version_num = 'b2'",
    ]);
  });
  it('in a schema, with names that need quotes', () => {
    assert.deepEqual(statements({ name: 'My_Ver', schema: 's1', hasPrimaryKey: true }), [
      'CREATE TABLE s1."My_Ver" (\n    version_num VARCHAR(32) NOT NULL, \n    CONSTRAINT "My_Ver_pkc" PRIMARY KEY (version_num)\n)',
      `INSERT INTO s1."My_Ver" (version_num) VALUES ('a1') RETURNING s1."My_Ver".version_num`,
      `UPDATE s1."My_Ver" SET version_num='b2' WHERE s1."My_Ver".version_num = 'a1'`,
      `DELETE FROM s1."My_Ver" WHERE s1."My_Ver".version_num = 'b2'`,
    ]);
  });
  it('without a primary key', () => {
    assert.deepEqual(statements({ ...DEFAULT_VERSION_TABLE, hasPrimaryKey: false }).slice(0, 2), [
      'CREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL\n)',
      "INSERT INTO alembic_version (version_num) VALUES ('a1')",
    ]);
  });
  it('an apostrophe in an identifier cannot leave its literal', () => {
    const sql = versionChangeSql(DEFAULT_VERSION_TABLE, { kind: 'delete', revision: "a'; DROP TABLE t" });
    assert.ok(sql.endsWith("= 'a''; DROP TABLE t'"));
  });
});
