import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../text/span.ts';
import { buildArguments, buildParameters } from './build-arguments.ts';
import { buildComprehension } from './build-comprehension.ts';
import { buildLogical, isLogical } from './build-logical.ts';
import { buildString, buildStringPart } from './build-strings.ts';
import { childrenOf, spanOf } from './lezer-nodes.ts';
import type { CompareOperator, DictEntry, Expression } from './syntax.ts';
import type { BinaryOperator } from './values.ts';

/** Expressions nested deeper than this are not followed: Python itself stops not far from here. */
const MAXIMUM_DEPTH = 150;
const COMPARISONS = new Set(['<', '<=', '>', '>=', '==', '!=', 'in', 'not in', 'is', 'is not']);

/** Makes the expressions of one text out of Lezer's nodes. What does not parse becomes `invalid`, never an error. */
export class ExpressionBuilder {
  readonly text: string;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  textOf(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  invalid(span: Span, message = 'this is not valid Python'): Expression {
    return { kind: 'invalid', message, start: span.start, end: span.end };
  }

  build(node: SyntaxNode): Expression {
    if (this.#depth >= MAXIMUM_DEPTH) return this.invalid(spanOf(node), 'this is nested too deeply');
    this.#depth += 1;
    const expression = this.#build(node);
    this.#depth -= 1;
    return expression;
  }

  #build(node: SyntaxNode): Expression {
    if (isLogical(node)) return buildLogical(this, node);
    const { from: start, to: end } = node;
    switch (node.name) {
      case 'VariableName':
        return { kind: 'name', name: this.textOf(node), start, end };
      case 'None':
        return { kind: 'none', start, end };
      case 'Ellipsis':
        return { kind: 'ellipsis', start, end };
      case 'Boolean':
        return { kind: 'boolean', value: this.textOf(node) === 'True', start, end };
      case 'Number':
        return this.#number(node);
      case 'String':
      case 'FormatString':
      case 'ContinuedString':
        return this.#string(node);
      case 'ParenthesizedExpression':
        return this.#parenthesized(node);
      case 'TupleExpression':
        return { kind: 'tuple', elements: this.elements(childrenOf(node)), start, end };
      case 'ArrayExpression':
        return { kind: 'list', elements: this.elements(childrenOf(node)), start, end };
      case 'SetExpression':
        return { kind: 'set', elements: this.elements(childrenOf(node)), start, end };
      case 'DictionaryExpression':
        return { kind: 'dict', entries: this.#entries(childrenOf(node)), start, end };
      case 'ComprehensionExpression':
        return buildComprehension(this, 'generator', node, childrenOf(node).slice(1, -1));
      case 'ArrayComprehensionExpression':
        return buildComprehension(this, 'list', node, childrenOf(node).slice(1, -1));
      case 'SetComprehensionExpression':
        return buildComprehension(this, 'set', node, childrenOf(node).slice(1, -1));
      case 'DictionaryComprehensionExpression':
        return buildComprehension(this, 'dict', node, childrenOf(node).slice(1, -1));
      case 'YieldExpression':
        return this.buildYield(node);
      default:
        return this.#compound(node);
    }
  }

  /** `yield`, `yield value` or `yield from value`, as an expression or a statement of its own. */
  buildYield(node: SyntaxNode): Expression {
    const { from: start, to: end } = node;
    const [, second, third] = childrenOf(node).filter((child) => !child.type.isError);
    const isFrom = second?.name === 'from';
    const valueNode = isFrom ? third : second;
    const value = valueNode === undefined ? undefined : this.build(valueNode);
    return third !== undefined && !isFrom
      ? { kind: 'yield', value: this.target(childrenOf(node).slice(1)), isFrom, start, end }
      : { kind: 'yield', value, isFrom, start, end };
  }

  #compound(node: SyntaxNode): Expression {
    const children = childrenOf(node);
    const { from: start, to: end } = node;
    const [first, second, third] = children;
    if (first === undefined || second === undefined || children.some((child) => child.type.isError)) {
      return this.invalid({ start, end });
    }
    switch (node.name) {
      case 'MemberExpression':
        return this.#member(node, first, children);
      case 'CallExpression':
        return {
          kind: 'call',
          callee: this.build(first),
          arguments: buildArguments(this, second),
          start,
          end,
        };
      case 'BinaryExpression':
        return this.#binary(node);
      case 'UnaryExpression':
        return this.#unary(node, first, second);
      case 'ConditionalExpression':
        return children.length === 5
          ? {
              kind: 'conditional',
              body: this.build(first),
              test: this.build(third as SyntaxNode),
              orElse: this.build(children[4] as SyntaxNode),
              start,
              end,
            }
          : this.invalid({ start, end });
      case 'LambdaExpression':
        return this.#lambda(node, children);
      case 'NamedExpression':
        return first.name === 'VariableName' && third !== undefined
          ? {
              kind: 'named',
              target: { kind: 'name', name: this.textOf(first), start: first.from, end: first.to },
              value: this.build(third),
              start,
              end,
            }
          : this.invalid({ start, end });
      case 'AwaitExpression':
        return { kind: 'await', value: this.build(second), start, end };
      default:
        return this.invalid({ start, end });
    }
  }

  #number(node: SyntaxNode): Expression {
    const text = this.textOf(node).replaceAll('_', '').toLowerCase();
    const { from: start, to: end } = node;
    if (/^(0x[0-9a-f]+|0o[0-7]+|0b[01]+|[1-9][0-9]*|0+)$/.test(text)) {
      return { kind: 'integer', value: BigInt(text), start, end };
    }
    if (/^([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(e[+-]?[0-9]+)?$/.test(text)) {
      return { kind: 'float', value: Number(text), start, end };
    }
    return this.invalid({ start, end }, 'this number is not supported');
  }

  #string(node: SyntaxNode): Expression {
    const parts = node.name === 'ContinuedString' ? childrenOf(node) : [node];
    return buildString(
      parts.map((part) =>
        buildStringPart(
          this.text,
          part,
          (field) => this.build(field),
          (span) => this.invalid(span),
        ),
      ),
      spanOf(node),
    );
  }

  /** Brackets change nothing but the span, which stays that of the inside. */
  #parenthesized(node: SyntaxNode): Expression {
    const inside = childrenOf(node).slice(1, -1);
    const [only] = inside;
    if (only === undefined || inside.length !== 1) return this.invalid(spanOf(node));
    return this.build(only);
  }

  #member(node: SyntaxNode, object: SyntaxNode, children: readonly SyntaxNode[]): Expression {
    const { from: start, to: end } = node;
    const value = this.build(object);
    const last = children.at(-1);
    if (children[1]?.name === '.' && last?.name === 'PropertyName') {
      return { kind: 'attribute', value, name: this.textOf(last), nameSpan: spanOf(last), start, end };
    }
    if (children[1]?.name !== '[' || last?.name !== ']') return this.invalid({ start, end });
    return { kind: 'subscript', value, index: this.#index(children.slice(2, -1), start, end), start, end };
  }

  /** What stands between the brackets of a subscript: an expression, a slice, or a tuple of them. */
  #index(children: readonly SyntaxNode[], start: number, end: number): Expression {
    const groups: SyntaxNode[][] = [[]];
    for (const child of children) {
      if (child.name === ',') groups.push([]);
      else groups.at(-1)?.push(child);
    }
    if (groups.length > 1 && groups.at(-1)?.length === 0) groups.pop();
    const parts = groups.map((group) => this.#slicePart(group, start, end));
    const isTuple = children.some((child) => child.name === ',');
    const [only] = parts;
    if (!isTuple && only !== undefined) return only;
    const first = children[0]?.from ?? start;
    return { kind: 'tuple', elements: parts, start: first, end: children.at(-1)?.to ?? end };
  }

  #slicePart(group: readonly SyntaxNode[], start: number, end: number): Expression {
    const [first] = group;
    if (first === undefined) return this.invalid({ start, end });
    if (!group.some((child) => child.name === ':')) {
      if (first.name === '*') return this.elements(group)[0] ?? this.invalid({ start, end });
      return group.length === 1 ? this.build(first) : this.invalid({ start, end });
    }
    const bounds: (Expression | undefined)[] = [undefined, undefined, undefined];
    let at = 0;
    for (const child of group) {
      if (child.name === ':') at += 1;
      else bounds[at] = this.build(child);
    }
    const [lower, upper, step] = bounds;
    return { kind: 'slice', lower, upper, step, start: first.from, end: group.at(-1)?.to ?? first.to };
  }

  /** Follows the left side in a loop, so that `"a" + "b" + …` may be as long as it likes. */
  #binary(node: SyntaxNode): Expression {
    const spine: SyntaxNode[] = [];
    let leftmost = node;
    while (leftmost.name === 'BinaryExpression' && leftmost.firstChild !== null && !isLogical(leftmost)) {
      spine.push(leftmost);
      leftmost = leftmost.firstChild;
    }
    let left = this.build(leftmost);
    for (const level of spine.reverse()) {
      const rest = childrenOf(level).slice(1);
      const rightNode = rest.at(-1);
      const operator = rest
        .slice(0, -1)
        .map((child) => this.textOf(child))
        .join(' ');
      if (rightNode === undefined || rest.some((child) => child.type.isError)) {
        return this.invalid(spanOf(level));
      }
      left = this.#join(left, operator, this.build(rightNode), leftmost.from, level);
    }
    return left;
  }

  #join(left: Expression, operator: string, right: Expression, start: number, level: SyntaxNode): Expression {
    const end = level.to;
    const isChained = level.firstChild?.name === 'BinaryExpression';
    if (COMPARISONS.has(operator)) {
      const comparison = { operator: operator as CompareOperator, right };
      if (isChained && left.kind === 'compare') {
        return { ...left, comparisons: [...left.comparisons, comparison], end };
      }
      return { kind: 'compare', left, comparisons: [comparison], start, end };
    }
    return { kind: 'binary', operator: operator as BinaryOperator, left, right, start, end };
  }

  #unary(node: SyntaxNode, operatorNode: SyntaxNode, operandNode: SyntaxNode): Expression {
    const { from: start, to: end } = node;
    const operator = this.textOf(operatorNode);
    const operand = this.build(operandNode);
    if (operator === '-' || operator === '+' || operator === '~') {
      return { kind: 'unary', operator, operand, start, end };
    }
    return this.invalid({ start, end });
  }

  #lambda(node: SyntaxNode, children: readonly SyntaxNode[]): Expression {
    const list = children.find((child) => child.name === 'ParamList');
    const body = children.at(-1);
    if (body === undefined || body.name === ':') return this.invalid(spanOf(node));
    return {
      kind: 'lambda',
      parameters: list === undefined ? [] : buildParameters(this, list),
      body: this.build(body),
      start: node.from,
      end: node.to,
    };
  }

  /** The elements of a display or of a bare tuple, starred ones included; brackets and commas may be among the nodes. */
  elements(nodes: readonly SyntaxNode[]): Expression[] {
    const elements: Expression[] = [];
    let star: SyntaxNode | undefined;
    for (const node of nodes) {
      if (['(', ')', '[', ']', '{', '}', ','].includes(node.name)) continue;
      if (node.name === '*') star = node;
      else {
        const value = this.build(node);
        elements.push(
          star === undefined ? value : { kind: 'starred', value, start: star.from, end: value.end },
        );
        star = undefined;
      }
    }
    return elements;
  }

  #entries(nodes: readonly SyntaxNode[]): DictEntry[] {
    const entries: DictEntry[] = [];
    let key: Expression | undefined;
    let isKey = true;
    for (const node of nodes) {
      if (node.name === '{' || node.name === '}') continue;
      if (node.name === ',') isKey = true;
      else if (node.name === ':') isKey = false;
      else if (node.name === '**') {
        isKey = false;
        key = undefined;
      } else if (isKey) key = this.build(node);
      else {
        entries.push({ key, value: this.build(node) });
        key = undefined;
      }
    }
    return entries;
  }

  /** One target, or a bare tuple of several. */
  target(nodes: readonly SyntaxNode[]): Expression | undefined {
    const elements = this.elements(nodes);
    const [first] = elements;
    const last = elements.at(-1);
    if (first === undefined || last === undefined) return undefined;
    const isTuple = nodes.some((node) => node.name === ',');
    return isTuple ? { kind: 'tuple', elements, start: first.start, end: last.end } : first;
  }
}
