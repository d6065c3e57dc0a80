import type { DatabaseParams } from './database-messages.ts';

export interface RunRecord {
  readonly startedAt: string;
  readonly user: string;
  readonly direction: 'upgrade' | 'downgrade' | 'stamp';
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly engine: EngineName;
  readonly outcome: 'done' | 'failed' | 'cancelled';
  readonly milliseconds: number;
  readonly steps: ReadonlyArray<{ readonly revision: string; readonly milliseconds: number }>;
  readonly message: string | undefined;
  /** Path of the backup that was made before it. */
  readonly backup?: string | undefined;
  /** How that backup is brought back, see `RunBackup`. */
  readonly restore?: string | undefined;
}

/** What was kept before a run. */
export interface RunBackup {
  readonly path: string;
  /** How to bring it back: what to know, and the command at the end; holds no password. */
  readonly restore: string;
}

export type EngineName = 'builtin' | 'alembic';

export interface PlanParams extends DatabaseParams {
  readonly direction: 'upgrade' | 'downgrade' | 'stamp';
  /** In Alembic's target grammar. A stamp may name several revisions, separated by blanks as on Alembic's command line. */
  readonly target: string;
  /** `stamp --purge`: every row of the version table goes first, those that no file has as well. */
  readonly purge?: boolean;
}

export interface PlannedStep {
  readonly revision: string;
  readonly direction: 'upgrade' | 'downgrade' | 'stamp';
  readonly message: string;
  readonly uri: string | undefined;
  readonly statementCount: number;
  /** Reasons why this step's SQL is not known; empty where it is. */
  readonly unresolved: ReadonlyArray<{ readonly line: number; readonly reason: string }>;
  /** What this step removes for good, in words: "table orders", "column users.email". */
  readonly destroys: readonly string[];
}

export interface PlanAnswer {
  /** The rows of the version table that the plan starts from; a run sends them back and is `stale` if they changed. */
  readonly heads: readonly string[];
  /** A digest of the revision files that the plan was read from; a run sends it back likewise. */
  readonly digest: string;
  readonly steps: readonly PlannedStep[];
  readonly engine: EngineName;
  /** Why this engine, in one sentence. */
  readonly engineReason: string;
  /** Why the run cannot start, or undefined. */
  readonly blocked: string | undefined;
  /** What to know before the run; undefined in an answer that was made without asking the database. */
  readonly card?: PlanCard;
  /** Set where the maintenance window of the database is closed, in words; a run needs `outsideWindow` then. */
  readonly outsideWindow?: string;
}

/** Something that deserves a look before a run, in a sentence or two. */
export interface PlanCaution {
  readonly kind: 'destroys' | 'table' | 'session' | 'server' | 'window' | 'unresolved' | 'autocommit';
  readonly message: string;
}

/** The card of a run as the client shows it; the command line prints the same. */
export interface PlanCard {
  /** `go`: nothing stands out. `caution`: it can run, and something deserves a look. `no-go`: it would not run. */
  readonly decision: 'go' | 'caution' | 'no-go';
  /** What deserves a look, the gravest first. */
  readonly cautions: readonly PlanCaution[];
  /** The whole card as plain text. */
  readonly text: string;
  /** Why the plan cannot be run and rolled back, or undefined. */
  readonly dryRunObstacle: string | undefined;
}

export interface RunParams extends PlanParams {
  readonly heads: readonly string[];
  readonly digest: string;
  readonly engine: EngineName;
  /** Chosen by the client; progress notifications carry it. */
  readonly runId: string;
  /** True where the user has agreed to run outside the maintenance window. */
  readonly outsideWindow?: boolean;
  /** True: everything runs in one transaction, which is rolled back. */
  readonly dryRun?: boolean;
  /** With `dryRun`: everything runs on a copy of the database, which is thrown away. */
  readonly onCopy?: boolean;
  /** What is backed up before the run; a run without its backup does not begin. */
  readonly backup?: BackupScope | undefined;
}

/** `schema`: tables and all else without rows. `all`: with the rows. An embedded database is copied whole. */
export type BackupScope = 'schema' | 'all';

export interface RunFailure {
  readonly message: string;
  readonly revision: string | undefined;
  readonly uri: string | undefined;
  /** Zero-based. */
  readonly line: number | undefined;
  readonly sqlState: string | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly statement: string | undefined;
}

export interface RunAnswer {
  readonly outcome: 'done' | 'failed' | 'cancelled' | 'stale';
  /** Steps whose changes and version rows are committed. */
  readonly applied: readonly string[];
  /** Rows of the version table now; undefined where the connection is lost and nobody knows. */
  readonly heads: readonly string[] | undefined;
  readonly milliseconds: number;
  /** One paragraph for the user: what happened, what state the database is in, what to do next. */
  readonly message: string;
  readonly failure: RunFailure | undefined;
}

export interface RunProgress {
  readonly runId: string;
  readonly step: number;
  readonly stepCount: number;
  readonly revision: string;
  readonly message: string;
  /** 1-based; 0 before the first statement of the step. */
  readonly statement: number;
  readonly statementCount: number;
  /** What the run waits for, e.g. a lock and who holds it; undefined while it works. */
  readonly waiting: string | undefined;
  /** Who holds the lock that the run waits for; left out where it waits for no lock. */
  readonly wait?: LockWait;
  /** Set while an index is built and takes its time. */
  readonly building?: IndexBuild;
}

/** A lock that is waited for. */
export interface LockWait {
  /** The server process that waits. */
  readonly pid: number;
  /** Those who hold it or wait before, the oldest first; at least one. */
  readonly blockers: readonly Blocker[];
}

/** A session that keeps another one waiting. What pg_stat_activity does not show to this user is empty. */
export interface Blocker {
  readonly pid: number;
  readonly user: string;
  readonly application: string;
  readonly address: string;
  /** "active", "idle in transaction". */
  readonly state: string;
  /** Start of its transaction, as the server prints it. */
  readonly since: string;
  /** The statement that it runs, or ran last; shortened. */
  readonly query: string;
}

/** A row of pg_stat_progress_create_index. */
export interface IndexBuild {
  /** Empty where the server does not tell yet. */
  readonly index: string;
  /** In PostgreSQL's words: "building index: scanning table". */
  readonly phase: string;
  /** What is counted in this phase, and how much of it is done; `total` is 0 in a phase that counts nothing. */
  readonly unit: 'blocks' | 'tuples' | 'lockers';
  readonly done: number;
  readonly total: number;
}

export interface EndBlockerParams extends DatabaseParams {
  /** `LockWait.pid` and the `Blocker.pid` that is to let go. */
  readonly waiting: number;
  readonly blocker: number;
  /** `cancel` stops its statement; `terminate` ends its session, and its transaction is rolled back. */
  readonly how: 'cancel' | 'terminate';
}

export interface EndBlockerAnswer {
  /** True where the server has passed the request on. */
  readonly done: boolean;
  /** What came of it, in a sentence or two. */
  readonly message: string;
}
