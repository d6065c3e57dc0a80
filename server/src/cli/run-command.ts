import type { DatabaseUrl } from '../core/config/database-url.ts';
import { displayUrl } from '../core/config/database-url.ts';
import type { RunSettings } from '../core/plan/run-settings.ts';
import type { RunnerProgress, RunPlan, RunResult } from '../database/migration-run.ts';
import { runOnDatabase } from '../database/run-on-database.ts';
import type { RunRecord } from '../protocol/messages.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { currentRows, withSession } from './database-session.ts';
import { timeouts } from './run-options.ts';

/** A run that is decided: what, from where, on which database. */
export interface DecidedRun {
  readonly url: DatabaseUrl;
  readonly direction: RunRecord['direction'];
  readonly plan: RunPlan;
}

/** The rows of the version table now. A database in memory is empty, and asking it would only start it twice. */
export async function rowsBeforeRun(url: DatabaseUrl, settings: RunSettings): Promise<readonly string[]> {
  if (url.kind === 'pglite' && url.dataDirectory === undefined) return [];
  return withSession(url, (session) => currentRows(session, settings.versionTable));
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
      options: { ...timeouts(options), dryRun: options['dry-run'] === true },
      open: {},
      storagePath: undefined,
    },
    progressLines(run, context),
    context.signal,
  );
  return {
    exitCode: result.outcome === 'done' ? 0 : 1,
    text: `${result.message}\n`,
    json: resultJson(run, result),
  };
}

/** One line per step, as Alembic logs it, and one per wait. */
function progressLines(run: DecidedRun, context: CommandContext): (progress: RunnerProgress) => void {
  let lastStep = -1;
  let lastWaiting: string | undefined;
  return ({ step, waiting }) => {
    const current = run.plan.steps[step - 1];
    if (step !== lastStep && current !== undefined) {
      lastStep = step;
      const message = current.message === '' ? '' : `, ${current.message}`;
      context.progress(
        `Running ${current.direction} ${current.from.join(', ')} -> ${current.to.join(', ')}${message}`,
      );
    }
    if (waiting !== lastWaiting && waiting !== undefined) context.progress(`Waiting: ${waiting}`);
    lastWaiting = waiting;
  };
}

function resultJson(run: DecidedRun, result: RunResult): unknown {
  return {
    outcome: result.outcome,
    database: displayUrl(run.url),
    dry_run: result.dryRun,
    steps: result.applied.map(({ revision, direction, milliseconds }) => ({
      revision,
      direction,
      milliseconds: Math.round(milliseconds),
    })),
    current: result.revisions ?? null,
    milliseconds: Math.round(result.milliseconds),
    message: result.message,
    failure: result.failure === undefined ? null : failureJson(result.failure),
  };
}

function failureJson(failure: NonNullable<RunResult['failure']>): unknown {
  return {
    message: failure.message,
    revision: failure.revision ?? null,
    path: failure.path ?? null,
    line: failure.line === undefined ? null : failure.line + 1,
    sqlstate: failure.sqlState ?? null,
    detail: failure.detail ?? null,
    hint: failure.hint ?? null,
    statement: failure.statement ?? null,
  };
}
