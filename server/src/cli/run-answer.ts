import type { RevisionStep } from '../core/plan/revision-step.ts';
import type { RunnerProgress, RunResult } from '../database/migration-run.ts';
import type { EngineName, IndexBuild, LockWait } from '../protocol/run-messages.ts';
import type { CommandContext, CommandResult } from './command.ts';

/** A step as progress names it. */
export interface NamedStep extends Pick<RevisionStep, 'direction' | 'from' | 'to'> {
  readonly message: string;
}

/** One line per step, as Alembic logs it, and one per wait. */
export function progressLines(
  steps: readonly NamedStep[],
  context: CommandContext,
): (progress: RunnerProgress) => void {
  let lastStep = -1;
  let lastWaiting: string | undefined;
  let lastBuilding: string | undefined;
  return ({ step, waiting, wait, building }) => {
    const current = steps[step - 1];
    if (step !== lastStep && current !== undefined) {
      lastStep = step;
      const { direction, from, to, message } = current;
      const tail = message === '' ? '' : `, ${message}`;
      context.progress(`Running ${direction} ${from.join(', ')} -> ${to.join(', ')}${tail}`);
    }
    if (waiting !== lastWaiting && waiting !== undefined) {
      context.progress(`Waiting: ${waiting}${wait === undefined ? '' : wayOut(wait)}`);
    }
    lastWaiting = waiting;
    const built = building === undefined ? undefined : buildWords(building);
    if (built !== lastBuilding && built !== undefined) context.progress(`Building: ${built}`);
    lastBuilding = built;
  };
}

/** The answer of a command that ran: exit code 1 unless all is done. */
export function resultOf(database: string, engine: EngineName, result: RunResult): CommandResult {
  return {
    exitCode: result.outcome === 'done' ? 0 : 1,
    text: `${result.message}\n`,
    json: {
      outcome: result.outcome,
      database,
      engine,
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
    },
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

/** What a person can do about those in the way; the command line does nothing to them by itself. */
function wayOut({ blockers }: LockWait): string {
  const calls = blockers.map(({ pid, state }) => {
    const end = state.startsWith('idle in transaction') ? 'pg_terminate_backend' : 'pg_cancel_backend';
    return `SELECT ${end}(${pid})`;
  });
  return `. Interrupt this run with Ctrl+C, or free the lock: ${calls.join('; ')}`;
}

/** An index build by tenths, so that its lines can be read: "ix_a, building index: scanning table, 30 %". */
function buildWords({ index, phase, done, total }: IndexBuild): string {
  const tenths = total === 0 ? '' : `, ${Math.floor((10 * done) / total) * 10} %`;
  return `${index === '' ? '' : `${index}, `}${phase}${tenths}`;
}
