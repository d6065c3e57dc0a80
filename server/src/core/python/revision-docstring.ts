import type { Span } from '../text/span.ts';
import type { HeaderDocstring } from './revision-header.ts';

/** One `Name: value` line of a docstring; the span covers the value in the file. */
export interface DocstringField {
  readonly value: string;
  readonly span: Span;
}

/** The parts of the docstring that Alembic's template writes. Alembic itself reads only the message. */
export interface RevisionDocstring {
  /** Up to the first blank line; "" where there is none. Source: `alembic.script.base.Script.doc`. */
  readonly message: string;
  readonly revisionId: DocstringField | undefined;
  /** As written, e.g. `a1b2, c3d4`; `value` is "" for a base. */
  readonly revises: DocstringField | undefined;
  readonly createDate: DocstringField | undefined;
}

/** Alembic's `Script.doc`: the stripped docstring up to the first `\n\n`. */
export function revisionMessage(docstring: HeaderDocstring | undefined): string {
  if (docstring === undefined) return '';
  const text = docstring.text.trim();
  const blankLine = text.indexOf('\n\n');
  return blankLine < 0 ? text : text.slice(0, blankLine);
}

/** Splits the docstring of a header that was read from `fileText`. Fields that are not there are undefined. */
export function readRevisionDocstring(
  fileText: string,
  docstring: HeaderDocstring | undefined,
): RevisionDocstring {
  const source = docstring === undefined ? '' : fileText.slice(docstring.span.start, docstring.span.end);
  const offset = docstring?.span.start ?? 0;
  return {
    message: revisionMessage(docstring),
    revisionId: readField(source, offset, 'Revision ID'),
    revises: readField(source, offset, 'Revises'),
    createDate: readField(source, offset, 'Create Date'),
  };
}

function readField(source: string, offset: number, name: string): DocstringField | undefined {
  const match = new RegExp(`^[ \\t]*${name}[ \\t]*:[ \\t]*`, 'm').exec(source);
  if (match === null) return undefined;
  const start = match.index + match[0].length;
  const value = /^[^\r\n]*?(?=[ \t]*(?:"""|'''|[\r\n]|$))/.exec(source.slice(start))?.[0] ?? '';
  return { value, span: { start: offset + start, end: offset + start + value.length } };
}
