/** An operator of the expression language. Precedences and texts: `sqlalchemy.sql.operators`, `OPERATORS` in `sqlalchemy.sql.compiler`. */
export interface SqlOperator {
  readonly name: string;
  /** What stands between or before the operands, with its spaces. */
  readonly text: string;
  readonly precedence: number;
  /** `a op b op c` needs no parentheses on either side. */
  readonly associative: boolean;
  readonly isComparison: boolean;
}

function operator(
  name: string,
  text: string,
  precedence: number,
  traits: { associative?: boolean; isComparison?: boolean } = {},
): SqlOperator {
  return {
    name,
    text,
    precedence,
    associative: traits.associative ?? false,
    isComparison: traits.isComparison ?? false,
  };
}

const comparison = { isComparison: true };
const associative = { associative: true };
/** Of operators that SQLAlchemy gives no precedence: they stand in parentheses wherever they are an operand. */
const SMALLEST = -100;
const LARGEST = 100;
/** Of a condition as a whole. */
const CONDITION_PRECEDENCE = -10;

export const OPERATORS = {
  and: operator('and', ' AND ', 3, associative),
  or: operator('or', ' OR ', 2, associative),
  not: operator('not', 'NOT ', 5),
  equal: operator('equal', ' = ', 5, comparison),
  notEqual: operator('notEqual', ' != ', 5, comparison),
  less: operator('less', ' < ', 5, comparison),
  lessOrEqual: operator('lessOrEqual', ' <= ', 5, comparison),
  greater: operator('greater', ' > ', 5, comparison),
  greaterOrEqual: operator('greaterOrEqual', ' >= ', 5, comparison),
  is: operator('is', ' IS ', 5, comparison),
  isNot: operator('isNot', ' IS NOT ', 5, comparison),
  isDistinctFrom: operator('isDistinctFrom', ' IS DISTINCT FROM ', 5, comparison),
  isNotDistinctFrom: operator('isNotDistinctFrom', ' IS NOT DISTINCT FROM ', 5, comparison),
  in: operator('in', ' IN ', 5, comparison),
  notIn: operator('notIn', ' NOT IN ', 5, comparison),
  like: operator('like', ' LIKE ', 5, comparison),
  notLike: operator('notLike', ' NOT LIKE ', 5, comparison),
  ilike: operator('ilike', ' ILIKE ', 5, comparison),
  notIlike: operator('notIlike', ' NOT ILIKE ', 5, comparison),
  contains: operator('contains', ' LIKE ', SMALLEST, comparison),
  notContains: operator('notContains', ' NOT LIKE ', SMALLEST, comparison),
  between: operator('between', ' BETWEEN ', 5, comparison),
  notBetween: operator('notBetween', ' NOT BETWEEN ', 5, comparison),
  betweenSymmetric: operator('betweenSymmetric', ' BETWEEN SYMMETRIC ', 5, comparison),
  notBetweenSymmetric: operator('notBetweenSymmetric', ' NOT BETWEEN SYMMETRIC ', 5, comparison),
  match: operator('match', ' @@ ', 5, comparison),
  notMatch: operator('notMatch', ' @@ ', 5, comparison),
  regexpMatch: operator('regexpMatch', ' ~ ', 5, comparison),
  notRegexpMatch: operator('notRegexpMatch', ' !~ ', 5, comparison),
  regexpReplace: operator('regexpReplace', '', 5),
  add: operator('add', ' + ', 7, associative),
  subtract: operator('subtract', ' - ', 7),
  multiply: operator('multiply', ' * ', 8, associative),
  divide: operator('divide', ' / ', 8),
  floorDivide: operator('floorDivide', ' / ', 8),
  modulo: operator('modulo', ' % ', 8),
  negate: operator('negate', '-', 8),
  bitwiseNot: operator('bitwiseNot', '~', 8),
  bitwiseAnd: operator('bitwiseAnd', ' & ', 7),
  bitwiseOr: operator('bitwiseOr', ' | ', 7),
  bitwiseXor: operator('bitwiseXor', ' # ', 7),
  bitwiseLeftShift: operator('bitwiseLeftShift', ' << ', 7),
  bitwiseRightShift: operator('bitwiseRightShift', ' >> ', 7),
  containsValue: operator('containsValue', ' @> ', 5, { associative: true, isComparison: true }),
  containedBy: operator('containedBy', ' <@ ', 5, { associative: true, isComparison: true }),
  hasKey: operator('hasKey', ' ? ', 5, { associative: true, isComparison: true }),
  hasAny: operator('hasAny', ' ?| ', 5, { associative: true, isComparison: true }),
  hasAll: operator('hasAll', ' ?& ', 5, { associative: true, isComparison: true }),
  overlap: operator('overlap', ' && ', 5, { associative: true, isComparison: true }),
  concat: operator('concat', ' || ', 5, associative),
  getItem: operator('getItem', '', 15, associative),
  jsonGetItem: operator('jsonGetItem', ' -> ', 15, associative),
  jsonGetText: operator('jsonGetText', ' ->> ', 15, associative),
  jsonPathGetItem: operator('jsonPathGetItem', ' #> ', 15, associative),
  jsonPathGetText: operator('jsonPathGetText', ' #>> ', 15, associative),
  collate: operator('collate', ' COLLATE ', 4),
  comma: operator('comma', ', ', -1),
  desc: operator('desc', ' DESC', 3),
  asc: operator('asc', ' ASC', 3),
  nullsFirst: operator('nullsFirst', ' NULLS FIRST', LARGEST),
  nullsLast: operator('nullsLast', ' NULLS LAST', LARGEST),
  distinct: operator('distinct', 'DISTINCT ', 5),
  condition: operator('condition', '', CONDITION_PRECEDENCE),
  exists: operator('exists', 'EXISTS ', 0),
  any: operator('any', 'ANY ', 15),
  all: operator('all', 'ALL ', 15),
} as const satisfies Readonly<Record<string, SqlOperator>>;

/** `column.op('~')`: an operator given as text. */
export function customOperator(text: string, precedence: number, isComparison: boolean): SqlOperator {
  return operator(`custom ${text}`, ` ${text} `, precedence, { isComparison });
}

/** Whether an expression of operator `inner` needs parentheses inside one of `outer`; null stands for any context. */
export function needsGrouping(inner: SqlOperator, outer: SqlOperator | null): boolean {
  if (inner === outer && inner.associative) return false;
  return inner.precedence <= (outer === null ? LARGEST : outer.precedence);
}
