import { BOOLEAN, NULL_TYPE, type SqlType } from '../types/sql-type.ts';
import type { BinaryExpression, Expression, KeywordExpression, ListExpression } from './expression.ts';
import { needsGrouping, OPERATORS, type SqlOperator } from './operators.ts';

export const TRUE_KEYWORD: KeywordExpression = { kind: 'keyword', keyword: 'true', type: BOOLEAN };
export const FALSE_KEYWORD: KeywordExpression = { kind: 'keyword', keyword: 'false', type: BOOLEAN };

function operatorOf(expression: Expression): SqlOperator | undefined {
  switch (expression.kind) {
    case 'binary':
    case 'list':
      return expression.operator;
    case 'unary':
      return expression.position === 'prefix' && !isAggregate(expression) ? expression.operator : undefined;
    case 'exists':
      return OPERATORS.exists;
    default:
      return undefined;
  }
}

/** The expression with the parentheses that it needs as an operand of `against`; null: as a whole of its own (`self_group()`). */
export function grouped(expression: Expression, against: SqlOperator | null): Expression {
  if (expression.kind === 'list' && expression.clauses.length === 0) return expression;
  if (expression.kind === 'collation') return expression;
  if (expression.kind === 'label') return { ...expression, element: grouped(expression.element, against) };
  const operator = operatorOf(expression);
  if (operator !== undefined) {
    return needsGrouping(operator, against)
      ? { kind: 'grouping', element: expression, type: expression.type }
      : expression;
  }
  const inCondition =
    against === OPERATORS.and || against === OPERATORS.or || against === OPERATORS.condition;
  if (inCondition && expression.type.kind === 'boolean' && becomesCondition(expression)) {
    return { kind: 'as-boolean', element: expression, negated: false, type: BOOLEAN };
  }
  if ((against === OPERATORS.any || against === OPERATORS.all) && expression.kind !== 'scalar-select') {
    return { kind: 'grouping', element: expression, type: expression.type };
  }
  if (expression.kind === 'over' && against === OPERATORS.getItem) {
    return { kind: 'grouping', element: expression, type: expression.type };
  }
  if (expression.kind === 'text' && against === OPERATORS.in) {
    return { kind: 'grouping', element: expression, type: expression.type };
  }
  return expression;
}

function becomesCondition(expression: Expression): boolean {
  return expression.kind === 'column' || expression.kind === 'function' || expression.kind === 'cast';
}

export function binary(
  operator: SqlOperator,
  left: Expression,
  right: Expression,
  type: SqlType,
  extra: { negated?: SqlOperator; modifier?: string | undefined } = {},
): BinaryExpression {
  return {
    kind: 'binary',
    operator,
    left: grouped(left, operator),
    right: grouped(right, operator),
    negated: extra.negated,
    modifier: extra.modifier,
    type,
  };
}

export function list(
  operator: SqlOperator,
  clauses: readonly Expression[],
  type: SqlType = NULL_TYPE,
): ListExpression {
  return { kind: 'list', operator, clauses: clauses.map((clause) => grouped(clause, operator)), type };
}

/** `and_()` and `or_()`: neutral operands vanish, a deciding one stands alone. Source: `BooleanClauseList._construct`. */
export function conjunction(operator: SqlOperator, clauses: readonly Expression[]): Expression {
  const neutral = operator === OPERATORS.and ? 'true' : 'false';
  const deciding = operator === OPERATORS.and ? 'false' : 'true';
  const kept: Expression[] = [];
  for (const clause of clauses) {
    if (clause.kind === 'keyword' && clause.keyword === deciding) return clause;
    if (clause.kind === 'keyword' && clause.keyword === neutral) continue;
    if (clause.kind === 'list' && clause.operator === operator) kept.push(...clause.clauses);
    else kept.push(clause);
  }
  const [only] = kept;
  if (only === undefined) return clauses.at(-1) ?? { kind: 'list', operator, clauses: [], type: BOOLEAN };
  if (kept.length === 1) return grouped(only, OPERATORS.condition);
  return list(operator, kept, BOOLEAN);
}

/** `~expression` and `not_()`. Source: the `_negate` methods in `sqlalchemy.sql.elements`. */
export function negate(expression: Expression): Expression {
  if (expression.kind === 'keyword') {
    if (expression.keyword === 'NULL') return expression;
    return expression.keyword === 'true' ? FALSE_KEYWORD : TRUE_KEYWORD;
  }
  if (expression.kind === 'as-boolean') return { ...expression, negated: !expression.negated };
  if (expression.kind === 'binary' && expression.negated !== undefined)
    return negateBinary(expression, expression.negated);
  if (expression.kind === 'grouping' || expression.kind === 'binary') {
    const inner = grouped(expression, null);
    return { kind: 'unary', operator: OPERATORS.not, position: 'prefix', element: inner, type: BOOLEAN };
  }
  if (expression.kind === 'exists') {
    const element: Expression = { kind: 'grouping', element: expression, type: BOOLEAN };
    return { kind: 'unary', operator: OPERATORS.not, position: 'prefix', element, type: BOOLEAN };
  }
  if (expression.type.kind === 'boolean' && operatorOf(expression) === undefined) {
    return { kind: 'as-boolean', element: expression, negated: true, type: BOOLEAN };
  }
  return {
    kind: 'unary',
    operator: OPERATORS.not,
    position: 'prefix',
    element: grouped(expression, OPERATORS.not),
    type: expression.type,
  };
}

function negateBinary(expression: BinaryExpression, negated: SqlOperator): Expression {
  const right =
    expression.right.kind === 'bind' && expression.right.expanding
      ? {
          ...expression.right,
          emptyList: negated === OPERATORS.notIn ? ('not-in' as const) : ('in' as const),
        }
      : expression.right;
  return { ...expression, right, operator: negated, negated: expression.operator };
}

const NEGATIONS: ReadonlyMap<SqlOperator, SqlOperator> = new Map(
  [
    [OPERATORS.equal, OPERATORS.notEqual],
    [OPERATORS.less, OPERATORS.greaterOrEqual],
    [OPERATORS.greater, OPERATORS.lessOrEqual],
    [OPERATORS.is, OPERATORS.isNot],
    [OPERATORS.isDistinctFrom, OPERATORS.isNotDistinctFrom],
    [OPERATORS.in, OPERATORS.notIn],
    [OPERATORS.like, OPERATORS.notLike],
    [OPERATORS.ilike, OPERATORS.notIlike],
    [OPERATORS.between, OPERATORS.notBetween],
    [OPERATORS.betweenSymmetric, OPERATORS.notBetweenSymmetric],
    [OPERATORS.contains, OPERATORS.notContains],
    [OPERATORS.regexpMatch, OPERATORS.notRegexpMatch],
  ].flatMap(([one, other]) =>
    one === undefined || other === undefined
      ? []
      : [
          [one, other],
          [other, one],
        ],
  ) as Array<[SqlOperator, SqlOperator]>,
);

/** What `5 < column` is turned into. Source: `operators.mirror`. */
export const MIRRORED: ReadonlyMap<SqlOperator, SqlOperator> = new Map<SqlOperator, SqlOperator>([
  [OPERATORS.less, OPERATORS.greater],
  [OPERATORS.greater, OPERATORS.less],
  [OPERATORS.lessOrEqual, OPERATORS.greaterOrEqual],
  [OPERATORS.greaterOrEqual, OPERATORS.lessOrEqual],
]);

/** `ANY (array)` stands on the right of a comparison. */
function isAggregate(expression: Expression): boolean {
  return (
    expression.kind === 'unary' &&
    (expression.operator === OPERATORS.any || expression.operator === OPERATORS.all)
  );
}

/** A comparison that knows its negation. `None` and booleans become IS and IS NOT. Source: `_boolean_compare`. */
export function compare(
  operator: SqlOperator,
  left: Expression,
  right: Expression,
  modifier?: string,
): BinaryExpression {
  if (isAggregate(left) && !isAggregate(right))
    return compare(MIRRORED.get(operator) ?? operator, right, left, modifier);
  let used = operator;
  if (right.kind === 'keyword' && right.keyword === 'NULL') {
    if (operator === OPERATORS.equal) used = OPERATORS.is;
    if (operator === OPERATORS.notEqual) used = OPERATORS.isNot;
  }
  const negated = NEGATIONS.get(used);
  return binary(used, left, right, BOOLEAN, negated === undefined ? { modifier } : { negated, modifier });
}

/** The operator and type of an arithmetic expression. Source: the `_adapt_expression` methods of type comparators. */
export function adaptOperator(
  operator: SqlOperator,
  left: SqlType,
  right: SqlType,
): { operator: SqlOperator; type: SqlType } {
  const concatenates = (type: SqlType): boolean =>
    type.kind === 'string' ||
    type.kind === 'enum' ||
    type.kind === 'binary' ||
    type.kind === 'array' ||
    isJsonb(type);
  if (operator === OPERATORS.add) {
    if (concatenates(left) && (concatenates(right) || right.kind === 'null')) {
      return { operator: OPERATORS.concat, type: left };
    }
    if (left.kind === 'null' && concatenates(right)) return { operator: OPERATORS.concat, type: right };
  }
  if (
    left.kind === 'null' &&
    right.kind !== 'null' &&
    (operator === OPERATORS.add || operator === OPERATORS.multiply)
  ) {
    return { operator, type: right };
  }
  if (left.kind === 'integer' && (right.kind === 'numeric' || right.kind === 'float'))
    return { operator, type: right };
  if (left.kind === 'integer' && right.kind === 'integer' && operator === OPERATORS.divide) {
    return { operator, type: { kind: 'numeric', keyword: 'NUMERIC', precision: null, scale: null } };
  }
  return { operator, type: left };
}

function isJsonb(type: SqlType): boolean {
  return type.kind === 'json' && type.keyword === 'JSONB';
}
