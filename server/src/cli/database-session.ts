import type { DatabaseUrl } from '../core/config/database-url.ts';
import { type RunSettings, runSettings } from '../core/plan/run-settings.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { DatabaseError } from '../database/database-error.ts';
import type { DatabaseSession } from '../database/database-session.ts';
import { readEnvironmentRows } from '../database/environment-rows.ts';
import { openSession } from '../database/open-session.ts';
import type { CommandContext, OptionValue } from './command.ts';
import { chosenDatabase } from './database-options.ts';

/**
 * Opens a session, lets `work` use it and closes it. A database that cannot be reached is a CommandError whose code is
 * the kind of the DatabaseError; a failure inside `work` passes as it is.
 */
export async function withSession<T>(
  url: DatabaseUrl,
  work: (session: DatabaseSession) => Promise<T>,
): Promise<T> {
  const session = await opened(url);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** A session on `url`. Throws CommandError with the kind of the DatabaseError. */
export async function opened(url: DatabaseUrl): Promise<DatabaseSession> {
  return reached(() => openSession(url));
}

/** Rows of the version table of the database that the options mean. */
export async function readCurrentRevisions(
  snapshot: EnvironmentSnapshot,
  options: Readonly<Record<string, OptionValue | undefined>>,
  context: CommandContext,
): Promise<readonly string[]> {
  const settings = runSettings(snapshot.envScript);
  return withSession(chosenDatabase(snapshot, options, context), (session) => currentRows(session, settings));
}

/** Rows of the version table as env.py's connection finds them. */
export async function currentRows(
  session: DatabaseSession,
  settings: RunSettings,
): Promise<readonly string[]> {
  return (await reached(() => readEnvironmentRows(session, settings))).revisions;
}

/** Runs `ask` and throws CommandError with the kind of the DatabaseError that it throws. */
export async function reached<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const help = error.kind === 'password-needed' ? ' Put it into PGPASSWORD or .pgpass.' : '';
    throw new CommandError(error.kind, `${error.message}${help}`);
  }
}
