import type { Span } from '../text/span.ts';

/** One string inside a header variable, e.g. one id of a tuple `down_revision`. */
export interface HeaderItem {
  readonly value: string;
  /** The literal with its quotes, or the name where the value comes from a constant of the same file. */
  readonly span: Span;
}

/**
 * What a module-level header variable holds.
 * `none` is Python's None (or an empty tuple), `items` strings in the order written, `unknown` a value that this reader
 * cannot compute, with a reason that a user understands.
 */
export type HeaderValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'items'; readonly items: readonly HeaderItem[] }
  | { readonly kind: 'unknown'; readonly reason: string };

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
  readonly syntaxError: { readonly message: string; readonly span: Span } | undefined;
}
