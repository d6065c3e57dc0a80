import type { AlembicRun } from '../alembic/alembic-run.ts';
import { runWithAlembic } from '../alembic/run-with-alembic.ts';
import { type DatabaseUrl, displayUrl } from '../core/config/database-url.ts';
import type { CompiledStep } from '../core/plan/compiled-step.ts';
import type { RunSettings } from '../core/plan/run-settings.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { journalFolder } from './journal-folder.ts';
import { ownAlembic } from './own-alembic.ts';
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
    ...(await ownAlembic(snapshot, plan.url, typeof options.url !== 'string', context)),
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
    ...timeouts(options),
    runnerLockWaitMs: RUNNER_LOCK_WAIT_MS,
    storagePath: journalFolder(context),
  };
}
