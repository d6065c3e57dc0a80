import type { DatabaseParams } from './database-messages.ts';
import type { Position } from './position.ts';

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

export interface MergeAnswer extends NewFileAnswer {
  /** What the merged branches do to the same tables, a sentence each; the user looks at them before the file is made. */
  readonly conflicts: readonly string[];
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

/** A revision from what the models and a database differ in, made by the user's own alembic. */
export interface AutogenerateParams extends DatabaseParams {
  readonly message: string;
  /** Target grammar; undefined: the single head. */
  readonly head: string | undefined;
  /** Which of several version locations; undefined: Alembic's own choice. */
  readonly versionPath: string | undefined;
}
/** The file is on disk: alembic writes it itself, and env.py may rewrite it. */
export interface AutogenerateAnswer {
  readonly uri: string;
  readonly revision: string;
  /** In alembic's words, e.g. "added table 'orders'"; empty where its log is off. */
  readonly detected: readonly string[];
  /** True where `upgrade()` does nothing: models and database agree already. */
  readonly isEmpty: boolean;
}
export interface ModelCheckAnswer {
  readonly upToDate: boolean;
  readonly detected: readonly string[];
}
