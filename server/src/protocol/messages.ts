import type {
  AutogenerateAnswer,
  AutogenerateParams,
  InitAnswer,
  InitParams,
  MergeAnswer,
  MergeParams,
  ModelCheckAnswer,
  NewFileAnswer,
  NewRevisionParams,
  RevisionTemplate,
} from './authoring-messages.ts';
import type {
  ConnectionTestAnswer,
  ConnectionTestParams,
  DatabaseParams,
  DatabaseStatus,
  DatabaseSummary,
} from './database-messages.ts';
import type { WorkspaceAnswer } from './environment-messages.ts';
import type { SqlPreviewAnswer, SqlPreviewParams, SqlScriptAnswer } from './preview-messages.ts';
import type { RebaseAnswer, RebaseParams } from './rebase-messages.ts';
import type {
  BaseBranchTarget,
  DatabaseDiagnosis,
  LoadBaselineParams,
  LoadedSchema,
  LoadSchemaParams,
  MatchSchemaAnswer,
  MatchSchemaParams,
} from './repair-messages.ts';
import type { RevisionNode, RevisionPage, RevisionPageParams } from './revision-messages.ts';
import type {
  EndBlockerAnswer,
  EndBlockerParams,
  PlanAnswer,
  PlanParams,
  RunAnswer,
  RunParams,
  RunProgress,
  RunRecord,
} from './run-messages.ts';
import type { SealedSecret, SealingKey } from './sealed-secret.ts';
import type { SeveralRunAnswer, SeveralRunParams } from './several-messages.ts';

/**
 * Every message of ours between client and server, beside LSP's own. Types only; method names are the keys of
 * `AlembicRequests` (client asks, server answers), `AlembicClientRequests` (the other way round) and
 * `AlembicNotifications` (server tells).
 */

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
  /** The user has selected this database; its version decides what statements are said to lock. */
  'alembic/selectDatabase': { params: DatabaseParams; result: null };
  /** What passwords are sealed for on their way to this server. */
  'alembic/sealingKey': { params: null; result: SealingKey };
  'alembic/testConnection': { params: ConnectionTestParams; result: ConnectionTestAnswer };
  'alembic/plan': { params: PlanParams; result: PlanAnswer };
  /** What is wrong between the version table and the files; asks git for what the files lack. */
  'alembic/diagnose': { params: DatabaseParams; result: DatabaseDiagnosis };
  /** Which downgrade undoes what the base branch does not have. */
  'alembic/baseBranchTarget': { params: DatabaseParams; result: BaseBranchTarget };
  /** Into an empty embedded database, in one transaction. */
  'alembic/loadBaseline': { params: LoadBaselineParams; result: null };
  /** Loads the schema of another database, read by pg_dump, into an embedded one that is empty. */
  'alembic/loadSchema': { params: LoadSchemaParams; result: LoadedSchema };
  /** Takes as long as an upgrade from the base; tells its progress, and may be cancelled. */
  'alembic/matchSchema': { params: MatchSchemaParams; result: MatchSchemaAnswer };
  /** Cancelled through LSP's $/cancelRequest. */
  'alembic/run': { params: RunParams; result: RunAnswer };
  /** Makes a session that keeps a run waiting let go of its lock. The user has agreed to that. */
  'alembic/endBlocker': { params: EndBlockerParams; result: EndBlockerAnswer };
  /** Cancelled through LSP's $/cancelRequest; each run tells its progress. */
  'alembic/runSeveral': { params: SeveralRunParams; result: SeveralRunAnswer };
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
  /** The same SQL as a script that says on top what it was made from and what is missing in it. */
  'alembic/sqlScript': { params: SqlPreviewParams; result: SqlScriptAnswer };
  'alembic/templates': { params: { environment: string }; result: readonly RevisionTemplate[] };
  'alembic/newRevision': { params: NewRevisionParams; result: NewFileAnswer };
  /** Asks every configured database that answers; fails where one has run what would move. */
  'alembic/rebase': { params: RebaseParams; result: RebaseAnswer };
  'alembic/merge': { params: MergeParams; result: MergeAnswer };
  /** Cancelled through LSP's $/cancelRequest, which ends alembic. */
  'alembic/autogenerate': { params: AutogenerateParams; result: AutogenerateAnswer };
  'alembic/checkModels': { params: DatabaseParams; result: ModelCheckAnswer };
  'alembic/init': { params: InitParams; result: InitAnswer };
  /** The workspace became trusted. */
  'alembic/trust': { params: null; result: null };
}

/** Server asks, client answers. */
export interface AlembicClientRequests {
  /** The interpreter that the Python extension has selected for a file; null without that extension. */
  'alembic/interpreter': { params: { path: string }; result: string | null };
  /** The password of a configured database, from SecretStorage; null where none is stored. */
  'alembic/password': {
    params: { database: string; displayUrl: string; key: SealingKey };
    result: SealedSecret | null;
  };
}

/** Server tells. */
export interface AlembicNotifications {
  /** The chain, its problems or the configuration of these environments changed; ask again for what is shown. */
  'alembic/environmentsChanged': { environments: readonly string[] };
  /** A run ended or a database was reached: statuses changed. */
  'alembic/databasesChanged': { environment: string };
  'alembic/runProgress': RunProgress;
  /** A SQL preview of this file would differ now; null: of any file or range, because an imported module changed. */
  'alembic/sqlPreviewChanged': { uri: string | null };
}

/** `initializationOptions` of the initialize request. */
export interface InitializationOptions {
  readonly trusted: boolean;
  /** A folder of ours for the embedded database and the journal; the client's storage path. */
  readonly storagePath: string | undefined;
  /** The extension's own folder, for its templates and migrations-sample. */
  readonly extensionPath: string;
}
