import type { Span } from '../text/span.ts';

/** One string inside a header variable, e.g. one id of a tuple `down_revision`. */
export interface HeaderItem {
  readonly value: string;
  /** The literal with its quotes, or the name where the value comes from a constant of the same file. */
  readonly span: Span;
}

/** How the strings are held. An edit that adds an id keeps the form, and `revision` may only be a `string`. */
export type HeaderItemsForm = 'string' | 'tuple' | 'list' | 'set';

/**
 * What a module-level header variable holds.
 * `none` is Python's None, an empty sequence or `(None,)`; `items` strings in the order written; `unknown` a value that
 * this reader cannot compute, or (`wrongType`) one that it knows and Alembic refuses. Reasons are sentences for users.
 */
export type HeaderValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'items'; readonly items: readonly HeaderItem[]; readonly form: HeaderItemsForm }
  | { readonly kind: 'unknown'; readonly reason: string; readonly wrongType?: true };

export interface HeaderVariable {
  readonly value: HeaderValue;
  /** The name on the left of the assignment that counts (the last one). */
  readonly nameSpan: Span;
  /** The whole right-hand side. */
  readonly valueSpan: Span;
}

export interface HeaderDocstring {
  /** The evaluated text. */
  readonly text: string;
  /** The literal with its quotes. */
  readonly span: Span;
}

export interface HeaderSyntaxError {
  readonly message: string;
  readonly span: Span;
}

/** Module-level facts of one revision file, read without running it. Absent variables are undefined. */
export interface RevisionHeader {
  readonly revision: HeaderVariable | undefined;
  readonly downRevision: HeaderVariable | undefined;
  readonly branchLabels: HeaderVariable | undefined;
  readonly dependsOn: HeaderVariable | undefined;
  readonly docstring: HeaderDocstring | undefined;
  /** The name in `def upgrade` / `def downgrade` at module level; undefined where the function is missing. */
  readonly upgradeSpan: Span | undefined;
  readonly downgradeSpan: Span | undefined;
  /** The first place where the text stops being Python for this reader, if any. */
  readonly syntaxError: HeaderSyntaxError | undefined;
}
