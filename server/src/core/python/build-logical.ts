import type { SyntaxNode } from '@lezer/common';
import type { ExpressionBuilder } from './build-expressions.ts';
import { childrenOf, spanOf } from './lezer-nodes.ts';
import type { Expression } from './syntax.ts';

/** An operand of `and` and `or` with the number of `not` in front of it. */
interface Operand {
  readonly expression: Expression;
  readonly starts: readonly number[];
  /** What stands behind it. */
  operator: 'and' | 'or' | undefined;
}

/** True for `a and b`, `a or b` and `not a`. */
export function isLogical(node: SyntaxNode): boolean {
  if (node.name === 'UnaryExpression') return node.firstChild?.name === 'not';
  if (node.name !== 'BinaryExpression') return false;
  const operator = childrenOf(node).at(1)?.name;
  return operator === 'and' || operator === 'or';
}

/**
 * Builds a chain of `and`, `or` and `not`. The grammar lets `not` take everything on its right, `not a and b` as
 * `not (a and b)`; so the chain is flattened and put together again by Python's precedence.
 */
export function buildLogical(builder: ExpressionBuilder, node: SyntaxNode): Expression {
  const operands = flatten(builder, node);
  if (operands === undefined) return builder.invalid(spanOf(node));
  const alternatives: Expression[] = [];
  let conjuncts: Expression[] = [];
  for (const operand of operands) {
    conjuncts.push(negated(operand));
    if (operand.operator === 'and') continue;
    alternatives.push(joined('and', conjuncts));
    conjuncts = [];
  }
  return joined('or', alternatives);
}

function joined(kind: 'and' | 'or', operands: readonly Expression[]): Expression {
  const [first] = operands as readonly [Expression];
  if (operands.length === 1) return first;
  return { kind, operands, start: first.start, end: (operands.at(-1) ?? first).end };
}

function negated({ expression, starts }: Operand): Expression {
  let value = expression;
  for (const start of [...starts].reverse())
    value = { kind: 'not', operand: value, start, end: expression.end };
  return value;
}

/** The operands from left to right; undefined where a part is missing. */
function flatten(builder: ExpressionBuilder, node: SyntaxNode): Operand[] | undefined {
  const operands: Operand[] = [];
  const pending: (SyntaxNode | 'and' | 'or')[] = [node];
  let starts: number[] = [];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    if (part === 'and' || part === 'or') {
      const last = operands.at(-1);
      if (last !== undefined) last.operator = part;
    } else if (!isLogical(part)) {
      operands.push({ expression: builder.build(part), starts, operator: undefined });
      starts = [];
    } else {
      const children = childrenOf(part);
      const last = children.at(-1);
      if (last === undefined || children.some((child) => child.type.isError)) return undefined;
      pending.push(last);
      if (part.name === 'UnaryExpression') starts.push(part.from);
      else pending.push(children[1]?.name === 'and' ? 'and' : 'or', children[0] as SyntaxNode);
    }
  }
  return operands;
}
