import type { RunSettings } from '../core/plan/run-settings.ts';
import { hasTables } from './catalog-tables.ts';
import type { DatabaseSession } from './database-session.ts';
import { splitStatementsBefore } from './run-transaction.ts';
import { readVersionRows, type VersionRows } from './version-table.ts';

const SETS_SESSION = /^\s*SET\s/i;

/** What env.py sets on its connection before the migrations; its other statements may change something. */
export function sessionSettings(statementsBefore: readonly string[]): readonly string[] {
  return splitStatementsBefore(statementsBefore).session.filter((sql) => SETS_SESSION.test(sql));
}

/** The rows, and whether there are tables where there is no version table: it is lost, or was never made. */
export async function readPositionRows(
  session: DatabaseSession,
  settings: Pick<RunSettings, 'versionTable' | 'statementsBefore'>,
): Promise<VersionRows & { readonly hasUnversionedTables: boolean }> {
  const rows = await readEnvironmentRows(session, settings);
  return { ...rows, hasUnversionedTables: !rows.exists && (await hasTables(session)) };
}

/**
 * The rows of the version table as env.py's connection finds them: its session settings come first, because a
 * `SET search_path` decides which table is meant. Nothing else of env.py runs, so that asking changes nothing.
 */
export async function readEnvironmentRows(
  session: DatabaseSession,
  { versionTable, statementsBefore }: Pick<RunSettings, 'versionTable' | 'statementsBefore'>,
): Promise<VersionRows> {
  for (const sql of sessionSettings(statementsBefore)) await session.execute(sql);
  return readVersionRows(session, versionTable);
}
