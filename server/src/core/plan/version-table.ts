import { quoteIdentifier, quoteQualified } from '../postgresql/identifiers.ts';
import type { VersionChange } from './revision-step.ts';

/** The table that holds the current revisions, as env.py configures it. */
export interface VersionTable {
  /** `version_table`; Alembic's own default is `alembic_version`. */
  readonly name: string;
  /** `version_table_schema`; null for the search path. */
  readonly schema: string | null;
  /** `version_table_pk`. Without a primary key SQLAlchemy does not ask an INSERT for the key it made. */
  readonly hasPrimaryKey: boolean;
}

export const DEFAULT_VERSION_TABLE: VersionTable = {
  name: 'alembic_version',
  schema: null,
  hasPrimaryKey: true,
};

/** Longest identifier that the column `version_num VARCHAR(32)` holds, in characters. */
export const VERSION_NUM_LENGTH = 32;

/** CREATE TABLE as offline mode prints it. Source: `DefaultImpl.version_table_impl` in `alembic.ddl.impl`. */
export function createVersionTableSql(table: VersionTable): string {
  const lines = [`    version_num VARCHAR(${VERSION_NUM_LENGTH}) NOT NULL`];
  if (table.hasPrimaryKey) {
    lines.push(`    CONSTRAINT ${quoteIdentifier(`${table.name}_pkc`)} PRIMARY KEY (version_num)`);
  }
  return `CREATE TABLE ${versionTableName(table)} (\n${lines.join(', \n')}\n)`;
}

/**
 * The statement for one change of a row, as offline mode prints it. An apostrophe in an identifier is doubled, which
 * Alembic leaves out.
 * Source: `HeadMaintainer._insert_version`, `_update_version`, `_delete_version`.
 */
export function versionChangeSql(table: VersionTable, change: VersionChange): string {
  const name = versionTableName(table);
  switch (change.kind) {
    case 'insert': {
      const returning = table.hasPrimaryKey ? ` RETURNING ${name}.version_num` : '';
      return `INSERT INTO ${name} (version_num) VALUES (${literal(change.revision)})${returning}`;
    }
    case 'update':
      return `UPDATE ${name} SET version_num=${literal(change.to)} WHERE ${name}.version_num = ${literal(change.from)}`;
    case 'delete':
      return `DELETE FROM ${name} WHERE ${name}.version_num = ${literal(change.revision)}`;
  }
}

/** Reads the current revisions. Source: `MigrationContext.get_current_heads`. */
export function selectVersionsSql(table: VersionTable): string {
  const name = versionTableName(table);
  return `SELECT ${name}.version_num FROM ${name}`;
}

/** What `stamp --purge` does first. Source: `MigrationContext._ensure_version_table(purge=True)`. */
export function purgeVersionsSql(table: VersionTable): string {
  return `DELETE FROM ${versionTableName(table)}`;
}

/** Writes every row anew as it is: a commit of this reaches the disk only after everything that was committed before it. */
export function rewriteVersionsSql(table: VersionTable): string {
  return `UPDATE ${versionTableName(table)} SET version_num=version_num`;
}

/** As SQL names it. */
export function versionTableName(table: VersionTable): string {
  return quoteQualified(table.schema, table.name);
}

function literal(revision: string): string {
  return `'${revision.replaceAll("'", "''")}'`;
}
