import type { SyntaxNode } from '@lezer/common';
import type { StatementBuilder } from './build-syntax.ts';
import { childrenOf } from './lezer-nodes.ts';
import type { Expression, MatchCase, Pattern, Statement } from './syntax.ts';

/** Makes a `match` statement; undefined where a part is missing. */
export function buildMatch(builder: StatementBuilder, node: SyntaxNode): Statement | undefined {
  const children = childrenOf(node);
  const subject = builder.expressions.target(children.slice(1).filter((child) => child.name !== 'MatchBody'));
  const clauses = node.getChild('MatchBody')?.getChildren('MatchClause') ?? [];
  const cases: MatchCase[] = [];
  for (const clause of clauses) {
    const built = buildCase(builder, clause);
    if (built === undefined) return undefined;
    cases.push(built);
  }
  if (subject === undefined || cases.length === 0) return undefined;
  return { kind: 'match', subject, cases, start: node.from, end: node.to };
}

function buildCase(builder: StatementBuilder, clause: SyntaxNode): MatchCase | undefined {
  const children = childrenOf(clause);
  const body = clause.getChild('Body');
  const guardNode = clause.getChild('Guard');
  const patterns = children.slice(1).filter((child) => child.name.endsWith('Pattern'));
  const [first] = patterns;
  if (body === null || first === undefined || children.some((child) => child.type.isError)) return undefined;
  const guardExpression = guardNode === null ? undefined : childrenOf(guardNode).at(-1);
  const guard: Expression | undefined =
    guardExpression === undefined ? undefined : builder.expressions.build(guardExpression);
  const isBareSequence = children.some((child) => child.name === ',');
  const pattern: Pattern = isBareSequence
    ? {
        kind: 'sequence',
        patterns: patterns.map((child) => buildPattern(builder, child)),
        start: first.from,
        end: patterns.at(-1)?.to ?? first.to,
      }
    : buildPattern(builder, first);
  return { pattern, guard, body: builder.block(body) };
}

function buildPattern(builder: StatementBuilder, node: SyntaxNode): Pattern {
  const { from: start, to: end } = node;
  const children = childrenOf(node);
  const inner = children.filter((child) => child.name.endsWith('Pattern'));
  const [first] = inner;
  switch (node.name) {
    case 'CapturePattern':
      return { kind: 'capture', name: builder.textOf(node), start, end };
    case 'LiteralPattern':
    case 'AttributePattern':
      return buildValuePattern(builder, node, children);
    case 'OrPattern':
      return { kind: 'or', alternatives: inner.map((child) => buildPattern(builder, child)), start, end };
    case 'GroupPattern':
      return first === undefined ? otherPattern(builder, node) : buildPattern(builder, first);
    case 'AsPattern': {
      const name = node.getChild('VariableName');
      if (first === undefined || name === null) return otherPattern(builder, node);
      return { kind: 'as', pattern: buildPattern(builder, first), name: builder.textOf(name), start, end };
    }
    case 'SequencePattern':
      if (inner.some((child) => child.name === 'StarPattern')) return otherPattern(builder, node);
      return { kind: 'sequence', patterns: inner.map((child) => buildPattern(builder, child)), start, end };
    default:
      return otherPattern(builder, node);
  }
}

function buildValuePattern(
  builder: StatementBuilder,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): Pattern {
  const { from: start, to: end } = node;
  const [only] = children;
  if (node.name === 'LiteralPattern' && children.length === 1 && only !== undefined) {
    return { kind: 'value', value: builder.expressions.build(only), start, end };
  }
  if (node.name !== 'AttributePattern' || only === undefined) return otherPattern(builder, node);
  let value = builder.expressions.build(only);
  for (const child of children.slice(1)) {
    if (child.name === '.') continue;
    const name = builder.textOf(child);
    value = {
      kind: 'attribute',
      value,
      name,
      nameSpan: { start: child.from, end: child.to },
      start: only.from,
      end: child.to,
    };
  }
  return { kind: 'value', value, start, end };
}

function otherPattern(builder: StatementBuilder, node: SyntaxNode): Pattern {
  const names: string[] = [];
  const visit = (child: SyntaxNode) => {
    // The name of a class in front of brackets binds nothing.
    const binds =
      child.name === 'CapturePattern' || child.name === 'AsPattern' || child.name === 'MappingPattern';
    for (const grandchild of childrenOf(child)) {
      if (binds && grandchild.name === 'VariableName') names.push(builder.textOf(grandchild));
      visit(grandchild);
    }
  };
  visit(node);
  return { kind: 'other', names, start: node.from, end: node.to };
}
