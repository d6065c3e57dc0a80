import type { SyntaxNode } from '@lezer/common';
import type { ExpressionBuilder } from './build-expressions.ts';
import { spanOf } from './lezer-nodes.ts';
import type { ComprehensionClause, ComprehensionExpression, Expression } from './syntax.ts';

/** `nodes` are those between the brackets: element, then `for … in … if …` as often as it comes. */
export function buildComprehension(
  builder: ExpressionBuilder,
  form: ComprehensionExpression['form'],
  node: SyntaxNode,
  nodes: readonly SyntaxNode[],
): Expression {
  const firstFor = nodes.findIndex((child) => child.name === 'for' || child.name === 'async');
  const head = nodes.slice(0, firstFor).filter((child) => child.name !== ':');
  const [element, value] = head.map((child) => builder.build(child));
  const clauses = buildClauses(builder, nodes.slice(firstFor));
  if (element === undefined || clauses === undefined || (form === 'dict') !== (value !== undefined)) {
    return builder.invalid(spanOf(node));
  }
  return { kind: 'comprehension', form, element, value, clauses, start: node.from, end: node.to };
}

function buildClauses(
  builder: ExpressionBuilder,
  nodes: readonly SyntaxNode[],
): ComprehensionClause[] | undefined {
  const clauses: { targets: SyntaxNode[]; iterable?: Expression; conditions: Expression[] }[] = [];
  let place = '';
  for (const node of nodes) {
    if (node.type.isError || node.name === 'async') return undefined;
    if (node.name === 'for') clauses.push({ targets: [], conditions: [] });
    if (node.name === 'for' || node.name === 'in' || node.name === 'if') place = node.name;
    else {
      const clause = clauses.at(-1);
      if (clause === undefined) return undefined;
      if (place === 'for') clause.targets.push(node);
      else if (place === 'in') clause.iterable = builder.build(node);
      else clause.conditions.push(builder.build(node));
    }
  }
  const built: ComprehensionClause[] = [];
  for (const { targets, iterable, conditions } of clauses) {
    const target = builder.target(targets);
    if (target === undefined || iterable === undefined) return undefined;
    built.push({ target, iterable, conditions });
  }
  return built;
}
