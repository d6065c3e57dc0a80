import type { Statement } from '../core/postgresql/statement.ts';
import { LineIndex } from '../core/text/line-index.ts';
import { RunnerLockHeld } from './advisory-lock.ts';
import { DatabaseError } from './database-error.ts';
import type { DatabaseSession } from './database-session.ts';
import type { PartialStep, RunFailureFacts, RunStep } from './migration-run.ts';
import type { RunLedger } from './run-ledger.ts';
import { RolledBackBySql } from './step-runner.ts';
import { VersionRowMismatch, VersionRowsChanged } from './version-table.ts';

/** A run that cannot start as it was asked for; nothing was sent to the database. */
export class RunRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RunRefused';
  }
}

/** Whether an error is a failed run, to be told in its result; any other error is a fault of the program. */
export function isRunFailure(error: unknown): error is Error {
  return (
    error instanceof DatabaseError ||
    error instanceof VersionRowMismatch ||
    error instanceof VersionRowsChanged ||
    error instanceof RunnerLockHeld ||
    error instanceof RolledBackBySql ||
    error instanceof RunRefused
  );
}

/**
 * The line of the revision file that a failure is about: where the statement stands verbatim in the file, the very line
 * that the server's position points at; otherwise the line of the operation. `position` is 1-based, in characters.
 */
function failureLine(step: RunStep, statement: Statement, position: number | undefined): number | undefined {
  if (step.source === undefined) return undefined;
  const { text } = step.source;
  const { start, end } = statement.span;
  let offset = start;
  if (position !== undefined) {
    const verbatim = text.slice(start, end).indexOf(statement.sql);
    const before = [...statement.sql].slice(0, position - 1).join('');
    if (verbatim !== -1) offset = start + verbatim + before.length;
  }
  return new LineIndex(text).position(offset).line;
}

/** What went wrong and where, from the error and from what the run was doing. */
export function failureFacts(error: Error, ledger: RunLedger, uncertain: boolean): RunFailureFacts {
  const current = ledger.current;
  const fields = error instanceof DatabaseError ? error.fields : {};
  const running = current?.running;
  return {
    message: error.message,
    revision: current?.step.revision,
    path: current?.step.source?.path,
    line:
      current === undefined || running === undefined
        ? undefined
        : failureLine(current.step, running, fields.position),
    sqlState: fields.sqlState,
    detail: fields.detail,
    hint: fields.hint,
    statement: running?.sql,
    uncertain,
  };
}

/** A migration may quote the password of the very session that runs it. */
export function maskedFailure(failure: RunFailureFacts, session: DatabaseSession): RunFailureFacts {
  const { message, statement } = failure;
  return {
    ...failure,
    message: session.mask(message),
    statement: statement === undefined ? undefined : session.mask(statement),
  };
}

/** See `maskedFailure`. */
export function maskedPartial(partial: PartialStep, session: DatabaseSession): PartialStep {
  const masked = (texts: readonly string[]) => texts.map((text) => session.mask(text));
  return {
    ...partial,
    committed: masked(partial.committed),
    rolledBack: masked(partial.rolledBack),
    notRun: masked(partial.notRun),
  };
}
