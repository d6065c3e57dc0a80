import type { SyntaxNode, Tree } from '@lezer/common';
import type { Span } from '../text/span.ts';
import { buildCompound } from './build-compound.ts';
import { ExpressionBuilder } from './build-expressions.ts';
import { childrenOf, spanOf } from './lezer-nodes.ts';
import type { Block, Expression, ImportedName, Statement } from './syntax.ts';
import type { BinaryOperator } from './values.ts';

/** Blocks nested deeper than this are not followed; CPython's own limit is 100. */
const MAXIMUM_DEPTH = 100;

/** Makes the statements of a whole file. */
export function buildModule(text: string, tree: Tree): Block {
  return new StatementBuilder(text).block(tree.topNode);
}

/** Makes statements out of Lezer's nodes. What does not parse becomes an `invalid` statement, never an error. */
export class StatementBuilder {
  readonly expressions: ExpressionBuilder;
  #depth = 0;

  constructor(text: string) {
    this.expressions = new ExpressionBuilder(text);
  }

  textOf(node: SyntaxNode): string {
    return this.expressions.textOf(node);
  }

  invalid(span: Span, message = 'this is not valid Python'): Statement {
    return { kind: 'invalid', message, start: span.start, end: span.end };
  }

  /** The statements under a `Script` or `Body` node. */
  block(node: SyntaxNode): Block {
    if (this.#depth >= MAXIMUM_DEPTH) return [this.invalid(spanOf(node), 'this is nested too deeply')];
    this.#depth += 1;
    const statements: Statement[] = [];
    for (const child of childrenOf(node)) this.#push(statements, child);
    this.#depth -= 1;
    return statements;
  }

  #push(statements: Statement[], node: SyntaxNode): void {
    if (node.name === ':' || node.name === ';') return;
    if (node.name === 'StatementGroup') {
      for (const child of childrenOf(node)) this.#push(statements, child);
    } else statements.push(node.type.isError ? this.invalid(spanOf(node)) : this.statement(node));
  }

  statement(node: SyntaxNode): Statement {
    const children = childrenOf(node);
    if (node.name === 'YieldStatement') {
      return { kind: 'expression', value: this.expressions.buildYield(node), ...spanOf(node) };
    }
    if (children.some((child) => child.type.isError)) return this.invalid(spanOf(node));
    const { from: start, to: end } = node;
    switch (node.name) {
      case 'ExpressionStatement':
        return { kind: 'expression', value: this.expressions.target(children), start, end };
      case 'ReturnStatement':
        return { kind: 'return', value: this.expressions.target(children.slice(1)), start, end };
      case 'AssignStatement':
        return this.#assign(node, children);
      case 'UpdateStatement':
        return this.#augmented(node, children);
      case 'DeleteStatement':
        return { kind: 'delete', targets: this.expressions.elements(children.slice(1)), start, end };
      case 'PassStatement':
        return { kind: 'pass', start, end };
      case 'BreakStatement':
        return { kind: 'break', start, end };
      case 'ContinueStatement':
        return { kind: 'continue', start, end };
      case 'RaiseStatement':
        return this.#raise(node, children);
      case 'AssertStatement':
        return this.#assert(node, children);
      case 'ImportStatement':
        return this.#import(node, children);
      case 'ScopeStatement':
        return {
          kind: children[0]?.name === 'global' ? 'global' : 'nonlocal',
          names: node.getChildren('VariableName').map((name) => this.textOf(name)),
          start,
          end,
        };
      case 'TypeDefinition': {
        const name = node.getChild('VariableName');
        return { kind: 'type-alias', name: name === null ? '' : this.textOf(name), start, end };
      }
      default:
        return this.#trimmed(buildCompound(this, node, children) ?? this.invalid(spanOf(node)));
    }
  }

  /** The nodes of compound statements end behind the line end; the text of a statement does not. */
  #trimmed<T extends Statement>(statement: T): T {
    const { text } = this.expressions;
    let { end } = statement;
    while (end > statement.start && /\s/.test(text[end - 1] ?? '')) end -= 1;
    return { ...statement, end };
  }

  #assign(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const groups: SyntaxNode[][] = [[]];
    for (const child of children) {
      if (child.name === 'AssignOp') groups.push([]);
      else if (child.name !== 'TypeDef') groups.at(-1)?.push(child);
    }
    const hasValue = groups.length > 1;
    const parts = groups.map((group) => this.expressions.target(group));
    if (parts.some((part) => part === undefined)) return this.invalid(spanOf(node));
    const known = parts as Expression[];
    const valueNodes = groups.at(-1) ?? [];
    return {
      kind: 'assign',
      targets: hasValue ? known.slice(0, -1) : known,
      value: hasValue ? known.at(-1) : undefined,
      valueSpan: { start: valueNodes[0]?.from ?? node.from, end: valueNodes.at(-1)?.to ?? node.to },
      start: node.from,
      end: node.to,
    };
  }

  #augmented(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const at = children.findIndex((child) => child.name === 'UpdateOp');
    const target = this.expressions.target(children.slice(0, at));
    const value = this.expressions.target(children.slice(at + 1));
    const operator = children[at];
    if (target === undefined || value === undefined || operator === undefined)
      return this.invalid(spanOf(node));
    return {
      kind: 'augmented',
      target,
      operator: this.textOf(operator).slice(0, -1) as BinaryOperator,
      value,
      start: node.from,
      end: node.to,
    };
  }

  #raise(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const [, exception, from, cause] = children;
    return {
      kind: 'raise',
      exception: exception === undefined ? undefined : this.expressions.build(exception),
      cause: from !== undefined && cause !== undefined ? this.expressions.build(cause) : undefined,
      start: node.from,
      end: node.to,
    };
  }

  #assert(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const [, test, , message] = children;
    if (test === undefined) return this.invalid(spanOf(node));
    return {
      kind: 'assert',
      test: this.expressions.build(test),
      message: message === undefined ? undefined : this.expressions.build(message),
      start: node.from,
      end: node.to,
    };
  }

  #import(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const { from: start, to: end } = node;
    const at = children.findIndex((child) => child.name === 'import');
    const names = this.#importedNames(children.slice(at + 1));
    if (children[0]?.name === 'import') return { kind: 'import', names, start, end };
    const before = children.slice(1, at);
    const source = before.map((child) => this.textOf(child)).join('');
    const level = /^\.*/.exec(source)?.[0].length ?? 0;
    const isStar = children[at + 1]?.name === '*';
    return {
      kind: 'import-from',
      module: source.slice(level),
      level,
      names: isStar ? undefined : names,
      start,
      end,
    };
  }

  #importedNames(nodes: readonly SyntaxNode[]): ImportedName[] {
    const names: ImportedName[] = [];
    let parts: SyntaxNode[] = [];
    let alias: SyntaxNode | undefined;
    let isAlias = false;
    const finish = () => {
      const [first] = parts;
      const last = parts.at(-1);
      if (first !== undefined && last !== undefined) {
        names.push({
          name: parts.map((part) => this.textOf(part)).join(''),
          alias: alias === undefined ? undefined : this.textOf(alias),
          nameSpan: { start: first.from, end: last.to },
          start: first.from,
          end: alias?.to ?? last.to,
        });
      }
      parts = [];
      alias = undefined;
      isAlias = false;
    };
    for (const node of nodes) {
      if (node.name === ',') finish();
      else if (node.name === 'as') isAlias = true;
      else if (node.name === 'VariableName' || node.name === '.') {
        if (isAlias) alias = node;
        else parts.push(node);
      }
    }
    finish();
    return names;
  }
}
