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
  const fields: Fields = { 'Revision ID': undefined, Revises: undefined, 'Create Date': undefined };
  if (docstring !== undefined) readFields(fileText, docstring.span, fields);
  return {
    message: revisionMessage(docstring),
    revisionId: fields['Revision ID'],
    revises: fields.Revises,
    createDate: fields['Create Date'],
  };
}

type Fields = Record<'Revision ID' | 'Revises' | 'Create Date', DocstringField | undefined>;

const FIELD = /^[ \t]*(Revision ID|Revises|Create Date)[ \t]*:[ \t]*/gm;
const VALUE = /[^\r\n]*?(?=[ \t]*(?:"""|'''|[\r\n]|$))/y;

/** The first line of each name counts. */
function readFields(fileText: string, { start, end }: Span, fields: Fields): void {
  const source = fileText.slice(start, end);
  FIELD.lastIndex = 0;
  for (let match = FIELD.exec(source); match !== null; match = FIELD.exec(source)) {
    const name = match[1] as keyof Fields;
    VALUE.lastIndex = FIELD.lastIndex;
    const value = VALUE.exec(source)?.[0] ?? '';
    const valueStart = start + FIELD.lastIndex;
    fields[name] ??= { value, span: { start: valueStart, end: valueStart + value.length } };
  }
}
