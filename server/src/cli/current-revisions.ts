import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { CommandContext, OptionValue } from './command.ts';

/**
 * Rows of the version table of the database that the options mean. The database code loads only here, because most calls
 * of the chain commands ask no database.
 */
export async function currentRevisions(
  snapshot: EnvironmentSnapshot,
  options: Readonly<Record<string, OptionValue | undefined>>,
  context: CommandContext,
): Promise<readonly string[]> {
  const { readCurrentRevisions } = await import('./database-session.ts');
  return readCurrentRevisions(snapshot, options, context);
}
