import { URI } from 'vscode-uri';
import type { RunAnswer, RunFailure } from '../protocol/run-messages.ts';

/** What an engine says of a run that has ended. */
export interface EndedRun {
  readonly outcome: RunAnswer['outcome'];
  readonly applied: ReadonlyArray<{ readonly revision: string }>;
  readonly revisions: readonly string[] | undefined;
  readonly milliseconds: number;
  readonly failure: EndedRunFailure | undefined;
  readonly message: string;
}

export interface EndedRunFailure extends Omit<RunFailure, 'uri'> {
  readonly path: string | undefined;
}

/** An ended run as the client is told of it. */
export function provideRunAnswer({ revisions, applied, failure, ...run }: EndedRun): RunAnswer {
  return {
    outcome: run.outcome,
    applied: applied.map(({ revision }) => revision),
    heads: revisions,
    milliseconds: Math.round(run.milliseconds),
    message: run.message,
    failure:
      failure === undefined
        ? undefined
        : {
            message: failure.message,
            revision: failure.revision,
            uri: failure.path === undefined ? undefined : URI.file(failure.path).toString(),
            line: failure.line,
            sqlState: failure.sqlState,
            detail: failure.detail,
            hint: failure.hint,
            statement: failure.statement,
          },
  };
}

/** The answer to a run whose plan no longer holds. Nothing was done. */
export function provideStaleAnswer(heads: readonly string[] | undefined, what: string): RunAnswer {
  return {
    outcome: 'stale',
    applied: [],
    heads,
    milliseconds: 0,
    message: `${what} since the plan was made, so nothing was run. Look at the new plan and run that.`,
    failure: undefined,
  };
}
