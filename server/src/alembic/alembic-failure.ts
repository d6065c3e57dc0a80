import { displayUrl } from '../core/config/database-url.ts';
import type { RunFailureFacts } from '../database/migration-run.ts';
import { maskPasswords } from '../database/password-mask.ts';
import type { ProcessEnd } from '../processes/process-tree.ts';
import { NO_DETAILS, parseFailure } from './alembic-output.ts';
import type { AlembicRun } from './alembic-run.ts';
import { OTHER_DATABASE_EXIT_CODE, withoutGuardLines } from './connection-guard.ts';
import type { StepTracker } from './step-tracker.ts';

/** A failure of which no more is known than `facts`. */
export function failed(message: string, facts: Partial<RunFailureFacts> = {}): RunFailureFacts {
  return { ...NO_DETAILS, message, revision: undefined, uncertain: false, ...facts };
}

/** What the process's end says went wrong; undefined where nothing did. */
export function failureOf(
  run: AlembicRun,
  end: ProcessEnd,
  tracker: StepTracker,
  otherDatabase: string | undefined,
): RunFailureFacts | undefined {
  if (end.startFailure !== undefined) {
    return failed(`alembic could not be started (${run.environment.command.origin}): ${end.startFailure}`);
  }
  if (end.exitCode === OTHER_DATABASE_EXIT_CODE && otherDatabase !== undefined) {
    return failed(
      `env.py connects to another database ("${otherDatabase}") than the chosen one, ${displayUrl(run.target)}; it was ` +
        'stopped before it sent anything. Choose the database that env.py uses, or set what env.py reads',
    );
  }
  if (end.exitCode === 0) return undefined;
  const paths = run.steps.flatMap(({ path }) => path ?? []);
  const parsed = parseFailure(end.stdout, withoutGuardLines(end.stderr), (path) => paths.includes(path));
  const step = run.steps.find(({ path }) => path !== undefined && path === parsed.path) ?? tracker.current;
  return failed(parsed.message, { ...parsed, revision: step?.revision, path: parsed.path ?? step?.path });
}

/** Of a run whose process ended well and whose rows are not those of the plan. */
export function silentFailure(revisions: readonly string[] | undefined): RunFailureFacts {
  return revisions === undefined
    ? failed(
        'alembic ended without an error, and the server could not be asked what the version table says',
        {
          uncertain: true,
        },
      )
    : failed(
        'alembic ended without an error, and the version table does not say what the plan expects: did env.py roll the transaction back?',
      );
}

/** A failure in which no password is left. */
export function maskedFailure(
  failure: RunFailureFacts,
  secrets: ReadonlyArray<string | undefined>,
): RunFailureFacts {
  const mask = (text: string | undefined) => (text === undefined ? undefined : maskPasswords(text, secrets));
  return {
    ...failure,
    message: maskPasswords(failure.message, secrets),
    detail: mask(failure.detail),
    hint: mask(failure.hint),
    statement: mask(failure.statement),
  };
}
