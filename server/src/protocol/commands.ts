import type { SqlPreviewParams } from './preview-messages.ts';

/** A revision of an environment: what CodeLenses, hovers, code actions and tree items hand to a command. */
export interface RevisionArgument {
  /** `EnvironmentSummary.id`. */
  readonly environment: string;
  /** The full revision id. */
  readonly revision: string;
}

/** What a command on a whole environment takes; without it the active or only environment is meant, or the user asked. */
export interface EnvironmentArgument {
  readonly environment: string;
}

/** What a command on a database takes; without it the selected database is meant. */
export interface DatabaseArgument extends EnvironmentArgument {
  readonly database: string;
}

/** A revision that moves; without `onto` the user picks where to. */
export interface RebaseArgument extends RevisionArgument {
  /** The full id of the revision that becomes the parent of the branch. */
  readonly onto?: string;
}

/** Something that only the application knows, by the name that the setting `knownValues` takes. */
export interface KnownValueArgument extends EnvironmentArgument {
  readonly name: string;
}

/** A revision whose file is opened. */
export interface OpenRevisionArgument extends RevisionArgument {
  /** Set where the caller knows the file already; otherwise the client asks for it. */
  readonly uri?: string;
}

/**
 * Every command the client registers, with the arguments it takes. The server may put any of them into a CodeLens, a
 * code action or a `command:` link of a hover; the arguments are plain JSON. An argument that is left out is asked of
 * the user.
 */
export interface AlembicCommands {
  'alembicWorkbench.upgradeToHead': readonly [(EnvironmentArgument | DatabaseArgument)?];
  /** The databases are picked from a list. */
  'alembicWorkbench.upgradeSeveral': readonly [EnvironmentArgument?];
  'alembicWorkbench.upgradeToRevision': readonly [RevisionArgument?];
  'alembicWorkbench.upgradeOne': readonly [(EnvironmentArgument | DatabaseArgument)?];
  'alembicWorkbench.downgradeOne': readonly [(EnvironmentArgument | DatabaseArgument)?];
  'alembicWorkbench.downgradeToRevision': readonly [RevisionArgument?];
  'alembicWorkbench.downgradeToBase': readonly [(EnvironmentArgument | DatabaseArgument)?];
  'alembicWorkbench.stampRevision': readonly [RevisionArgument?];
  'alembicWorkbench.showCurrent': readonly [(EnvironmentArgument | DatabaseArgument)?];
  'alembicWorkbench.showHistory': readonly [EnvironmentArgument?];
  'alembicWorkbench.showHeads': readonly [EnvironmentArgument?];
  'alembicWorkbench.showBranches': readonly [EnvironmentArgument?];
  'alembicWorkbench.newRevision': readonly [EnvironmentArgument?];
  'alembicWorkbench.autogenerateRevision': readonly [(EnvironmentArgument | DatabaseArgument)?];
  'alembicWorkbench.checkModels': readonly [(EnvironmentArgument | DatabaseArgument)?];
  'alembicWorkbench.mergeHeads': readonly [EnvironmentArgument?];
  'alembicWorkbench.rebaseRevision': readonly [RebaseArgument?];
  'alembicWorkbench.addKnownValue': readonly [KnownValueArgument?];
  /** A file's SQL, a range's, or what is pending for a database. Without: the active file's upgrade. */
  'alembicWorkbench.previewSql': readonly [(SqlPreviewParams | RevisionArgument)?];
  'alembicWorkbench.previewDowngradeSql': readonly [RevisionArgument?];
  'alembicWorkbench.previewPendingSql': readonly [DatabaseArgument?];
  /** The SQL from one revision to another, both picked from a list. */
  'alembicWorkbench.previewRangeSql': readonly [EnvironmentArgument?];
  /** What the active preview shows; a button of the editor hands over its document. */
  'alembicWorkbench.copySql': readonly [unknown?];
  'alembicWorkbench.openSqlInNewFile': readonly [unknown?];
  'alembicWorkbench.saveSqlScript': readonly [unknown?];
  'alembicWorkbench.openRevision': readonly [OpenRevisionArgument?];
  'alembicWorkbench.openParentRevision': readonly [RevisionArgument?];
  'alembicWorkbench.openConfiguration': readonly [EnvironmentArgument?];
  /** The next page of the Revisions view. */
  'alembicWorkbench.showOlderRevisions': readonly [EnvironmentArgument];
  'alembicWorkbench.copyRevisionId': readonly [RevisionArgument?];
  'alembicWorkbench.copyAsAlembicCommand': readonly [(RevisionArgument | EnvironmentArgument)?];
  'alembicWorkbench.selectDatabase': readonly [EnvironmentArgument?];
  'alembicWorkbench.addDatabase': readonly [EnvironmentArgument?];
  'alembicWorkbench.setPassword': readonly [DatabaseArgument?];
  /** Undoes what the base branch does not have, before another branch is checked out. */
  'alembicWorkbench.downgradeToBaseBranch': readonly [(EnvironmentArgument | DatabaseArgument)?];
  /** SQL that makes what the first revision expects, into an empty embedded database. */
  'alembicWorkbench.loadBaseline': readonly [(EnvironmentArgument | DatabaseArgument)?];
  /** What is wrong between a database and the files, and the ways out. */
  'alembicWorkbench.repairDatabase': readonly [(EnvironmentArgument | DatabaseArgument)?];
  'alembicWorkbench.refresh': readonly [];
  'alembicWorkbench.showLog': readonly [];
  'alembicWorkbench.restartServer': readonly [];
  'alembicWorkbench.initializeEnvironment': readonly [];
  'alembicWorkbench.openSample': readonly [];
  'alembicWorkbench.chooseFolder': readonly [];
}

export type AlembicCommandId = keyof AlembicCommands;

/** LSP's Command, held to the arguments that the client understands. */
export type AlembicCommand = {
  readonly [Id in AlembicCommandId]: {
    readonly title: string;
    readonly command: Id;
    readonly arguments?: AlembicCommands[Id];
  };
}[AlembicCommandId];
