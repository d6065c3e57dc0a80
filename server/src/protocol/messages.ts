/**
 * Every message of ours between client and server, beside LSP's own. Types only; method names are the keys of
 * `AlembicRequests` (client asks, server answers), `AlembicClientRequests` (the other way round) and
 * `AlembicNotifications` (server tells).
 */

/** LSP's Position and Range: zero-based, UTF-16. */
export interface Position {
  readonly line: number;
  readonly character: number;
}
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A migration environment: one configuration file and section. `id` is stable while the server lives. */
export interface EnvironmentSummary {
  readonly id: string;
  /** Shown where several environments exist: the folder relative to the workspace, and the section where not [alembic]. */
  readonly name: string;
  readonly configUri: string;
  /** The section that `alembic -n` takes; left out for [alembic], and then `-n` is not needed. */
  readonly section?: string | undefined;
  /** Undefined where the configuration names no readable script location. */
  readonly scriptLocationUri: string | undefined;
  readonly revisionCount: number;
  readonly heads: readonly string[];
  readonly errorCount: number;
  readonly warningCount: number;
  /** Why nothing can be shown for this environment, in one sentence with the next step; undefined where all is well. */
  readonly trouble: EnvironmentTrouble | undefined;
}

export interface EnvironmentTrouble {
  readonly kind: 'unreadable-config' | 'no-script-location' | 'missing-script-location' | 'no-revisions';
  readonly message: string;
}

/** What the welcome views choose by. */
export interface WorkspaceAnswer {
  readonly state: 'scanning' | 'no-folder' | 'no-environment' | 'trouble' | 'no-revisions' | 'ready';
  readonly environments: readonly EnvironmentSummary[];
}

export type RevisionState = 'applied' | 'current' | 'pending' | 'unknown';

export interface RevisionNode {
  readonly revision: string;
  readonly downRevisions: readonly string[];
  readonly dependsOn: readonly string[];
  /** All labels that reach this revision; `ownLabels` those declared in its file. */
  readonly branchLabels: readonly string[];
  readonly ownLabels: readonly string[];
  readonly message: string;
  readonly uri: string;
  /** `Create Date` of the docstring as written, or undefined. */
  readonly createDate: string | undefined;
  readonly isHead: boolean;
  readonly isBase: boolean;
  readonly isBranchPoint: boolean;
  readonly isMergePoint: boolean;
  /** Against the selected database; unknown where none answers. */
  readonly state: RevisionState;
  /** Messages of this file's problems of severity error; a broken revision has at least one. */
  readonly errors: readonly string[];
  /**
   * One line per operation of `upgrade()`, what it does and the lock it takes: "create table orders — no lock on
   * existing tables". Only in the answer to `alembic/revision`, which the tooltip asks for.
   */
  readonly operations?: readonly string[];
}

export interface RevisionPageParams {
  readonly environment: string;
  /** The database whose state colours the nodes; undefined for none. */
  readonly database: string | undefined;
  readonly offset: number;
  readonly limit: number;
}
/** Newest first. */
export interface RevisionPage {
  readonly total: number;
  readonly nodes: readonly RevisionNode[];
}

export type Protection = 'none' | 'confirm' | 'typed';

export interface DatabaseSummary {
  readonly name: string;
  /** The URL without password. */
  readonly displayUrl: string;
  readonly source: 'setting' | 'embedded' | 'config' | 'env-script' | 'dotenv' | 'environment';
  readonly protection: Protection;
}

export interface DatabaseParams {
  readonly environment: string;
  readonly database: string;
}

export interface DatabaseStatus {
  readonly name: string;
  /** `ready`: it answered. `unreachable`: it did not, and `message` says why and what to do. `not-connected`: nobody asked, or the workspace is not trusted. */
  readonly condition: 'ready' | 'unreachable' | 'not-connected';
  readonly message: string | undefined;
  readonly serverVersion: string | undefined;
  readonly currentRevisions: readonly string[];
  /** Rows of the version table that no file has. */
  readonly unknownRevisions: readonly string[];
  /** Number of revisions that `upgrade heads` would run; undefined where it cannot be planned. */
  readonly behind: number | undefined;
  readonly lastRun: RunRecord | undefined;
}

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
}

export type EngineName = 'builtin' | 'alembic';

export interface PlanParams extends DatabaseParams {
  readonly direction: 'upgrade' | 'downgrade' | 'stamp';
  /** In Alembic's target grammar. */
  readonly target: string;
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
}

export interface RunParams extends PlanParams {
  readonly heads: readonly string[];
  readonly digest: string;
  readonly engine: EngineName;
  /** Chosen by the client; progress notifications carry it. */
  readonly runId: string;
}

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
}

/** Which SQL to show: a file's function as it stands in the editor, or a plan. */
export type SqlPreviewParams =
  | { readonly kind: 'file'; readonly uri: string; readonly direction: 'upgrade' | 'downgrade' }
  | {
      readonly kind: 'range';
      readonly environment: string;
      readonly direction: 'upgrade' | 'downgrade';
      readonly range: string;
    }
  | ({ readonly kind: 'pending' } & DatabaseParams)
  /**
   * The steps from `heads` (rows of the version table) to `target`, in Alembic's target grammar, exactly as a run of
   * that plan sends them; no database is asked, so it can be shown after the run as well.
   */
  | {
      readonly kind: 'plan';
      readonly environment: string;
      readonly direction: 'upgrade' | 'downgrade';
      readonly target: string;
      readonly heads: readonly string[];
    };

export interface SqlPreviewStatement {
  /** Lines of `SqlPreviewAnswer.sql` that this statement takes, zero-based, end exclusive. */
  readonly startLine: number;
  readonly endLine: number;
  readonly uri: string;
  readonly range: Range;
}
export interface SqlPreviewAnswer {
  readonly title: string;
  readonly sql: string;
  readonly statements: readonly SqlPreviewStatement[];
  readonly unresolvedCount: number;
  /** "38 of 40 revisions previewable; …" for ranges; undefined for one file. */
  readonly summary: string | undefined;
}

export interface RevisionTemplate {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly source: 'built-in' | 'project' | 'mako';
  /** What the template will leave out, e.g. parts of a script.py.mako that need Python; undefined where nothing. */
  readonly warning: string | undefined;
}

export interface NewRevisionParams {
  readonly environment: string;
  readonly message: string;
  readonly template: string | undefined;
  /** Target grammar; undefined: the single head. */
  readonly head: string | undefined;
  readonly splice: boolean;
  readonly branchLabel: string | undefined;
  readonly dependsOn: readonly string[];
  readonly revisionId: string | undefined;
  /** Which of several version locations; undefined: Alembic's own choice. */
  readonly versionPath: string | undefined;
}
export interface MergeParams {
  readonly environment: string;
  readonly revisions: readonly string[];
  readonly message: string;
  readonly branchLabel: string | undefined;
}
/** A file to create. The client applies it as a workspace edit, so that Undo works. */
export interface NewFileAnswer {
  readonly uri: string;
  readonly text: string;
  readonly revision: string;
  /** Where the cursor goes. */
  readonly cursor: Position;
  readonly warning: string | undefined;
}

export interface InitParams {
  /** URI of the folder that gets alembic.ini. */
  readonly folderUri: string;
  /** Directory of the environment below it, e.g. "migrations". */
  readonly directory: string;
  readonly template: 'generic' | 'async';
}
export interface InitAnswer {
  readonly files: ReadonlyArray<{ readonly uri: string; readonly text: string }>;
}

export interface ConnectionTestParams {
  readonly url: string;
  readonly password: string | undefined;
}
export interface ConnectionTestAnswer {
  readonly ok: boolean;
  readonly message: string;
  /** The URL as `DatabaseSummary.displayUrl` will show it; the client keeps the password under it. */
  readonly displayUrl?: string;
}

/** Client asks, server answers. A failure is a ResponseError whose `data` is `{ code }` of a CommandError. */
export interface AlembicRequests {
  'alembic/workspace': { params: null; result: WorkspaceAnswer };
  'alembic/revisionPage': { params: RevisionPageParams; result: RevisionPage };
  /** A revision and where it is, by full or partial id. */
  'alembic/revision': { params: { environment: string; revision: string }; result: RevisionNode };
  /** The environment and revision of an open file, or null. */
  'alembic/revisionOfFile': {
    params: { uri: string };
    result: { environment: string; revision: RevisionNode } | null;
  };
  'alembic/databases': { params: { environment: string }; result: readonly DatabaseSummary[] };
  'alembic/databaseStatus': { params: DatabaseParams; result: DatabaseStatus };
  'alembic/testConnection': { params: ConnectionTestParams; result: ConnectionTestAnswer };
  'alembic/plan': { params: PlanParams; result: PlanAnswer };
  /** Cancelled through LSP's $/cancelRequest. */
  'alembic/run': { params: RunParams; result: RunAnswer };
  'alembic/runs': { params: DatabaseParams; result: readonly RunRecord[] };
  /** Text as `alembic history|heads|branches|current` prints it. */
  'alembic/report': {
    params: {
      environment: string;
      report: 'history' | 'heads' | 'branches' | 'current';
      database: string | undefined;
    };
    result: { text: string };
  };
  'alembic/sqlPreview': { params: SqlPreviewParams; result: SqlPreviewAnswer };
  'alembic/templates': { params: { environment: string }; result: readonly RevisionTemplate[] };
  'alembic/newRevision': { params: NewRevisionParams; result: NewFileAnswer };
  'alembic/merge': { params: MergeParams; result: NewFileAnswer };
  'alembic/init': { params: InitParams; result: InitAnswer };
  /** The workspace became trusted. */
  'alembic/trust': { params: null; result: null };
}

/** Server asks, client answers. */
export interface AlembicClientRequests {
  /** The password of a configured database, from SecretStorage; null where none is stored. */
  'alembic/password': { params: { database: string; displayUrl: string }; result: string | null };
}

/** Server tells. */
export interface AlembicNotifications {
  /** The chain, its problems or the configuration of these environments changed; ask again for what is shown. */
  'alembic/environmentsChanged': { environments: readonly string[] };
  /** A run ended or a database was reached: statuses changed. */
  'alembic/databasesChanged': { environment: string };
  'alembic/runProgress': RunProgress;
  /** A SQL preview of this file would differ now. */
  'alembic/sqlPreviewChanged': { uri: string };
}

/** `initializationOptions` of the initialize request. */
export interface InitializationOptions {
  readonly trusted: boolean;
  /** A folder of ours for the embedded database and the journal; the client's storage path. */
  readonly storagePath: string | undefined;
  /** The extension's own folder, for its templates and migrations-sample. */
  readonly extensionPath: string;
}
