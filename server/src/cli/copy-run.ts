import { type CopyKind, copyDatabase, type DatabaseCopy } from '../backup/database-copy.ts';
import { BackupImpossible } from '../backup/find-pg-dump.ts';
import { displayUrl } from '../core/config/database-url.ts';
import { versionChangeSql } from '../core/plan/version-table.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { reached } from './database-session.ts';
import { type DecidedRun, runDecided } from './run-command.ts';

const WHERE: Readonly<Record<CopyKind, string>> = {
  embedded: 'a copy of the schema, without rows, in the embedded PostgreSQL',
  template: 'a copy of the whole database, on the same server',
  folder: 'a copy of the whole database',
};

/**
 * Runs a plan on a copy of its database, which is thrown away. No session is open on the database. Throws CommandError
 * `no-copy` where none can be made.
 */
export async function runOnCopy(
  run: DecidedRun,
  args: CommandArguments,
  context: CommandContext,
): Promise<CommandResult> {
  const copy = await copied(run, args, context);
  context.progress(`Running on ${WHERE[copy.kind]}`);
  try {
    const plain = { ...args, options: { ...args.options, 'dry-run': undefined } };
    const result = await runDecided({ ...run, url: copy.target, session: copy.session }, plain, context);
    return {
      exitCode: result.exitCode,
      text: `Dry run on ${WHERE[copy.kind]}: ${result.text}${displayUrl(run.url)} itself was not changed.\n`,
      json: {
        ...Object(result.json),
        database: displayUrl(run.url),
        dry_run: true,
        copy: copy.kind,
        current: run.plan.expectedRevisions,
      },
    };
  } finally {
    await copy.dispose();
  }
}

async function copied(
  { url, plan }: DecidedRun,
  { options }: CommandArguments,
  { environmentVariables: environment, signal }: CommandContext,
): Promise<DatabaseCopy> {
  const pgDump = typeof options['pg-dump'] === 'string' ? options['pg-dump'] : '';
  const versionRows = plan.expectedRevisions.map((revision) =>
    versionChangeSql(plan.versionTable, { kind: 'insert', revision }),
  );
  try {
    const request = { target: url, open: {}, pgDump, environment, versionRows };
    return await reached(() => copyDatabase(request, signal));
  } catch (error) {
    if (error instanceof BackupImpossible) throw new CommandError('no-copy', error.message);
    throw error;
  }
}
