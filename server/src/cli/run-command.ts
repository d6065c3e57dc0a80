import { type DatabaseUrl, displayUrl } from '../core/config/database-url.ts';
import type { RunSettings } from '../core/plan/run-settings.ts';
import type { DatabaseSession } from '../database/database-session.ts';
import type { RunPlan } from '../database/migration-run.ts';
import { LOCK_RETRIES } from '../database/plan-run.ts';
import { runOnDatabase } from '../database/run-on-database.ts';
import type { RunBackup, RunRecord } from '../protocol/run-messages.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { currentRows, opened } from './database-session.ts';
import { journalFolder } from './journal-folder.ts';
import { progressLines, resultOf } from './run-answer.ts';
import { timeouts } from './run-options.ts';

/** A run that is decided: what, from where, on which database. */
export interface DecidedRun {
  readonly url: DatabaseUrl;
  readonly direction: RunRecord['direction'];
  readonly plan: RunPlan;
  /** The session that the rows were read over; the run closes it. */
  readonly session: DatabaseSession | undefined;
  /** What was kept before it. */
  readonly backup?: RunBackup | undefined;
}

/** Where a database stands before a run, and the session to go on with. */
export interface BeforeRun {
  readonly rows: readonly string[];
  readonly session: DatabaseSession | undefined;
}

/**
 * Reads the rows of the version table over `open`, or over a session of its own. A database in memory is empty, and
 * asking it would only start it twice.
 */
export async function beforeRun(
  url: DatabaseUrl,
  settings: RunSettings,
  open?: DatabaseSession,
): Promise<BeforeRun> {
  if (url.kind === 'pglite' && url.dataDirectory === undefined) return { rows: [], session: undefined };
  const session = open ?? (await opened(url));
  try {
    return { rows: await currentRows(session, settings), session };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** Runs with the built-in engine and turns the result into the command's answer: exit code 1 unless all is done. */
export async function runDecided(
  run: DecidedRun,
  { options }: CommandArguments,
  context: CommandContext,
): Promise<CommandResult> {
  const result = await runOnDatabase(
    {
      target: run.url,
      direction: run.direction,
      plan: run.plan,
      options: { ...timeouts(options), dryRun: options['dry-run'] === true, lockRetries: LOCK_RETRIES },
      open: {},
      session: run.session,
      backup: run.backup,
      storagePath: journalFolder(context),
    },
    progressLines(run.plan.steps, context),
    context.signal,
  );
  return resultOf(displayUrl(run.url), 'builtin', result);
}
