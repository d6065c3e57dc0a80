import { displayUrl } from '../core/config/database-url.ts';
import { type DatabaseTrouble, databaseTroubles, pendingCount } from '../core/plan/database-troubles.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import { ancestorsOf } from '../core/script/traversal.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { revisionTexts } from '../core/snapshot/revision-texts.ts';
import { AppliedSources } from '../database/applied-sources.ts';
import { readPositionRows } from '../database/environment-rows.ts';
import { readDatabaseId } from '../database/server-facts.ts';
import type { CommandContext, OptionValue } from './command.ts';
import { chosenDatabase } from './database-options.ts';
import { reached, withSession } from './database-session.ts';
import { journalFolder } from './journal-folder.ts';

/** Where a database stands, and what is not as it should be. */
export interface DatabasePosition {
  readonly rows: readonly string[];
  readonly troubles: readonly DatabaseTrouble[];
}

/** Asks the database that the options mean. */
export async function readPosition(
  snapshot: EnvironmentSnapshot,
  options: Readonly<Record<string, OptionValue | undefined>>,
  context: CommandContext,
): Promise<DatabasePosition> {
  const url = chosenDatabase(snapshot, options, context);
  const settings = runSettings(snapshot.envScript);
  const { position, databaseId } = await withSession(url, async (session) => ({
    position: await reached(() => readPositionRows(session, settings)),
    databaseId: await reached(() => readDatabaseId(session)),
  }));
  const { revisions: rows, hasUnversionedTables } = position;
  const { revisions } = snapshot;
  const nodes = rows.flatMap((row) => revisions.get(row) ?? []);
  const applied = [...ancestorsOf(nodes)].map(({ id }) => id);
  const sources = new AppliedSources(journalFolder(context), displayUrl(url));
  const edited = await sources.edited(revisionTexts(snapshot, applied), databaseId);
  const behind = pendingCount(revisions, rows);
  return { rows, troubles: databaseTroubles(revisions, { rows, behind, edited, hasUnversionedTables }) };
}
