import { readFile } from 'node:fs/promises';
import type { DatabaseUrl } from '../core/config/database-url.ts';
import type { RunSettings } from '../core/plan/run-settings.ts';
import { versionChangeSql } from '../core/plan/version-table.ts';
import { CommandError } from '../core/script/command-error.ts';
import { DatabaseError } from './database-error.ts';
import type { DatabaseSession } from './database-session.ts';
import { sqlOfDump } from './dump-sql.ts';
import { sessionSettings } from './environment-rows.ts';
import { observeDatabase } from './observe-database.ts';
import type { OpenOptions } from './open-session.ts';
import { withSession } from './with-session.ts';

const ROWS = /^COPY [^;]* FROM stdin;$/im;

/**
 * The SQL of a baseline as a server takes it, from a file that pg_dump or a person wrote.
 * Throws CommandError `baseline-with-rows` for COPY data, which only psql can send.
 */
export function baselineSql(text: string): string {
  if (ROWS.test(text)) {
    throw new CommandError(
      'baseline-with-rows',
      'The baseline has rows (COPY … FROM stdin), which only psql can load. Make it with pg_dump --schema-only.',
    );
  }
  return sqlOfDump(text);
}

/** Reads a baseline. Throws CommandError `unreadable-baseline` or `baseline-with-rows`. */
export async function readBaseline(path: string): Promise<string> {
  try {
    return baselineSql(await readFile(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error instanceof CommandError) throw error;
    throw new CommandError(
      'unreadable-baseline',
      `${path} cannot be read (${String(error.code)}). Nothing was run.`,
      {
        path,
      },
    );
  }
}

/**
 * What loads the schema of a database together with the rows of its version table, which the dump has without rows. What
 * env.py sets on a connection leads to the same table.
 */
export function schemaWithRows(
  sql: string,
  rows: readonly string[],
  { versionTable, statementsBefore }: RunSettings,
): string {
  if (rows.length === 0) return sql;
  const inserts = rows.map((revision) => versionChangeSql(versionTable, { kind: 'insert', revision }));
  return [sql, 'RESET ALL', ...sessionSettings(statementsBefore), ...inserts].join(';\n');
}

/** Runs a baseline and leaves the session's settings as they were: a dump empties search_path for all that follows. */
export async function runBaseline(session: DatabaseSession, sql: string): Promise<void> {
  await session.execute(sql);
  await session.execute('RESET ALL');
}

/**
 * Runs a baseline in one transaction on a database that has neither tables nor revisions. Throws CommandError `not-empty`
 * or `baseline-failed`, and then nothing is changed; a `DatabaseError` where the database does not answer.
 */
export async function loadBaseline(
  target: DatabaseUrl,
  options: OpenOptions,
  settings: RunSettings,
  sql: string,
): Promise<void> {
  const { rows, tableCount } = await observeDatabase(target, options, settings);
  if (rows.length > 0 || tableCount > 0) {
    throw new CommandError(
      'not-empty',
      'A baseline is loaded into an empty database only, and this one has tables or revisions. Nothing was changed.',
    );
  }
  try {
    await withSession(target, options, async (session) => {
      await session.execute('BEGIN');
      await runBaseline(session, sql);
      await session.execute('COMMIT');
    });
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const state = error.sqlState === undefined ? '' : ` (SQLSTATE ${error.sqlState})`;
    const message = `The baseline failed: ${error.message.replace(/\.$/, '')}${state}. It is rolled back as a whole.`;
    throw new CommandError('baseline-failed', message);
  }
}
