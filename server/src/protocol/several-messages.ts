import type { RunAnswer, RunParams } from './run-messages.ts';

/** Runs on several databases of one environment, each exactly the plan that the user saw. */
export interface SeveralRunParams {
  readonly runs: readonly RunParams[];
  /** How many databases are at work at once; at least 1. */
  readonly parallel: number;
  /** `stop`: after a failure no further database is begun. */
  readonly onFailure: 'stop' | 'continue';
}

/** How it went in one of the databases: an answer, or why it was not begun. */
export interface SeveralRunResult {
  readonly database: string;
  readonly answer: RunAnswer | undefined;
  readonly problem: string | undefined;
}

export interface SeveralRunAnswer {
  /** In the order of the runs. */
  readonly results: readonly SeveralRunResult[];
  /** One sentence: how many are done, failed, were not begun. */
  readonly message: string;
}
