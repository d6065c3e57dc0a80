import type { Span } from '../text/span.ts';

export type ProblemSeverity = 'error' | 'warning' | 'information' | 'hint';

export interface ProblemPlace {
  readonly path: string;
  readonly span: Span;
}

/** Another place that has a part in the problem, with a phrase that says which. */
export interface RelatedPlace extends ProblemPlace {
  readonly message: string;
}

/**
 * A replacement of text in one file. A fix holds edits that together mend a problem; it is offered only when applying it
 * removes the problem.
 */
export interface TextEdit extends ProblemPlace {
  readonly newText: string;
}

/** A file that gets another path; its text stays. */
export interface FileRename {
  readonly path: string;
  readonly newPath: string;
}

/** A revision, by full id, that moves with its branch onto another. */
export interface RevisionMove {
  readonly revision: string;
  readonly onto: string;
}

/** A revision file that comes into being with this text; the path is free. */
export interface FileCreation {
  readonly revision: string;
  readonly path: string;
  readonly text: string;
}

export interface ProblemFix {
  readonly title: string;
  readonly isPreferred: boolean;
  /** Done before the edits. */
  readonly creates?: readonly FileCreation[];
  readonly edits: readonly TextEdit[];
  /** Done after the edits; the edits name the old paths. */
  readonly renames: readonly FileRename[];
  /** What the edits mean where they move a revision: databases may have passed the point, and can be asked before. */
  readonly rebase?: RevisionMove;
}

/**
 * One finding. `code` is the rule's id, which is also the rule's file name and its anchor in docs/rules.md.
 * `message` is one sentence that names the consequence.
 */
export interface Problem extends ProblemPlace {
  readonly code: string;
  readonly severity: ProblemSeverity;
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  /** Computed when read first: searching ten thousand ids for the nearest is work that most readers do not need. */
  readonly fixes: readonly ProblemFix[];
}
