import type { SyntaxNode } from '@lezer/common';
import { buildArguments, buildParameters } from './build-arguments.ts';
import { buildMatch } from './build-match.ts';
import type { StatementBuilder } from './build-syntax.ts';
import { childrenOf, spanOf } from './lezer-nodes.ts';
import type { Argument, Block, ExceptHandler, Expression, Statement } from './syntax.ts';

/** Makes the statements that hold blocks; undefined where the node is none of them or lacks a part. */
export function buildCompound(
  builder: StatementBuilder,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): Statement | undefined {
  switch (node.name) {
    case 'IfStatement':
      return buildIf(builder, node, children);
    case 'WhileStatement':
      return buildWhile(builder, node, children);
    case 'ForStatement':
      return buildFor(builder, node, children);
    case 'TryStatement':
      return buildTry(builder, node, children);
    case 'WithStatement':
      return buildWith(builder, node, children);
    case 'FunctionDefinition':
    case 'ClassDefinition':
      return buildDefinition(builder, node, [], node.from);
    case 'DecoratedStatement':
      return buildDecorated(builder, node, children);
    case 'MatchStatement':
      return buildMatch(builder, node);
    default:
      return undefined;
  }
}

/** A keyword of a compound statement with the nodes up to its body, and the body. */
interface Clause {
  readonly keyword: string;
  readonly head: readonly SyntaxNode[];
  readonly body: Block;
  readonly start: number;
  readonly end: number;
}

function clausesOf(builder: StatementBuilder, children: readonly SyntaxNode[]): Clause[] {
  const clauses: Clause[] = [];
  let keyword: SyntaxNode | undefined;
  let head: SyntaxNode[] = [];
  for (const child of children) {
    if (child.name === 'Body') {
      clauses.push({
        keyword: keyword?.name ?? '',
        head,
        body: builder.block(child),
        start: keyword?.from ?? child.from,
        end: child.to,
      });
      keyword = undefined;
      head = [];
    } else if (keyword === undefined || keyword.name === 'async') keyword = child;
    else head.push(child);
  }
  return clauses;
}

function bodyOf(clauses: readonly Clause[], keyword: string): Block {
  return clauses.find((clause) => clause.keyword === keyword)?.body ?? [];
}

function buildIf(
  builder: StatementBuilder,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): Statement | undefined {
  const clauses = clausesOf(builder, children);
  const branches: { test: Expression; body: Block }[] = [];
  for (const clause of clauses) {
    if (clause.keyword === 'else') continue;
    const [test] = clause.head;
    if (test === undefined) return undefined;
    branches.push({ test: builder.expressions.build(test), body: clause.body });
  }
  if (branches.length === 0) return undefined;
  return { kind: 'if', branches, orElse: bodyOf(clauses, 'else'), start: node.from, end: node.to };
}

function buildWhile(
  builder: StatementBuilder,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): Statement | undefined {
  const clauses = clausesOf(builder, children);
  const test = clauses[0]?.head[0];
  if (clauses[0] === undefined || test === undefined) return undefined;
  return {
    kind: 'while',
    test: builder.expressions.build(test),
    body: clauses[0].body,
    orElse: bodyOf(clauses, 'else'),
    start: node.from,
    end: node.to,
  };
}

function buildFor(
  builder: StatementBuilder,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): Statement | undefined {
  if (children[0]?.name === 'async') return undefined;
  const clauses = clausesOf(builder, children);
  const head = clauses[0]?.head ?? [];
  const at = head.findIndex((child) => child.name === 'in');
  const target = builder.expressions.target(head.slice(0, at));
  const iterable = builder.expressions.target(head.slice(at + 1));
  if (clauses[0] === undefined || at < 0 || target === undefined || iterable === undefined) return undefined;
  return {
    kind: 'for',
    target,
    iterable,
    body: clauses[0].body,
    orElse: bodyOf(clauses, 'else'),
    start: node.from,
    end: node.to,
  };
}

function buildTry(builder: StatementBuilder, node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
  const clauses = clausesOf(builder, children);
  const handlers: ExceptHandler[] = [];
  for (const { keyword, head, body, start, end } of clauses) {
    if (keyword !== 'except') continue;
    const at = head.findIndex((child) => child.name === 'as');
    const name = at < 0 ? undefined : head[at + 1];
    const type = builder.expressions.target(
      (at < 0 ? head : head.slice(0, at)).filter(({ name }) => name !== '*'),
    );
    handlers.push({ type, name: name === undefined ? undefined : builder.textOf(name), body, start, end });
  }
  return {
    kind: 'try',
    body: bodyOf(clauses, 'try'),
    handlers,
    orElse: bodyOf(clauses, 'else'),
    finalBody: bodyOf(clauses, 'finally'),
    start: node.from,
    end: node.to,
  };
}

function buildWith(
  builder: StatementBuilder,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): Statement | undefined {
  if (children[0]?.name === 'async') return undefined;
  const [clause] = clausesOf(builder, children);
  if (clause === undefined) return undefined;
  const items: { context: Expression; target: Expression | undefined }[] = [];
  let group: SyntaxNode[] = [];
  const finish = () => {
    const at = group.findIndex((child) => child.name === 'as');
    const context = group[0];
    if (context !== undefined) {
      const target = at < 0 ? undefined : builder.expressions.target(group.slice(at + 1));
      items.push({ context: builder.expressions.build(context), target });
    }
    group = [];
  };
  for (const child of clause.head) {
    if (child.name === ',') finish();
    else if (child.name !== '(' && child.name !== ')') group.push(child);
  }
  finish();
  if (items.length === 0) return undefined;
  return { kind: 'with', items, body: clause.body, start: node.from, end: node.to };
}

function buildDecorated(
  builder: StatementBuilder,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
): Statement | undefined {
  const definition = children.at(-1);
  if (definition === undefined) return undefined;
  const decorators: Expression[] = [];
  for (const decorator of node.getChildren('Decorator')) {
    const built = decoratorExpression(builder, childrenOf(decorator).slice(1));
    if (built === undefined) return undefined;
    decorators.push(built);
  }
  return buildDefinition(builder, definition, decorators, node.from);
}

/** `@a.b(c)` comes as a flat row of nodes. */
function decoratorExpression(
  builder: StatementBuilder,
  nodes: readonly SyntaxNode[],
): Expression | undefined {
  const [first] = nodes;
  if (first === undefined) return undefined;
  let expression = builder.expressions.build(first);
  for (const node of nodes.slice(1)) {
    const { start } = expression;
    if (node.name === 'VariableName' || node.name === 'PropertyName') {
      const name = builder.textOf(node);
      expression = {
        kind: 'attribute',
        value: expression,
        name,
        nameSpan: spanOf(node),
        start,
        end: node.to,
      };
    } else if (node.name === 'ArgList') {
      const args: readonly Argument[] = buildArguments(builder.expressions, node);
      expression = { kind: 'call', callee: expression, arguments: args, start, end: node.to };
    } else if (node.name !== '.') return undefined;
  }
  return expression;
}

function buildDefinition(
  builder: StatementBuilder,
  node: SyntaxNode,
  decorators: readonly Expression[],
  start: number,
): Statement | undefined {
  const children = childrenOf(node);
  const nameNode = node.getChild('VariableName');
  const bodyNode = node.getChild('Body');
  if (nameNode === null || bodyNode === null || children.some((child) => child.type.isError))
    return undefined;
  const name = builder.textOf(nameNode);
  const common = {
    name,
    nameSpan: spanOf(nameNode),
    body: builder.block(bodyNode),
    decorators,
    start,
    end: node.to,
  };
  if (node.name === 'ClassDefinition') {
    const list = node.getChild('ArgList');
    const classArguments = list === null ? [] : buildArguments(builder.expressions, list);
    return { kind: 'class', arguments: classArguments, ...common };
  }
  if (node.name !== 'FunctionDefinition') return undefined;
  const list = node.getChild('ParamList');
  return {
    kind: 'function',
    parameters: list === null ? [] : buildParameters(builder.expressions, list),
    isAsync: children[0]?.name === 'async',
    ...common,
  };
}
