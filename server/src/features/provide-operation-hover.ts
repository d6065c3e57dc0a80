import { type Hover, MarkupKind, type Position } from 'vscode-languageserver-types';
import type { FileOperation } from '../core/postgresql/effects/file-operations.ts';
import { operationMarkdown, type ServerVersion } from '../core/postgresql/effects/operation-markdown.ts';
import type { RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf, rangeOf } from '../core/snapshot/file-range.ts';
import type { Span } from '../core/text/span.ts';

/** What an operation does, for the name of its call (`op.create_index`) or the code that is not known; null elsewhere. */
export function provideOperationHover(
  file: RevisionFile,
  operations: readonly FileOperation[],
  version: ServerVersion,
  position: Position,
): Hover | null {
  const offset = lineIndexOf(file).offset(position);
  for (const operation of operations) {
    const place = operation.statements.length === 0 ? operation.span : calleeSpan(file, operation.span);
    if (offset < place.start || offset > place.end) continue;
    return {
      contents: { kind: MarkupKind.Markdown, value: operationMarkdown(operation, version) },
      range: rangeOf(file, place),
    };
  }
  return null;
}

/** The words before the arguments: `op.get_bind().execute` of `op.get_bind().execute(…)`. */
function calleeSpan(file: RevisionFile, { start, end }: Span): Span {
  const [callee = ''] = /^[\w.\s]+(?:\(\s*\)[\w.\s]+)*/.exec(file.text.slice(start, end)) ?? [];
  return { start, end: start + callee.trimEnd().length };
}
