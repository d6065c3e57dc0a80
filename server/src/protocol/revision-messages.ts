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
