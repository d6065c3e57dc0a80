import type { VersionChange } from '../core/plan/revision-step.ts';
import {
  createVersionTableSql,
  purgeVersionsSql,
  selectVersionsSql,
  type VersionTable,
  versionChangeSql,
} from '../core/plan/version-table.ts';
import { DatabaseError, SQL_STATE } from './database-error.ts';
import type { DatabaseSession } from './database-session.ts';

export interface VersionRows {
  readonly exists: boolean;
  /** `version_num` of every row, sorted. */
  readonly revisions: readonly string[];
}

/** The table's name for a person. */
export function versionTableName(table: VersionTable): string {
  return table.schema === null ? table.name : `${table.schema}.${table.name}`;
}

/** Reads the rows outside a transaction; a table that is absent has none. */
export async function readVersionRows(session: DatabaseSession, table: VersionTable): Promise<VersionRows> {
  try {
    const rows = await session.query(selectVersionsSql(table));
    return { exists: true, revisions: rows.map((row) => row.version_num ?? '').sort() };
  } catch (error) {
    if (error instanceof DatabaseError && error.sqlState === SQL_STATE.undefinedTable) {
      return { exists: false, revisions: [] };
    }
    throw error;
  }
}

/** Creates the table as `MigrationContext._ensure_version_table` does. */
export async function createVersionTable(session: DatabaseSession, table: VersionTable): Promise<void> {
  await session.execute(createVersionTableSql(table));
}

/** `stamp --purge`: forgets every row. */
export async function purgeVersionTable(session: DatabaseSession, table: VersionTable): Promise<void> {
  await session.execute(purgeVersionsSql(table));
}

/** A row was not there exactly once when it had to change: somebody else wrote to the version table. */
export class VersionRowMismatch extends Error {
  constructor(table: VersionTable, change: VersionChange, found: number) {
    const row = change.kind === 'update' ? change.from : change.revision;
    const purpose = change.kind === 'update' ? `become '${change.to}'` : 'be deleted';
    super(
      `${versionTableName(table)} holds ${found} rows '${row}' where exactly one should ${purpose}: ` +
        'something else changed the table during this run.',
    );
    this.name = 'VersionRowMismatch';
  }
}

/**
 * Changes one row in the open transaction. An UPDATE or DELETE that does not match exactly one row throws a
 * `VersionRowMismatch`, as `HeadMaintainer` in `alembic.runtime.migration` does.
 */
export async function applyVersionChange(
  session: DatabaseSession,
  table: VersionTable,
  change: VersionChange,
): Promise<void> {
  const [result] = await session.execute(versionChangeSql(table, change));
  if (change.kind === 'insert') return;
  const found = result?.rowCount ?? 0;
  if (found !== 1) throw new VersionRowMismatch(table, change, found);
}

/** The rows after a change, without asking the database. */
export function revisionsAfter(revisions: readonly string[], change: VersionChange): readonly string[] {
  switch (change.kind) {
    case 'insert':
      return [...revisions, change.revision].sort();
    case 'update':
      return revisions.map((revision) => (revision === change.from ? change.to : revision)).sort();
    case 'delete':
      return revisions.filter((revision) => revision !== change.revision);
  }
}

/** The rows are not those that the run left there, or that its plan starts from: another run was at work. */
export class VersionRowsChanged extends Error {
  constructor(table: VersionTable, found: readonly string[]) {
    const rows = found.length === 0 ? 'no row' : found.join(', ');
    super(`${versionTableName(table)} holds ${rows} now: another run changed it in between.`);
    this.name = 'VersionRowsChanged';
  }
}

/**
 * Locks the rows in the open transaction and compares them with those that are expected: what holds two runs apart where
 * nothing lasts longer than a transaction. Throws VersionRowsChanged.
 */
export async function lockVersionRows(
  session: DatabaseSession,
  table: VersionTable,
  expected: readonly string[],
): Promise<void> {
  const rows = await session.query(`${selectVersionsSql(table)} FOR UPDATE`);
  const found = rows.map((row) => row.version_num ?? '').sort();
  if (found.join('\n') !== [...expected].sort().join('\n')) throw new VersionRowsChanged(table, found);
}
