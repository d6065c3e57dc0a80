import { displayUrl, type PostgresUrl } from '../core/config/database-url.ts';
import type { RunSettings } from '../core/plan/run-settings.ts';
import { versionTableName } from '../core/plan/version-table.ts';
import { CommandError } from '../core/script/command-error.ts';
import { sqlOfDump } from '../database/dump-sql.ts';
import { observeDatabase } from '../database/observe-database.ts';
import { BackupImpossible } from './find-pg-dump.ts';
import { type DumpOptions, dumpSchema } from './run-pg-dump.ts';

/** A schema as another database takes it. */
export interface ReadSchema {
  readonly sql: string;
  /** Rows of the version table; where there are none the version table is left out of `sql`. */
  readonly rows: readonly string[];
}

/**
 * The schema of a server's database, by pg_dump. Throws CommandError `no-schema` where pg_dump is not installed, is too old
 * or fails; a DatabaseError where the server does not answer.
 */
export async function readSchema(
  target: PostgresUrl,
  settings: RunSettings,
  options: Omit<DumpOptions, 'workingDirectory'>,
  signal: AbortSignal,
): Promise<ReadSchema> {
  const { rows } = await observeDatabase(target, options.open, settings);
  const without = rows.length === 0 ? [`--exclude-table=${versionTableName(settings.versionTable)}`] : [];
  try {
    return { sql: sqlOfDump(await dumpSchema(target, options, without, signal)), rows };
  } catch (error) {
    if (!(error instanceof BackupImpossible)) throw error;
    const place = displayUrl(target);
    throw new CommandError('no-schema', `The schema of ${place} was not read: ${error.message}`);
  }
}
