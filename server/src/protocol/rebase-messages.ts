import type { Range } from './position.ts';

export interface RebaseParams {
  readonly environment: string;
  /** The revision that moves; of a branch any of its revisions. In full, or partial where that is unambiguous. */
  readonly revision: string;
  /** The revision that becomes the parent. */
  readonly onto: string;
  /**
   * `branch`: everything from where the branch leaves the lineage of `onto`. `revision`: this one alone; what follows it
   * then follows its parents.
   */
  readonly scope: 'branch' | 'revision';
}

/** One revision whose parents change. */
export interface RebasedRevision {
  readonly revision: string;
  readonly uri: string;
  readonly downRevisions: readonly string[];
  /** `down_revision` and the docstring, for the file as the server has it. */
  readonly edits: ReadonlyArray<{ readonly range: Range; readonly newText: string }>;
}

/** A database that may have run what moves, with why nobody knows: "it did not answer: …". */
export interface UnaskedDatabase {
  readonly database: string;
  readonly reason: string;
}

export interface RebaseAnswer {
  /** The revision that moves comes first. */
  readonly changes: readonly RebasedRevision[];
  readonly unasked: readonly UnaskedDatabase[];
}
