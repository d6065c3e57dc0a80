import { PythonRaise, type PythonValue } from '../../python/values.ts';
import {
  givenArgument,
  optionalFlag,
  optionalText,
  sequenceItems,
  sourceOf,
  sqlTextOf,
  textArgument,
} from '../argument-readers.ts';
import type { Argument, BoundArguments } from '../call-signature.ts';
import { nativeFunction } from '../native-class.ts';
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts';
import { toSqlType } from '../types/type-object.ts';
import { requireKnown, unsupportedArgument } from '../unknown-argument.ts';
import { conjunction, FALSE_KEYWORD, negate, TRUE_KEYWORD } from './build.ts';
import { ClauseObject } from './clause-object.ts';
import { bindValue, criterion, NULL_KEYWORD, toExpression } from './coercion.ts';
import type { Expression } from './expression.ts';
import { collectionAggregate, expressionMethod } from './expression-methods.ts';
import { ExpressionObject } from './expression-object.ts';
import { OPERATORS, type SqlOperator } from './operators.ts';
import { literalColumn } from './table-object.ts';
import { textClause, unboundParameter } from './text-clause.ts';
import { TextObject } from './text-object.ts';

function wrap(expression: Expression): ExpressionObject {
  return new ExpressionObject(expression);
}

function argument(bound: BoundArguments, name: string): Argument {
  const found = bound.values.get(name);
  if (found === undefined) throw unsupportedArgument(`the argument ${name} is missing`, bound.span);
  return found;
}

function typeArgument(bound: BoundArguments, name = 'type_'): SqlType | undefined {
  const given = givenArgument(bound, name);
  return given === undefined ? undefined : toSqlType(given.value, given.span);
}

function joining(operator: SqlOperator, name: string): readonly [string, PythonValue] {
  return [
    name,
    nativeFunction(`${name}(*clauses)`, (bound) =>
      wrap(conjunction(operator, bound.extraPositional.map(criterion))),
    ),
  ];
}

/** `sa.desc('name')`: the str stands as it is written. */
function orderedElement(item: Argument): Expression {
  const text = item.value.kind === 'str' ? item.value.value : undefined;
  if (text === undefined) return toExpression(item);
  return { kind: 'column', name: text, table: null, isLiteral: true, type: NULL_TYPE };
}

/** A module function that is a method of its first argument: `sa.desc(column)`. */
function asMethod(name: string): readonly [string, PythonValue] {
  return [
    name,
    nativeFunction(`${name}(column, *args, **kw)`, (bound) => {
      const own = orderedElement(argument(bound, 'column'));
      const method = expressionMethod(own, name, wrap);
      if (method?.kind !== 'native' || method.call === undefined) {
        throw unsupportedArgument(`${name}() is not translated`, bound.span);
      }
      return method.call({
        positional: bound.extraPositional.map(({ value }) => value),
        positionalSpans: bound.extraPositional.map(({ span }) => span),
        keywords: new Map([...bound.extraKeywords].map(([key, { value }]) => [key, value])),
        keywordSpans: new Map([...bound.extraKeywords].map(([key, { span }]) => [key, span])),
        span: bound.span,
      });
    }),
  ];
}

function buildCase(bound: BoundArguments): PythonValue {
  const value = givenArgument(bound, 'value');
  const subject = value === undefined ? null : toExpression(value);
  const otherwise = givenArgument(bound, 'else_');
  const whens = bound.extraPositional.flatMap((item) => casePairs(item, subject));
  const parts = whens.map(([, then]) => then);
  const otherwiseExpression = otherwise === undefined ? null : toExpression(otherwise);
  const types = [...parts, ...(otherwiseExpression === null ? [] : [otherwiseExpression])].map(
    ({ type }) => type,
  );
  const type = types.findLast((candidate) => candidate.kind !== 'null') ?? NULL_TYPE;
  return wrap({ kind: 'case', value: subject, whens, otherwise: otherwiseExpression, type });
}

function casePairs(
  item: Argument,
  subject: Expression | null,
): ReadonlyArray<readonly [Expression, Expression]> {
  const { value, span } = item;
  requireKnown(value);
  const pair = (when: PythonValue, then: PythonValue): readonly [Expression, Expression] => {
    const condition = toExpression({ value: when, span }, subject?.type);
    return [groupedCondition(condition), toExpression({ value: then, span })];
  };
  if (value.kind === 'dict') return value.entries.map(([when, then]) => pair(when, then));
  if (value.kind === 'tuple') {
    const [when, then] = value.items;
    if (when !== undefined && then !== undefined) return [pair(when, then)];
  }
  if (value.kind === 'list') {
    throw new PythonRaise(
      'ArgumentError',
      'The "whens" argument to case(), when referring to a sequence of items, is now passed as a series of positional elements, rather than as a list. ',
      span,
    );
  }
  throw unsupportedArgument('a condition of case() is a pair of condition and value', span);
}

/** Conditions stand in parentheses where they are operators. */
function groupedCondition(condition: Expression): Expression {
  const isOperator = ['binary', 'list', 'unary', 'exists'].includes(condition.kind);
  return isOperator ? { kind: 'grouping', element: condition, type: condition.type } : condition;
}

function buildBindParameter(bound: BoundArguments): PythonValue {
  const span = bound.span;
  const value = bound.values.get('value');
  const key = optionalText(bound, 'key');
  const declared = typeArgument(bound);
  if (value !== undefined) requireKnown(value.value);
  if (value === undefined && key !== null) {
    return wrap({
      ...unboundParameter(key, span),
      expanding: optionalFlag(bound, 'expanding') ?? false,
      type: declared ?? NULL_TYPE,
    });
  }
  if (value === undefined) throw unsupportedArgument('this parameter has no name', span);
  const built = toExpression(value);
  const type = declared ?? built.type;
  return wrap({
    ...bindValue(value.value, type, value.span, key),
    expanding: optionalFlag(bound, 'expanding') ?? false,
  });
}

function buildCast(bound: BoundArguments): PythonValue {
  const type = typeArgument(bound);
  const expression = argument(bound, 'expression');
  if (type === undefined) throw unsupportedArgument('cast() needs a type', bound.span);
  return wrap({ kind: 'cast', element: castOperand(expression, type), type });
}

function castOperand(item: Argument, type: SqlType): Expression {
  if (item.value instanceof ClauseObject) return toExpression(item);
  if (type.kind === 'array' && item.value.kind === 'str') {
    const items = Array.from(
      item.value.value,
      (character): Expression => bindValue({ kind: 'str', value: character }, type.item, item.span),
    );
    return { kind: 'array', items, type };
  }
  return bindValue(item.value, type, item.span);
}

function buildTuple(bound: BoundArguments): PythonValue {
  const clauses = bound.extraPositional.map((item) => toExpression(item));
  const element: Expression = { kind: 'list', operator: OPERATORS.comma, clauses, type: NULL_TYPE };
  return wrap({ kind: 'grouping', element, type: NULL_TYPE });
}

function buildArray(bound: BoundArguments): PythonValue {
  const clauses = argument(bound, 'clauses');
  const items = sequenceItems(clauses, 'clauses').map((value) => toExpression({ value, span: clauses.span }));
  const item = typeArgument(bound) ?? items[0]?.type ?? NULL_TYPE;
  const type: SqlType = item.kind === 'array' ? item : { kind: 'array', item, dimensions: null };
  return wrap({ kind: 'array', items, type });
}

/** The functions of `sqlalchemy.sql.expression` that make expressions. */
export const EXPRESSION_FUNCTIONS: ReadonlyArray<readonly [string, PythonValue]> = [
  [
    'text',
    nativeFunction('text(text)', (bound) => {
      const given = argument(bound, 'text');
      const text = sqlTextOf(given, true) ?? textArgument(bound, 'text');
      return new TextObject(textClause(text, given.span, sourceOf(given.value)));
    }),
  ],
  [
    'literal_column',
    nativeFunction('literal_column(text, type_=None)', (bound) =>
      literalColumn(textArgument(bound, 'text'), typeArgument(bound) ?? NULL_TYPE),
    ),
  ],
  [
    'literal',
    nativeFunction('literal(value, type_=None, literal_execute=False)', (bound) => {
      const value = argument(bound, 'value');
      if (value.value.kind === 'none') return wrap(NULL_KEYWORD);
      return wrap(bindValue(value.value, typeArgument(bound) ?? toExpression(value).type, value.span));
    }),
  ],
  [
    'bindparam',
    nativeFunction(
      'bindparam(key, value=None, type_=None, unique=False, required=False, quote=None, callable_=None, expanding=False, ' +
        'isoutparam=False, literal_execute=False)',
      buildBindParameter,
    ),
  ],
  ['cast', nativeFunction('cast(expression, type_)', buildCast)],
  [
    'type_coerce',
    nativeFunction('type_coerce(expression, type_)', (bound) => {
      const type = typeArgument(bound) ?? NULL_TYPE;
      return wrap({ ...castOperand(argument(bound, 'expression'), type), type });
    }),
  ],
  ['case', nativeFunction('case(*whens, value=None, else_=None)', buildCase)],
  [
    'extract',
    nativeFunction('extract(field, expr)', (bound) =>
      wrap({
        kind: 'extract',
        field: textArgument(bound, 'field'),
        element: toExpression(argument(bound, 'expr')),
        type: { kind: 'integer', keyword: 'INTEGER' },
      }),
    ),
  ],
  ['null', nativeFunction('null()', () => wrap(NULL_KEYWORD))],
  ['true', nativeFunction('true()', () => wrap(TRUE_KEYWORD))],
  ['false', nativeFunction('false()', () => wrap(FALSE_KEYWORD))],
  [
    'any_',
    nativeFunction('any_(expr)', (bound) =>
      wrap(collectionAggregate(OPERATORS.any, toExpression(argument(bound, 'expr')))),
    ),
  ],
  [
    'all_',
    nativeFunction('all_(expr)', (bound) =>
      wrap(collectionAggregate(OPERATORS.all, toExpression(argument(bound, 'expr')))),
    ),
  ],
  ['tuple_', nativeFunction('tuple_(*clauses, types=None)', (bound) => buildTuple(bound))],
  joining(OPERATORS.and, 'and_'),
  joining(OPERATORS.or, 'or_'),
  ['not_', nativeFunction('not_(clause)', (bound) => wrap(negate(criterion(argument(bound, 'clause')))))],
  ...[
    'desc',
    'asc',
    'nulls_first',
    'nullsfirst',
    'nulls_last',
    'nullslast',
    'distinct',
    'collate',
    'between',
  ].map(asMethod),
];

/** Those of `sqlalchemy.dialects.postgresql`. */
export const POSTGRESQL_FUNCTIONS: ReadonlyArray<readonly [string, PythonValue]> = [
  ['array', nativeFunction('array(clauses, *, type_=None)', buildArray)],
  [
    'aggregate_order_by',
    nativeFunction('aggregate_order_by(target, *order_by)', (bound) => {
      const element = toExpression(argument(bound, 'target'));
      return wrap({
        kind: 'ordered-aggregate',
        element,
        orderBy: bound.extraPositional.map((item) => toExpression(item)),
        type: element.type,
      });
    }),
  ],
];
