import { resolve } from 'node:path';
import { displayUrl } from '../core/config/database-url.ts';
import { revisionCompiler } from '../core/plan/revision-compiler.ts';
import { type RunSettings, runSettings } from '../core/plan/run-settings.ts';
import { planVerification } from '../core/plan/verification.ts';
import { CommandError } from '../core/script/command-error.ts';
import { readBaseline } from '../database/baseline.ts';
import { openScratch } from '../database/scratch-database.ts';
import { type VerifiedRevision, verifyChain } from '../database/verify-chain.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { parsedUrl } from './database-options.ts';
import { reached } from './database-session.ts';

/**
 * `verify`: exit code 1 where a revision failed. Throws the CommandErrors of the identifiers, `invalid-url`,
 * `unreadable-baseline`, `no-schema`, `baseline-with-revisions`, or the kind of the DatabaseError where no scratch database can be made.
 */
export async function verifiedRevisions(
  { positionals, options }: CommandArguments,
  context: CommandContext,
): Promise<CommandResult> {
  const snapshot = await context.loadEnvironment();
  const settings = runSettings(snapshot.envScript);
  const server =
    typeof options.server === 'string' ? parsedUrl(options.server, 'The value of --server') : undefined;
  const steps = planVerification(snapshot, positionals[0], () =>
    revisionCompiler(settings, null, snapshot.knowledge),
  );
  const verification = {
    steps,
    settings,
    baseline: await baselineOf(options, settings, context),
    openScratch: () => openScratch(server),
  };
  const verified = await reached(() =>
    verifyChain(verification, (one) => context.progress(line(one)), context.signal),
  );
  return {
    exitCode: verified.some(({ result }) => result === 'failed') || context.signal.aborted ? 1 : 0,
    text: `${summary(verified)}\n`,
    json: { revisions: verified },
  };
}

const SERVER_URL = /^postgres(?:ql)?(?:\+\w+)?:\/\//;

/** The SQL of `--baseline`: of a file, or the schema of a database that no revision has run on. */
async function baselineOf(
  options: CommandArguments['options'],
  settings: RunSettings,
  context: CommandContext,
): Promise<string | undefined> {
  const { baseline } = options;
  if (typeof baseline !== 'string') return undefined;
  if (!SERVER_URL.test(baseline)) return readBaseline(resolve(context.workingDirectory, baseline));
  const url = parsedUrl(baseline, 'The value of --baseline');
  if (url.kind !== 'postgres') return undefined;
  const { readSchema } = await import('../backup/read-schema.ts');
  const pgDump = typeof options['pg-dump'] === 'string' ? options['pg-dump'] : '';
  const dump = { open: {}, pgDump, environment: context.environmentVariables };
  const { sql, rows } = await reached(() => readSchema(url, settings, dump, context.signal));
  if (rows.length === 0) return sql;
  const at = `${displayUrl(url)} is at ${rows.join(', ')}`;
  throw new CommandError(
    'baseline-with-revisions',
    `${at}, so that its schema holds what the revisions make. A baseline is the schema before the first one.`,
  );
}

function line({ revision, result, message, differences }: VerifiedRevision): string {
  return [`${result} ${revision}: ${message}`, ...differences.map((difference) => `  ${difference}`)].join(
    '\n',
  );
}

function summary(verified: readonly VerifiedRevision[]): string {
  const count = (result: VerifiedRevision['result']): string =>
    `${verified.filter((one) => one.result === result).length} ${result}`;
  return `${verified.length} revisions: ${count('passed')}, ${count('failed')}, ${count('skipped')}.`;
}
