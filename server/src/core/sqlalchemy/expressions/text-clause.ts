import type { PythonStr, PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { sourceOf } from '../argument-readers.ts';
import { NULL_TYPE } from '../types/sql-type.ts';
import type { BindExpression, TextExpression } from './expression.ts';
import type { LiteralStatement } from './statement.ts';

/** Where `text()` sees a parameter. Source: `TextClause._bind_params_regex`, which is `BIND_PARAMS` of the compiler too. */
export const BIND_NAME = /(?<![:\p{L}\p{N}_\\]):([\p{L}\p{N}_]+)(?![:\p{L}\p{N}_])/gu;
/** A colon that a backslash keeps from being a parameter. Source: `BIND_PARAMS_ESC` of the compiler. */
export const ESCAPED_COLON = /\\(:[\p{L}\p{N}_]*)(?![:\p{L}\p{N}_])/gu;

/** `source` is the Python value of the text. */
export function textClause(text: string, span: Span, source?: PythonStr): TextExpression {
  const binds = new Map<string, BindExpression>();
  for (const [, name = ''] of text.matchAll(BIND_NAME)) binds.set(name, unboundParameter(name, span));
  return { kind: 'text', text, binds, span, type: NULL_TYPE, ...(source === undefined ? {} : { source }) };
}

/** `given` is the Python value that the SQL was written in. */
export function literalStatement(sql: string, given: PythonValue | undefined): LiteralStatement {
  const source = given === undefined ? undefined : sourceOf(given);
  return { kind: 'literal-statement', sql, ...(source === undefined ? {} : { source }) };
}

export function unboundParameter(key: string, span: Span): BindExpression {
  return {
    kind: 'bind',
    key,
    value: undefined,
    expanding: false,
    emptyList: 'in',
    span,
    type: NULL_TYPE,
  };
}
