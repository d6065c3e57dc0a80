import type { HeaderItem, HeaderVariable } from '../python/revision-header.ts';
import type { RevisionFile } from '../snapshot/environment-snapshot.ts';
import type { Span } from '../text/span.ts';
import type { RelatedPlace } from './problem.ts';

type HeaderOnly = Pick<RevisionFile, 'header'>;

/** Strings that a header variable holds, in the order written. */
export function itemsOf(variable: HeaderVariable | undefined): readonly HeaderItem[] {
  return variable?.value.kind === 'items' ? variable.value.items : [];
}

/** The literals of one value in a header variable. */
export function spansOf(variable: HeaderVariable | undefined, value: string): readonly Span[] {
  return itemsOf(variable)
    .filter((item) => item.value === value)
    .map((item) => item.span);
}

/** Where a file says which revision it is; its first character where it does not say. */
export function revisionSpan(file: HeaderOnly): Span {
  const variable = file.header.revision;
  return itemsOf(variable)[0]?.span ?? variable?.valueSpan ?? { start: 0, end: 0 };
}

export function revisionPlace(file: HeaderOnly & { readonly path: string }, message: string): RelatedPlace {
  return { path: file.path, span: revisionSpan(file), message };
}

/** `"id" (message)`, or the id alone where the file has no message. */
export function named(revision: { readonly revision: string; readonly message: string }): string {
  return revision.message === '' ? `"${revision.revision}"` : `"${revision.revision}" (${revision.message})`;
}
