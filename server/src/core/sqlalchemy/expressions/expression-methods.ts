import { PythonRaise, type PythonValue } from '../../python/values.ts';
import {
  givenArgument,
  optionalFlag,
  optionalInteger,
  optionalText,
  sequenceItems,
  textArgument,
} from '../argument-readers.ts';
import type { Argument, BoundArguments } from '../call-signature.ts';
import { nativeFunction } from '../native-class.ts';
import { NULL_TYPE, type SqlType, STRING } from '../types/sql-type.ts';
import { toSqlType } from '../types/type-object.ts';
import { unsupportedArgument } from '../unknown-argument.ts';
import { adaptOperator, binary, compare, grouped } from './build.ts';
import { ClauseObject } from './clause-object.ts';
import { bindValue, NULL_KEYWORD, toExpression } from './coercion.ts';
import type { Expression } from './expression.ts';
import { customOperator, OPERATORS, type SqlOperator } from './operators.ts';
import { typeOfOperand } from './value-type.ts';

type Wrap = (expression: Expression) => PythonValue;
type Method = (own: Expression, bound: BoundArguments, wrap: Wrap) => Expression | PythonValue;
interface MethodEntry {
  readonly signature: string;
  readonly build: Method;
}

function operand(own: Expression, bound: BoundArguments, name = 'other'): Expression {
  return toExpression(required(bound, name), own.type);
}

function required(bound: BoundArguments, name: string): Argument {
  const argument = bound.values.get(name);
  if (argument === undefined) throw unsupportedArgument(`the argument ${name} is missing`, bound.span);
  return argument;
}

function comparing(operator: SqlOperator): MethodEntry {
  return {
    signature: 'operate(other)',
    build: (own, bound) => {
      const argument = required(bound, 'other');
      if (argument.value.kind === 'none') {
        return compare(operator, own, { kind: 'keyword', keyword: 'NULL', type: NULL_TYPE });
      }
      if (argument.value.kind === 'bool') {
        const keyword = argument.value.value ? 'true' : 'false';
        return compare(operator, own, { kind: 'keyword', keyword, type: { kind: 'boolean' } });
      }
      return compare(operator, own, operand(own, bound));
    },
  };
}

function liking(operator: SqlOperator): MethodEntry {
  return {
    signature: 'like(other, escape=None)',
    build: (own, bound) =>
      compare(operator, own, operand(own, bound), optionalText(bound, 'escape') ?? undefined),
  };
}

/** `startswith` and its kin: LIKE with the wildcards joined on. */
function matchingPart(before: boolean, after: boolean): MethodEntry {
  return {
    signature: 'like(other, escape=None, autoescape=False)',
    build: (own, bound) => {
      const typed = typedOperation('contains', own, bound);
      if (typed !== undefined && before && after) return typed;
      const wildcard = bindValue({ kind: 'str', value: '%' }, STRING, bound.span);
      const escapes = escaping(bound);
      let pattern = escapes.operand ?? operand(own, bound);
      if (before) pattern = binary(OPERATORS.concat, wildcard, pattern, STRING);
      if (after) pattern = binary(OPERATORS.concat, pattern, wildcard, STRING);
      return { ...compare(OPERATORS.contains, own, own, escapes.character), right: pattern };
    },
  };
}

/** `autoescape=True` puts an escape character before the wildcards of a str. Source: `_escaped_like_impl`. */
function escaping(bound: BoundArguments): { operand: Expression | undefined; character: string | undefined } {
  const given = optionalText(bound, 'escape') ?? undefined;
  if (optionalFlag(bound, 'autoescape') !== true) return { operand: undefined, character: given };
  const argument = required(bound, 'other');
  if (argument.value.kind !== 'str') {
    throw new PythonRaise('TypeError', 'String value expected when autoescape=True', argument.span);
  }
  const character = given ?? '/';
  const text = argument.value.value.replace(/[%_]|./gsu, (each) =>
    each === '%' || each === '_' || each === character ? `${character}${each}` : each,
  );
  return { operand: bindValue({ kind: 'str', value: text }, STRING, argument.span), character };
}

const TYPED_OPERATORS: Readonly<Record<string, SqlOperator>> = {
  contains: OPERATORS.containsValue,
  contained_by: OPERATORS.containedBy,
  has_key: OPERATORS.hasKey,
  has_any: OPERATORS.hasAny,
  has_all: OPERATORS.hasAll,
  overlap: OPERATORS.overlap,
  overlaps: OPERATORS.overlap,
};

/** Operators that JSONB, arrays and ranges have of their own; undefined for a text, unknown for a type that is not followed. */
function typedOperation(name: string, own: Expression, bound: BoundArguments): Expression | undefined {
  const operator = TYPED_OPERATORS[name];
  const { kind } = own.type;
  if (operator === undefined || kind === 'string' || kind === 'enum' || kind === 'null') return undefined;
  if (kind !== 'json' && kind !== 'array' && kind !== 'range') {
    throw unsupportedArgument(`${name} of this type is not translated`, bound.span);
  }
  const other = required(bound, 'other');
  const isKey = name.startsWith('has_');
  const right = isKey ? toExpression(other) : toExpression(other, own.type);
  const typed = right.kind === 'bind' && !isKey ? { ...right, type: own.type } : right;
  return binary(operator, own, typed, { kind: 'boolean' });
}

function ofType(name: string): MethodEntry {
  return {
    signature: 'operate(other)',
    build: (own, bound) => {
      const built = typedOperation(name, own, bound);
      if (built !== undefined) return built;
      throw unsupportedArgument(`${name} of this type is not translated`, bound.span);
    },
  };
}

function membership(operator: SqlOperator): MethodEntry {
  return {
    signature: 'in_(other)',
    build: (own, bound) => {
      const argument = required(bound, 'other');
      if (argument.value instanceof ClauseObject) {
        const right = toExpression(argument);
        return compare(operator, own, right.kind === 'bind' ? { ...right, expanding: true } : right);
      }
      const items = sequenceItems(argument, 'other');
      if (items.some((item) => item instanceof ClauseObject)) {
        const clauses = items.map((value) => toExpression({ value, span: argument.span }, own.type));
        const listed: Expression = { kind: 'list', operator: OPERATORS.comma, clauses, type: own.type };
        return compare(operator, own, { kind: 'grouping', element: listed, type: own.type });
      }
      return compare(operator, own, {
        kind: 'bind',
        key: null,
        value: { kind: 'list', items: [...items] },
        expanding: true,
        emptyList: operator === OPERATORS.notIn ? 'not-in' : 'in',
        span: argument.span,
        type: listType(own.type, items),
      });
    },
  };
}

function listType(own: SqlType, items: readonly PythonValue[]): SqlType {
  const first = items.find((item) => item.kind !== 'none');
  return first === undefined ? own : typeOfOperand(own, first);
}

/** `array.any(value)`: the value stands on the left. Source: `ARRAY.Comparator.any`. */
function aggregate(operator: SqlOperator): MethodEntry {
  return {
    signature: 'any(other)',
    build: (own, bound) => {
      if (own.type.kind !== 'array') throw unsupportedArgument('this is no array', bound.span);
      const other = toExpression(required(bound, 'other'), own.type.item);
      return compare(OPERATORS.equal, other, collectionAggregate(operator, own));
    },
  };
}

/** `ANY (array)`. */
export function collectionAggregate(operator: SqlOperator, own: Expression): Expression {
  const type = own.type.kind === 'array' ? own.type.item : own.type;
  return { kind: 'unary', operator, position: 'prefix', element: grouped(own, operator), type };
}

function suffix(operator: SqlOperator): MethodEntry {
  return {
    signature: 'order()',
    build: (own) => ({
      kind: 'unary',
      operator,
      position: 'suffix',
      element: own.kind === 'unary' && own.position === 'suffix' ? own : grouped(own, operator),
      type: own.type,
    }),
  };
}

const METHODS: Readonly<Record<string, MethodEntry>> = {
  in_: membership(OPERATORS.in),
  not_in: membership(OPERATORS.notIn),
  notin_: membership(OPERATORS.notIn),
  is_: comparing(OPERATORS.is),
  is_not: comparing(OPERATORS.isNot),
  isnot: comparing(OPERATORS.isNot),
  is_distinct_from: comparing(OPERATORS.isDistinctFrom),
  isnot_distinct_from: comparing(OPERATORS.isNotDistinctFrom),
  is_not_distinct_from: comparing(OPERATORS.isNotDistinctFrom),
  like: liking(OPERATORS.like),
  not_like: liking(OPERATORS.notLike),
  notlike: liking(OPERATORS.notLike),
  ilike: liking(OPERATORS.ilike),
  not_ilike: liking(OPERATORS.notIlike),
  notilike: liking(OPERATORS.notIlike),
  startswith: matchingPart(false, true),
  endswith: matchingPart(true, false),
  contains: matchingPart(true, true),
  contained_by: ofType('contained_by'),
  has_key: ofType('has_key'),
  has_any: ofType('has_any'),
  has_all: ofType('has_all'),
  overlap: ofType('overlap'),
  overlaps: ofType('overlaps'),
  any: aggregate(OPERATORS.any),
  all: aggregate(OPERATORS.all),
  match: {
    signature: 'match(other)',
    build: (own, bound) => {
      const matched = binary(OPERATORS.match, own, operand(own, bound), { kind: 'boolean' });
      return { ...matched, negated: OPERATORS.notMatch };
    },
  },
  desc: suffix(OPERATORS.desc),
  asc: suffix(OPERATORS.asc),
  nulls_first: suffix(OPERATORS.nullsFirst),
  nullsfirst: suffix(OPERATORS.nullsFirst),
  nulls_last: suffix(OPERATORS.nullsLast),
  nullslast: suffix(OPERATORS.nullsLast),
  between: {
    signature: 'between(cleft, cright, symmetric=False)',
    build: (own, bound) => {
      const operator =
        optionalFlag(bound, 'symmetric') === true ? OPERATORS.betweenSymmetric : OPERATORS.between;
      const clauses = [operand(own, bound, 'cleft'), operand(own, bound, 'cright')];
      const range: Expression = { kind: 'list', operator: OPERATORS.and, clauses, type: NULL_TYPE };
      const compared = compare(operator, own, { kind: 'keyword', keyword: 'NULL', type: NULL_TYPE });
      return { ...compared, right: range };
    },
  },
  label: {
    signature: 'label(name)',
    build: (own, bound) => ({
      kind: 'label',
      name: optionalText(bound, 'name'),
      element: own,
      type: own.type,
    }),
  },
  cast: {
    signature: 'cast(type_)',
    build: (own, bound) => {
      const type = required(bound, 'type_');
      return { kind: 'cast', element: own, type: toSqlType(type.value, type.span) };
    },
  },
  concat: {
    signature: 'concat(other)',
    build: (own, bound) => {
      const other = operand(own, bound);
      const adapted = adaptOperator(OPERATORS.concat, own.type, other.type);
      return binary(OPERATORS.concat, own, other, adapted.type);
    },
  },
  collate: {
    signature: 'collate(collation)',
    build: (own, bound) =>
      binary(
        OPERATORS.collate,
        own,
        { kind: 'collation', collation: textArgument(bound, 'collation'), type: NULL_TYPE },
        own.type,
      ),
  },
  distinct: {
    signature: 'distinct()',
    build: (own) => ({
      kind: 'unary',
      operator: OPERATORS.distinct,
      position: 'prefix',
      element: grouped(own, OPERATORS.distinct),
      type: own.type,
    }),
  },
  regexp_match: {
    signature: 'regexp_match(pattern, flags=None)',
    build: (own, bound) =>
      compare(
        OPERATORS.regexpMatch,
        own,
        operand(own, bound, 'pattern'),
        optionalText(bound, 'flags') ?? undefined,
      ),
  },
  regexp_replace: {
    signature: 'regexp_replace(pattern, replacement, flags=None)',
    build: (own, bound) => {
      const clauses = [operand(own, bound, 'pattern'), operand(own, bound, 'replacement')];
      const modifier = optionalText(bound, 'flags') ?? undefined;
      const replaced = binary(OPERATORS.regexpReplace, own, NULL_KEYWORD, own.type, { modifier });
      return { ...replaced, right: { kind: 'list', operator: OPERATORS.comma, clauses, type: NULL_TYPE } };
    },
  },
  op: {
    signature: 'op(opstring, precedence=0, is_comparison=False, return_type=None, python_impl=None)',
    build: (own, bound, wrap) => customOperation(own, bound, wrap, false),
  },
  bool_op: {
    signature: 'bool_op(opstring, precedence=0, python_impl=None)',
    build: (own, bound, wrap) => customOperation(own, bound, wrap, true),
  },
  self_group: { signature: 'self_group(against=None)', build: (own) => grouped(own, null) },
};

/** `column.op('~')` answers a function that takes the right side. */
function customOperation(own: Expression, bound: BoundArguments, wrap: Wrap, boolean: boolean): PythonValue {
  const comparison = boolean || (optionalFlag(bound, 'is_comparison') ?? false);
  const operator = customOperator(
    textArgument(bound, 'opstring'),
    optionalInteger(bound, 'precedence') ?? 0,
    comparison,
  );
  const returnType = givenArgument(bound, 'return_type');
  return nativeFunction('operate(other)', (inner) => {
    const other = operand(own, inner);
    let type = comparison ? ({ kind: 'boolean' } as const) : own.type;
    if (returnType !== undefined) {
      return wrap(binary(operator, own, other, toSqlType(returnType.value, returnType.span)));
    }
    if (!comparison && own.type.kind === 'null') type = other.type;
    return wrap(binary(operator, own, other, type));
  });
}

/** A method of an expression as a callable; undefined where SQLAlchemy has none or it is not translated. */
export function expressionMethod(own: Expression, name: string, wrap: Wrap): PythonValue | undefined {
  const entry = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (entry === undefined) return undefined;
  const signature = `${name}${entry.signature.slice(entry.signature.indexOf('('))}`;
  return nativeFunction(signature, (bound) => {
    const built = entry.build(own, bound, wrap);
    return isPythonValue(built) ? built : wrap(built);
  });
}

function isPythonValue(built: Expression | PythonValue): built is PythonValue {
  return built.kind === 'native';
}
