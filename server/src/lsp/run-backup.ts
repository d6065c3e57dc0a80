import type { Backup } from '../backup/back-up.ts';
import { CommandError } from '../core/script/command-error.ts';
import { DatabaseError } from '../database/database-error.ts';
import type { BackupScope, RunAnswer } from '../protocol/run-messages.ts';
import type { ReachableDatabase } from './databases.ts';
import type { ServerState } from './server-state.ts';

/** Makes the backup before a run. Throws CommandError `backup-failed`; nothing was run then. */
export async function backedUp(
  state: ServerState,
  { target, password }: ReachableDatabase,
  scope: BackupScope,
  pgDump: string,
  signal: AbortSignal,
): Promise<Backup | undefined> {
  // Most servers never make one.
  const [{ backUp }, { BackupImpossible }] = await Promise.all([
    import('../backup/back-up.ts'),
    import('../backup/find-pg-dump.ts'),
  ]);
  const storagePath = state.journalFolder;
  const request = { target, open: { password }, scope, storagePath, pgDump, environment: process.env };
  try {
    return await backUp({ ...request, startedAt: new Date() }, signal);
  } catch (error) {
    if (!(error instanceof BackupImpossible) && !(error instanceof DatabaseError)) throw error;
    throw new CommandError('backup-failed', `${error.message} Nothing was run.`);
  }
}

/** An ended run with the way back that it has. */
export function withBackup(answer: RunAnswer, backup: Backup | undefined): RunAnswer {
  if (backup === undefined) return answer;
  return {
    ...answer,
    message: `${answer.message} Backup from before the run: ${backup.path}. ${backup.restore}`,
  };
}
