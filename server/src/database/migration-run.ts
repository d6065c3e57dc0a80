import type { RevisionStep } from '../core/plan/revision-step.ts';
import type { VersionTable } from '../core/plan/version-table.ts';
import type { Statement } from '../core/postgresql/statement.ts';
import type { RunProgress } from '../protocol/run-messages.ts';
import type { DatabaseSession } from './database-session.ts';

/** One step of a compiled plan: every statement known. A stamp has none. */
export interface RunStep extends RevisionStep {
  /** The revision's message, for progress. */
  readonly message: string;
  readonly statements: readonly Statement[];
  /** The revision file as it was when the plan was made, to name a line of it; undefined for a stamp. */
  readonly source: { readonly path: string; readonly text: string } | undefined;
}

/** Everything a run does, decided before it starts. */
export interface RunPlan {
  readonly steps: readonly RunStep[];
  /** Rows of the version table that the plan starts from; a run that finds others is `stale` and does nothing. */
  readonly expectedRevisions: readonly string[];
  readonly versionTable: VersionTable;
  /** What env.py runs on the connection before the migrations, e.g. `SET search_path TO app`. */
  readonly statementsBefore: readonly string[];
  /** False: one transaction around all steps, as Alembic does where env.py does not set `transaction_per_migration`. */
  readonly transactionPerMigration: boolean;
  /**
   * False: a plan without steps leaves no version table. Alembic makes one, and where env.py says
   * `transaction_per_migration` nothing commits it. True where undefined.
   */
  readonly keepsEmptyTable?: boolean;
  /** `stamp --purge`: every row is deleted before the first step. */
  readonly purge: boolean;
}

export interface RunOptions {
  /** PostgreSQL's spelling of a time: "5s", "250ms", "0" for none; undefined leaves the server's default. */
  readonly lockTimeout?: string | undefined;
  readonly statementTimeout?: string | undefined;
  /** Runs everything in one transaction and rolls it back. Possible only where every statement is transactional. */
  readonly dryRun?: boolean;
  /** How long to wait for another runner to finish; 60 s where undefined, 0 tries once. */
  readonly runnerLockWaitMs?: number;
  /** How often a step that met `lock_timeout` is tried again, with growing pauses; 0 where undefined. */
  readonly lockRetries?: number;
  /** After how long without an answer a statement's blockers are looked up; 1 s where undefined. */
  readonly watchAfterMs?: number;
  /**
   * A second session on the same database, to see who blocks the first one and to read the version table after a lost
   * connection. Undefined where there can be none (in memory).
   */
  readonly openAnother?: (() => Promise<DatabaseSession>) | undefined;
}

/** What a run reports while it goes; the server adds the run's id. */
export type RunnerProgress = Omit<RunProgress, 'runId'>;

export interface AppliedStep {
  readonly revision: string;
  readonly direction: RevisionStep['direction'];
  readonly milliseconds: number;
}

/** A step that failed after a part of it was committed: by `autocommit_block()`, or by a COMMIT of its own. */
export interface PartialStep {
  readonly revision: string;
  /** In the database for good. */
  readonly committed: readonly string[];
  /** Ran and was rolled back, or was refused. */
  readonly rolledBack: readonly string[];
  readonly notRun: readonly string[];
  /** Indexes that a failed CREATE INDEX CONCURRENTLY left behind: they cost writes and serve no query. */
  readonly invalidIndexes: readonly string[];
}

export interface RunFailureFacts {
  /** The server's or the runner's own words, one sentence. */
  readonly message: string;
  readonly revision: string | undefined;
  readonly path: string | undefined;
  /** Zero-based line of `path`. */
  readonly line: number | undefined;
  readonly sqlState: string | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly statement: string | undefined;
  /** True where the connection was lost and no other one could be made to see what became of the last step. */
  readonly uncertain: boolean;
}

export interface RunResult {
  readonly outcome: 'done' | 'failed' | 'cancelled' | 'stale';
  /** Committed, in order. Empty for a dry run. */
  readonly applied: readonly AppliedStep[];
  /** Rows of the version table now; undefined where nobody knows. */
  readonly revisions: readonly string[] | undefined;
  readonly milliseconds: number;
  readonly failure: RunFailureFacts | undefined;
  readonly partial: PartialStep | undefined;
  readonly dryRun: boolean;
  /** `ServerFacts.databaseId`; undefined where the run came to nothing before it was asked for. */
  readonly databaseId: string | undefined;
  /** One paragraph for the user: what happened, what state the database is in, what to do next. */
  readonly message: string;
}
