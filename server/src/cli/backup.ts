import { resolve } from 'node:path';
import { type Backup, backUp } from '../backup/back-up.ts';
import { BackupImpossible } from '../backup/find-pg-dump.ts';
import { type DatabaseUrl, displayUrl } from '../core/config/database-url.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { reached } from './database-session.ts';
import { journalFolder } from './journal-folder.ts';

/** Makes the backup that `--backup` asks for. Throws CommandError `backup-failed`; nothing was run then. */
export async function backedUp(
  url: DatabaseUrl,
  { options }: CommandArguments,
  context: CommandContext,
): Promise<Backup | undefined> {
  if (options.backup === undefined || options['dry-run'] !== undefined) return undefined;
  const { workingDirectory, environmentVariables: environment, signal } = context;
  const folder = options['backup-dir'];
  context.progress(`Backing up ${displayUrl(url)}`);
  try {
    const request = {
      target: url,
      open: {},
      scope: options.backup === 'schema' ? 'schema' : 'all',
      storagePath: typeof folder === 'string' ? resolve(workingDirectory, folder) : journalFolder(context),
      pgDump: typeof options['pg-dump'] === 'string' ? options['pg-dump'] : '',
      environment,
      startedAt: new Date(),
    } as const;
    const backup = await reached(() => backUp(request, signal));
    context.progress(backup === undefined ? 'There is nothing to back up yet.' : `Backup: ${backup.path}`);
    return backup;
  } catch (error) {
    if (!(error instanceof BackupImpossible)) throw error;
    throw new CommandError('backup-failed', `${error.message} Nothing was run.`);
  }
}

/** The answer of a run with the way back that it has. */
export function withBackup(result: CommandResult, backup: Backup | undefined): CommandResult {
  if (backup === undefined) return result;
  return {
    exitCode: result.exitCode,
    text: `${result.text}Backup from before the run: ${backup.path}\n${backup.restore}\n`,
    json: { ...Object(result.json), backup: { path: backup.path, restore: backup.restore } },
  };
}
