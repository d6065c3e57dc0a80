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

export interface ProblemFix {
  readonly title: string;
  readonly isPreferred: boolean;
  readonly edits: readonly TextEdit[];
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
  readonly fixes: readonly ProblemFix[];
}
