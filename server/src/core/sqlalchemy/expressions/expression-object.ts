import {
  type BinaryOperator,
  PythonRaise,
  type PythonValue,
  type UnaryOperator,
} from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { nameValue } from '../quoted-name.ts';
import { BOOLEAN, NULL_TYPE, STRING, TEXT } from '../types/sql-type.ts';
import { TypeObject } from '../types/type-object.ts';
import { orUnknown, unsupportedArgument } from '../unknown-argument.ts';
import { adaptOperator, binary, compare, conjunction, grouped, MIRRORED, negate } from './build.ts';
import { ClauseObject } from './clause-object.ts';
import { bindValue, toExpression } from './coercion.ts';
import type { Expression } from './expression.ts';
import { expressionMethod } from './expression-methods.ts';
import { jsonValueMethod } from './json-values.ts';
import { OPERATORS, type SqlOperator } from './operators.ts';
import type { ExecutableStatement } from './statement.ts';

const COMPARISONS: Readonly<Partial<Record<BinaryOperator, SqlOperator>>> = {
  '==': OPERATORS.equal,
  '!=': OPERATORS.notEqual,
  '<': OPERATORS.less,
  '<=': OPERATORS.lessOrEqual,
  '>': OPERATORS.greater,
  '>=': OPERATORS.greaterOrEqual,
};
const ARITHMETIC: Readonly<Partial<Record<BinaryOperator, SqlOperator>>> = {
  '+': OPERATORS.add,
  '-': OPERATORS.subtract,
  '*': OPERATORS.multiply,
  '/': OPERATORS.divide,
  '//': OPERATORS.floorDivide,
  '%': OPERATORS.modulo,
  '<<': OPERATORS.bitwiseLeftShift,
  '>>': OPERATORS.bitwiseRightShift,
};

/** An expression in Python's hands: its operators and methods build larger expressions. */
export class ExpressionObject extends ClauseObject {
  readonly typeName: string;
  readonly #expression: Expression;

  constructor(expression: Expression, typeName = 'sqlalchemy.sql.elements.ColumnElement') {
    super();
    this.#expression = expression;
    this.typeName = typeName;
  }

  override get expression(): Expression {
    return this.#expression;
  }

  override get statement(): ExecutableStatement | undefined {
    if (this.#expression.kind === 'text') return { kind: 'text-statement', text: this.#expression };
    if (this.#expression.kind === 'function') {
      return { kind: 'function-statement', expression: this.#expression };
    }
    return undefined;
  }

  attribute(name: string, span: Span): PythonValue | undefined {
    const { expression } = this;
    if (name === 'type') return new TypeObject('TypeEngine', expression.type);
    if (
      (name === 'name' || name === 'key') &&
      (expression.kind === 'column' || expression.kind === 'label')
    ) {
      return expression.name === null ? { kind: 'none' } : nameValue(expression.name);
    }
    if (name === 'astext' && expression.type.kind === 'json' && expression.type.dialectClass) {
      return new ExpressionObject(asText(expression, span));
    }
    if (name === 'astext') {
      throw new PythonRaise(
        'AttributeError',
        "Neither 'BinaryExpression' object nor 'Comparator' object has an attribute 'astext'",
        span,
      );
    }
    const wrap = (built: Expression) => new ExpressionObject(built);
    return expressionMethod(expression, name, wrap) ?? jsonValueMethod(expression, name, wrap, span);
  }

  binary(operator: BinaryOperator, other: PythonValue, reflected: boolean, span: Span): PythonValue {
    return orUnknown(() => new ExpressionObject(combine(this.expression, operator, other, reflected, span)));
  }

  unary(operator: UnaryOperator, span: Span): PythonValue {
    return orUnknown(() => {
      if (operator === '~') return new ExpressionObject(negate(this.expression));
      if (operator === '+') throw unsupportedArgument('unary plus is not defined for an expression', span);
      const element = grouped(this.expression, OPERATORS.negate);
      return new ExpressionObject({
        kind: 'unary',
        operator: OPERATORS.negate,
        position: 'prefix',
        element,
        type: this.expression.type,
      });
    });
  }

  /** `a == b` asks whether both are the same object, so that columns can be keys of a dict. Source: `BinaryExpression.__bool__`. */
  truth(span: Span): boolean {
    const { expression } = this;
    if (expression.kind === 'binary' && expression.operator === OPERATORS.equal) {
      return expression.left === expression.right;
    }
    if (expression.kind === 'binary' && expression.operator === OPERATORS.notEqual) {
      return expression.left !== expression.right;
    }
    throw new PythonRaise('TypeError', 'Boolean value of this clause is not defined', span);
  }

  getItem(key: PythonValue, span: Span): PythonValue {
    return orUnknown(() => new ExpressionObject(subscript(this.expression, key, span)));
  }
}

function combine(
  own: Expression,
  operator: BinaryOperator,
  other: PythonValue,
  reflected: boolean,
  span: Span,
): Expression {
  if (operator === '&' || operator === '|') {
    const operand = toExpression({ value: other, span });
    const clauses = reflected ? [operand, own] : [own, operand];
    return conjunction(operator === '&' ? OPERATORS.and : OPERATORS.or, clauses);
  }
  const comparison = COMPARISONS[operator];
  if (comparison !== undefined) {
    const used = reflected ? (MIRRORED.get(comparison) ?? comparison) : comparison;
    return compare(used, own, comparisonOperand(own, other, span));
  }
  const arithmetic = ARITHMETIC[operator];
  if (arithmetic === undefined) throw unsupportedArgument(`the operator ${operator} is not translated`, span);
  const operand = toExpression({ value: other, span }, own.type);
  const [left, right] = reflected ? [operand, own] : [own, operand];
  const adapted = adaptOperator(arithmetic, left.type, right.type);
  return binary(adapted.operator, left, right, adapted.type);
}

/** None, True and False stand as keywords beside `=` and `!=`. */
function comparisonOperand(own: Expression, other: PythonValue, span: Span): Expression {
  if (other.kind === 'none') return { kind: 'keyword', keyword: 'NULL', type: NULL_TYPE };
  if (other.kind === 'bool') {
    return { kind: 'keyword', keyword: other.value ? 'true' : 'false', type: BOOLEAN };
  }
  return toExpression({ value: other, span }, own.type);
}

function subscript(own: Expression, key: PythonValue, span: Span): Expression {
  if (own.type.kind === 'json') {
    if (key.kind === 'tuple' || key.kind === 'list') {
      return binary(OPERATORS.jsonPathGetItem, own, jsonPath(key.items, span), own.type);
    }
    const operand = toExpression({ value: key, span });
    return binary(OPERATORS.jsonGetItem, own, operand, own.type);
  }
  if (own.type.kind === 'array') {
    const operand = toExpression({ value: key, span });
    return binary(OPERATORS.getItem, own, operand, own.type.item);
  }
  throw unsupportedArgument('a subscript of this type is not translated', span);
}

/** A path as the driver gets it: `{a, b}`. Source: `JSONPathType` in `sqlalchemy.dialects.postgresql.json`. */
function jsonPath(keys: readonly PythonValue[], span: Span): Expression {
  const tokens = keys.map((key) => {
    if (key.kind === 'int') return key.value.toString();
    if (key.kind === 'str') return key.value;
    throw unsupportedArgument('a path into a JSON value holds texts and numbers', span);
  });
  return bindValue({ kind: 'str', value: `{${tokens.join(', ')}}` }, STRING, span);
}

/** `column['key'].astext`: the arrow that yields text. */
function asText(expression: Expression, span: Span): Expression {
  if (expression.kind === 'binary' && expression.operator === OPERATORS.jsonGetItem) {
    return binary(OPERATORS.jsonGetText, expression.left, expression.right, TEXT);
  }
  if (expression.kind === 'binary' && expression.operator === OPERATORS.jsonPathGetItem) {
    return binary(OPERATORS.jsonPathGetText, expression.left, expression.right, TEXT);
  }
  throw unsupportedArgument('astext needs a subscript of a JSON value', span);
}
