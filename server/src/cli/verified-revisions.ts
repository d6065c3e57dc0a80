import { resolve } from 'node:path';
import { revisionCompiler } from '../core/plan/revision-compiler.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import { planVerification } from '../core/plan/verification.ts';
import { readBaseline } from '../database/baseline.ts';
import { openScratch } from '../database/scratch-database.ts';
import { type VerifiedRevision, verifyChain } from '../database/verify-chain.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { parsedUrl } from './database-options.ts';
import { reached } from './database-session.ts';

/**
 * `verify`: exit code 1 where a revision failed. Throws the CommandErrors of the identifiers, `invalid-url`,
 * `unreadable-baseline`, or the kind of the DatabaseError where no scratch database can be made.
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
    baseline:
      typeof options.baseline === 'string'
        ? await readBaseline(resolve(context.workingDirectory, options.baseline))
        : undefined,
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
