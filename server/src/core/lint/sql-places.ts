import type { MigrateOperation } from '../operations/migrate-operation.ts';
import { locateInText } from '../python/locate-in-text.ts';
import type { PythonStr } from '../python/values.ts';
import type { Span } from '../text/span.ts';
import type { SqlSyntaxError } from './sql-parser.ts';

/** What a statement was made of: its call, or the place that stands for it, and the texts in it. */
export interface SqlOrigin {
  readonly span: Span;
  readonly texts: readonly PythonStr[];
}

/**
 * Where in the file a syntax error in a statement stands: the word itself where that place is known, else the text or the
 * call that it came from.
 */
export function placeOfSqlError(
  source: string,
  { span, texts }: SqlOrigin,
  sql: string,
  error: SqlSyntaxError,
): Span {
  const word = wordAt(sql, error);
  const found = texts.flatMap((text) => locateInSql(source, text, sql, word) ?? []);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  return (texts.length === 1 ? texts[0]?.span : undefined) ?? span;
}

/** What the statements of an operation were made of. */
export function originOf(operation: MigrateOperation): SqlOrigin {
  return { span: operation.span, texts: textsOf(operation) };
}

/** In a text that was sent as it is, or with parameters and escapes replaced. */
function locateInSql(source: string, text: PythonStr, sql: string, word: Span): Span | undefined {
  if (text.value === sql) return locateInText(source, text, word);
  return locateInText(source, { kind: 'str', value: sql, origin: { kind: 'changed', from: text } }, word);
}

const TOKEN = /at or near "(.*)"$/s;

/** The word that PostgreSQL names; at the end of the text the last word. Never more than one line. */
function wordAt(sql: string, { message, offset }: SqlSyntaxError): Span {
  const named = TOKEN.exec(message)?.[1] ?? '';
  const length = named !== '' && sql.startsWith(named, offset) ? named.length : 1;
  const line = sql.slice(offset, offset + length).search(/[\r\n]/);
  if (offset < sql.trimEnd().length) return { start: offset, end: offset + (line > 0 ? line : length) };
  const end = sql.trimEnd().length;
  return { start: sql.slice(0, end).search(/[^\s;]+[\s;]*$/), end };
}

/** The SQL texts of the file that an operation is made of: what it executes, or conditions and defaults. */
function textsOf(operation: MigrateOperation): readonly PythonStr[] {
  const found = new Set<PythonStr>();
  const seen = new Set<object>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return;
    seen.add(part);
    if (part instanceof Map || Array.isArray(part)) {
      for (const item of part.values()) visit(item);
      return;
    }
    for (const [name, value] of Object.entries(part)) {
      if (name === 'source' && isText(value)) found.add(value);
      else visit(value);
    }
  };
  visit(operation);
  return [...found];
}

function isText(value: unknown): value is PythonStr {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'str';
}
