import type { Span } from '../../text/span.ts';
import { NULL_TYPE } from '../types/sql-type.ts';
import type { BindExpression, TextExpression } from './expression.ts';

/** Where `text()` sees a parameter. Source: `TextClause._bind_params_regex`, which is `BIND_PARAMS` of the compiler too. */
export const BIND_NAME = /(?<![:\p{L}\p{N}_\\]):([\p{L}\p{N}_]+)(?![:\p{L}\p{N}_])/gu;
/** A colon that a backslash keeps from being a parameter. Source: `BIND_PARAMS_ESC` of the compiler. */
export const ESCAPED_COLON = /\\(:[\p{L}\p{N}_]*)(?![:\p{L}\p{N}_])/gu;

export function textClause(text: string, span: Span): TextExpression {
  const binds = new Map<string, BindExpression>();
  for (const [, name = ''] of text.matchAll(BIND_NAME)) binds.set(name, unboundParameter(name, span));
  return { kind: 'text', text, binds, span, type: NULL_TYPE };
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
