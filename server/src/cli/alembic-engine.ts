import type { AlembicRun } from '../alembic/alembic-run.ts';
import { runWithAlembic } from '../alembic/run-with-alembic.ts';
import { type DatabaseUrl, displayUrl } from '../core/config/database-url.ts';
import type { CompiledStep } from '../core/plan/compiled-step.ts';
import type { RunSettings } from '../core/plan/run-settings.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { RunBackup } from '../protocol/run-messages.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { journalFolder } from './journal-folder.ts';
import { type OwnAlembic, ownAlembic } from './own-alembic.ts';
import { progressLines, resultOf } from './run-answer.ts';
import { timeouts } from './run-options.ts';

/** A plan for the user's own alembic, which makes the steps itself and is watched while it does. */
export interface AlembicPlan {
  readonly url: DatabaseUrl;
  readonly direction: 'upgrade' | 'downgrade';
  readonly target: string;
  readonly steps: readonly CompiledStep[];
  readonly rows: readonly string[];
  readonly settings: RunSettings;
  /** Why it is a plan for alembic. */
  readonly reason: string;
  readonly backup: RunBackup | undefined;
}

const RUNNER_LOCK_WAIT_MS = 60_000;

/** Runs a plan with the user's own alembic. Throws CommandError `alembic-not-found` or `alembic-cannot-run`. */
export async function runWithOwnAlembic(
  snapshot: EnvironmentSnapshot,
  plan: AlembicPlan,
  args: CommandArguments,
  context: CommandContext,
): Promise<CommandResult> {
  const run = await alembicRun(snapshot, plan, args, context);
  context.progress(`Engine: alembic of ${run.environment.command.origin}`);
  const steps = plan.steps.map(({ step, file }) => ({ ...step, message: file?.revision?.message ?? '' }));
  const result = await runWithAlembic(run, progressLines(steps, context), context.signal);
  return resultOf(displayUrl(plan.url), 'alembic', result);
}

async function alembicRun(
  snapshot: EnvironmentSnapshot,
  plan: AlembicPlan,
  { options }: CommandArguments,
  context: CommandContext,
): Promise<AlembicRun> {
  return {
    ...(await neededAlembic(snapshot, plan, typeof options.url !== 'string', context)),
    invocation: {
      name: plan.direction,
      options: typeof options.tag === 'string' ? ['--tag', options.tag] : [],
      positionals: [plan.target],
    },
    direction: plan.direction,
    target: plan.url,
    open: {},
    steps: plan.steps.map(({ step, file }) => ({
      ...step,
      message: file?.revision?.message ?? '',
      path: file?.path,
      text: file?.text,
    })),
    expectedRevisions: plan.rows,
    versionTable: plan.settings.versionTable,
    statementsBefore: plan.settings.statementsBefore,
    backup: plan.backup,
    ...timeouts(options),
    runnerLockWaitMs: RUNNER_LOCK_WAIT_MS,
    storagePath: journalFolder(context),
  };
}

/** Throws as `ownAlembic` does, and says first why the plan needs it. */
async function neededAlembic(
  snapshot: EnvironmentSnapshot,
  { url, reason }: AlembicPlan,
  isConfiguredUrl: boolean,
  context: CommandContext,
): Promise<OwnAlembic> {
  try {
    return await ownAlembic(snapshot, url, isConfiguredUrl, context);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const why = `This run needs your own alembic: ${reason.replace(/\.?$/, '.')}`;
    throw new CommandError(error.code, `${why} ${error.message}`, error.data);
  }
}
