import type { RunSettings } from '../core/plan/run-settings.ts';
import type { DatabaseSession } from './database-session.ts';
import { splitStatementsBefore } from './run-transaction.ts';
import { readVersionRows, type VersionRows } from './version-table.ts';

const SETS_SESSION = /^\s*SET\s/i;

/**
 * The rows of the version table as env.py's connection finds them: its session settings come first, because a
 * `SET search_path` decides which table is meant. Nothing else of env.py runs, so that asking changes nothing.
 */
export async function readEnvironmentRows(
  session: DatabaseSession,
  { versionTable, statementsBefore }: Pick<RunSettings, 'versionTable' | 'statementsBefore'>,
): Promise<VersionRows> {
  const { session: setUp } = splitStatementsBefore(statementsBefore);
  for (const sql of setUp.filter((statement) => SETS_SESSION.test(statement))) await session.execute(sql);
  return readVersionRows(session, versionTable);
}
