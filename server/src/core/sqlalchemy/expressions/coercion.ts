import { PythonRaise, type PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import type { Argument } from '../call-signature.ts';
import { ConstraintNameObject } from '../constraint-name.ts';
import { BOOLEAN, NULL_TYPE, type SqlType } from '../types/sql-type.ts';
import { requireKnown, unsupportedArgument } from '../unknown-argument.ts';
import { ClauseObject } from './clause-object.ts';
import type { BindExpression, Expression, KeywordExpression } from './expression.ts';
import { textClause } from './text-clause.ts';
import { typeOfOperand, typeOfValue } from './value-type.ts';

export const NULL_KEYWORD: KeywordExpression = { kind: 'keyword', keyword: 'NULL', type: NULL_TYPE };

/** A Python value inside a statement, under a type. */
export function bindValue(
  value: PythonValue,
  type: SqlType,
  span: Span,
  key: string | null = null,
): BindExpression {
  requireKnown(value);
  if (value.kind === 'function' || value.kind === 'class' || value.kind === 'module') {
    throw unsupportedArgument('this is not translated as a part of an expression', span);
  }
  return { kind: 'bind', key, value, expanding: false, emptyList: 'in', span, type };
}

/**
 * An operand: an expression as it is, None as NULL, anything else as a literal. `other` is the type of the operand on the other
 * side, which a literal takes over where it fits.
 */
export function toExpression(argument: Argument, other?: SqlType): Expression {
  const { value, span } = argument;
  requireKnown(value);
  if (value instanceof ClauseObject) {
    if (value.expression !== undefined) return value.expression;
    throw unsupportedArgument('this object is not translated as a part of an expression', span);
  }
  if (value.kind === 'tuple' && other !== undefined && other.kind !== 'array' && other.kind !== 'json') {
    throw unsupportedArgument('comparing with a tuple is not translated', span);
  }
  if (value.kind === 'none') return other === undefined ? NULL_KEYWORD : bindValue(value, other, span);
  const type =
    other === undefined || other.kind === 'null' ? typeOfValue(value) : typeOfOperand(other, value);
  return bindValue(value, type, span);
}

/** A condition of WHERE, HAVING, `and_()`, `or_()` or `not_()`: a str has to be marked as SQL with `text()`. */
export function criterion(argument: Argument): Expression {
  const { value, span } = argument;
  if (value.kind === 'str') {
    throw new PythonRaise(
      'ArgumentError',
      `Textual SQL expression '${value.value}' should be explicitly declared as text('${value.value}')`,
      span,
    );
  }
  if (value.kind === 'bool')
    return { kind: 'keyword', keyword: value.value ? 'true' : 'false', type: BOOLEAN };
  return toExpression(argument);
}

/** As an operand, but a str is SQL text: conditions of CHECK, `postgresql_where`, `Computed`. */
export function toTextCoerced(argument: Argument): Expression {
  const { value, span } = argument;
  if (value.kind === 'str') return textClause(value.value, span, value);
  if (value instanceof ConstraintNameObject) return textClause(value.name.text, span);
  return toExpression(argument);
}
