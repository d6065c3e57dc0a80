import type { BinaryExpression, Expression } from '../sqlalchemy/expressions/expression.ts';
import { OPERATORS } from '../sqlalchemy/expressions/operators.ts';
import { quoteLiteral } from './literals.ts';
import { typeText } from './types.ts';
import type { WritingContext } from './writing-context.ts';

type Write = (expression: Expression, context: WritingContext) => string;

/** Operators that bring parentheses inside another operator (`eager_grouping`). */
const GROUPED_INSIDE: ReadonlySet<unknown> = new Set([
  OPERATORS.jsonGetItem,
  OPERATORS.jsonGetText,
  OPERATORS.jsonPathGetItem,
  OPERATORS.jsonPathGetText,
  OPERATORS.containsValue,
  OPERATORS.containedBy,
  OPERATORS.hasKey,
  OPERATORS.hasAny,
  OPERATORS.hasAll,
  OPERATORS.overlap,
]);

/** Operators with a text of their own, in which others bring no parentheses. */
const WRITTEN_APART: ReadonlySet<unknown> = new Set([
  OPERATORS.like,
  OPERATORS.notLike,
  OPERATORS.ilike,
  OPERATORS.notIlike,
  OPERATORS.contains,
  OPERATORS.notContains,
  OPERATORS.divide,
  OPERATORS.floorDivide,
  OPERATORS.modulo,
  OPERATORS.getItem,
  OPERATORS.match,
  OPERATORS.regexpReplace,
  OPERATORS.notMatch,
]);

/** Source: `_generate_generic_binary` and the `visit_*_op_binary` methods of `SQLCompiler` and `PGCompiler`. */
export function writeBinary(expression: BinaryExpression, context: WritingContext, write: Write): string {
  const asText = textOperator(expression);
  if (asText !== undefined) {
    const text = writeBinary({ ...expression, operator: asText }, context, write);
    return `CAST(${text} AS ${typeText(expression.type)})`;
  }
  const isGeneric = !WRITTEN_APART.has(expression.operator);
  const inner = {
    ...context,
    inOperator: true,
    isInsideOperator: context.isInsideOperator || isGeneric,
    inSource: false,
  };
  const left = write(expression.left, inner);
  const { operator } = expression;
  if (operator === OPERATORS.divide) return `${left} / ${divisor(expression.right, inner, write)}`;
  const right = write(expression.right, inner);
  switch (operator) {
    case OPERATORS.getItem:
      return `${left}[${right}]`;
    case OPERATORS.floorDivide:
      return expression.left.type.kind === 'integer' && expression.right.type.kind === 'integer'
        ? `${left} / ${right}`
        : `FLOOR(${left} / ${right})`;
    case OPERATORS.notIn:
      return `(${left} NOT IN ${right})`;
    case OPERATORS.jsonGetItem:
      if (
        context.jsonbSubscripts &&
        expression.left.type.kind === 'json' &&
        expression.left.type.keyword === 'JSONB'
      ) {
        return `${jsonbSubject(expression.left, left)}[${right}]`;
      }
      break;
    case OPERATORS.match:
      return `${left} @@ plainto_tsquery(${right})`;
    case OPERATORS.notMatch:
      return `NOT ${left} @@ plainto_tsquery(${right})`;
    case OPERATORS.regexpReplace: {
      const flags = expression.modifier === undefined ? '' : `, ${quoteLiteral(expression.modifier)}`;
      return `REGEXP_REPLACE(${left}, ${right}${flags})`;
    }
    case OPERATORS.regexpMatch:
    case OPERATORS.notRegexpMatch:
      return regularExpression(expression, left, right);
    default:
      break;
  }
  const escapeClause =
    expression.modifier === undefined ? '' : ` ESCAPE ${quoteLiteral(expression.modifier)}`;
  const text = `${left}${operator.text}${right}${escapeClause}`;
  return context.isInsideOperator && GROUPED_INSIDE.has(operator) ? `(${text})` : text;
}

/** A value of a JSON document that is read as another type is fetched as text. Source: `visit_json_getitem_op_binary`. */
function textOperator({ operator, type }: BinaryExpression): BinaryExpression['operator'] | undefined {
  if (type.kind === 'json') return undefined;
  if (operator === OPERATORS.jsonGetItem) return OPERATORS.jsonGetText;
  return operator === OPERATORS.jsonPathGetItem ? OPERATORS.jsonPathGetText : undefined;
}

function jsonbSubject(expression: Expression, text: string): string {
  return expression.kind === 'function' || expression.kind === 'cast' ? `(${text})` : text;
}

/** Integer division would drop the fraction. Source: `visit_truediv_binary`. */
function divisor(right: Expression, context: WritingContext, write: Write): string {
  const isFractional = right.type.kind === 'numeric' || right.type.kind === 'float';
  return `CAST(${write(right, context)} AS ${isFractional ? typeText(right.type) : 'NUMERIC'})`;
}

function regularExpression(expression: BinaryExpression, left: string, right: string): string {
  const base = expression.operator === OPERATORS.regexpMatch ? '~' : '!~';
  if (expression.modifier === undefined) return `${left} ${base} ${right}`;
  if (expression.modifier === 'i') return `${left} ${base}* ${right}`;
  return `${left} ${base} CONCAT('(?', ${quoteLiteral(expression.modifier)}, ')', ${right})`;
}
