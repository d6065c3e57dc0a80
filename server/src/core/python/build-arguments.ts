import type { SyntaxNode } from '@lezer/common';
import { buildComprehension } from './build-comprehension.ts';
import type { ExpressionBuilder } from './build-expressions.ts';
import { childrenOf, spanOf } from './lezer-nodes.ts';
import type { Argument, Parameter } from './syntax.ts';

/** The arguments of an `ArgList`, which may be one bare generator expression. */
export function buildArguments(builder: ExpressionBuilder, list: SyntaxNode): Argument[] {
  const nodes = childrenOf(list).slice(1);
  if (nodes.at(-1)?.name === ')') nodes.pop();
  if (nodes.some((node) => node.name === 'for')) {
    return [{ kind: 'positional', value: buildComprehension(builder, 'generator', list, nodes) }];
  }
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ',') groups.push([]);
    else groups.at(-1)?.push(node);
  }
  return groups.filter((group) => group.length > 0).map((group) => buildArgument(builder, group));
}

function buildArgument(builder: ExpressionBuilder, group: readonly SyntaxNode[]): Argument {
  const [first, second, third] = group;
  const last = group.at(-1) as SyntaxNode;
  if (group.some((node) => node.type.isError) || first === undefined) {
    return { kind: 'positional', value: builder.invalid(spanOf(last)) };
  }
  if (first.name === '*' && second !== undefined) return { kind: 'star', value: builder.build(second) };
  if (first.name === '**' && second !== undefined) {
    return { kind: 'double-star', value: builder.build(second) };
  }
  if (second?.name === 'AssignOp' && third !== undefined && builder.textOf(second) === ':=') {
    const target = { kind: 'name', name: builder.textOf(first), start: first.from, end: first.to } as const;
    const named = {
      kind: 'named',
      target,
      value: builder.build(third),
      start: first.from,
      end: third.to,
    } as const;
    return { kind: 'positional', value: named };
  }
  if (second?.name === 'AssignOp' && third !== undefined) {
    return {
      kind: 'keyword',
      name: builder.textOf(first),
      nameSpan: spanOf(first),
      value: builder.build(third),
    };
  }
  return {
    kind: 'positional',
    value: group.length === 1 ? builder.build(first) : builder.invalid(spanOf(first)),
  };
}

/** The parameters of a `ParamList`. The grammar has no node for the `/` behind positional-only ones. */
export function buildParameters(builder: ExpressionBuilder, list: SyntaxNode): Parameter[] {
  const parameters: Parameter[] = [];
  let star = '';
  let isKeywordOnly = false;
  let isDefault = false;
  let end = list.from;
  for (const child of childrenOf(list)) {
    if (/\//.test(builder.text.slice(end, child.from).replace(/#.*/g, ''))) {
      parameters.forEach((parameter, index) => {
        parameters[index] = { ...parameter, kind: 'positional-only' };
      });
    }
    end = child.to;
    const name = builder.textOf(child);
    if (child.name === '*' || child.name === '**') star = child.name;
    else if (child.name === ',') {
      if (star === '*') isKeywordOnly = true;
      star = '';
      isDefault = false;
    } else if (child.name === 'AssignOp') isDefault = true;
    else if (isDefault) {
      isDefault = false;
      const last = parameters.pop();
      if (last !== undefined) parameters.push({ ...last, defaultValue: builder.build(child) });
    } else if (child.name === 'VariableName') {
      const plain = isKeywordOnly ? 'keyword-only' : 'positional';
      const kind = star === '*' ? 'star' : star === '**' ? 'double-star' : plain;
      if (kind === 'star') isKeywordOnly = true;
      star = '';
      parameters.push({ name, kind, defaultValue: undefined, start: child.from, end: child.to });
    }
  }
  return parameters;
}
