import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../text/span.ts';
import { decodeStringBody, splitStringLiteral } from './string-literal.ts';
import type { Expression, FormatField, FormatPart, FormatText } from './syntax.ts';

type BuildExpression = (node: SyntaxNode) => Expression;
type BuildInvalid = (span: Span) => Expression;

/** Joins adjacent literals into one expression. Bytes and text do not mix. */
export function buildString(parts: readonly Expression[], span: Span): Expression {
  const [first] = parts;
  const { start, end } = span;
  if (first === undefined) return { kind: 'invalid', message: 'this is not valid Python', start, end };
  if (parts.length === 1) return first;
  const failed = parts.find((part) => part.kind === 'invalid');
  if (failed !== undefined) return failed;
  if (parts.every((part) => part.kind === 'bytes')) {
    return { kind: 'bytes', value: parts.map((part) => part.value).join(''), start, end };
  }
  if (parts.every((part) => part.kind === 'string')) {
    const isFormat = parts.some((part) => part.isFormat);
    return { kind: 'string', value: parts.map((part) => part.value).join(''), isFormat, start, end };
  }
  const joined: FormatPart[] = [];
  for (const part of parts) {
    if (part.kind === 'string') joined.push({ ...part, kind: 'text', form: 'literal' });
    else if (part.kind === 'format-string') joined.push(...part.parts);
    else return { kind: 'invalid', message: 'bytes and text cannot be joined', start, end };
  }
  return { kind: 'format-string', parts: joined, start, end };
}

/** One literal; the fields of an f-string are built with `build`. */
export function buildStringPart(
  text: string,
  node: SyntaxNode,
  build: BuildExpression,
  invalid: BuildInvalid,
): Expression {
  const { from: start, to: end } = node;
  const literal = text.slice(start, end);
  const cut = splitStringLiteral(literal);
  if (cut === undefined) return invalid({ start, end });
  const { prefix, body, bodyStart } = cut;
  if (/^[tT]|^[rR][tT]/.test(literal)) return invalid({ start, end });
  const hasFields = prefix.format && hasChild(node, 'FormatReplacement');
  if (!hasFields) {
    const decoded = decodeStringBody(body, prefix);
    if (decoded === undefined) return invalid({ start, end });
    if (prefix.bytes) return { kind: 'bytes', value: decoded, start, end };
    const value = prefix.format ? unescapeBraces(decoded) : decoded;
    if (value === undefined) return invalid({ start, end });
    return { kind: 'string', value, isFormat: prefix.format, start, end };
  }
  const bodyEnd = start + bodyStart + body.length;
  const reader = new FormatReader(text, prefix, build);
  const parts = reader.read(node, start + bodyStart, bodyEnd, true);
  return parts === undefined ? invalid({ start, end }) : { kind: 'format-string', parts, start, end };
}

function hasChild(node: SyntaxNode, name: string): boolean {
  return node.getChild(name) !== null;
}

/** `{{` as `{`; undefined where a single brace is left: a field that the grammar missed, as in `rf"\{x}"`. */
function unescapeBraces(text: string): string | undefined {
  if (/[{}]/.test(text.replace(/\{\{|\}\}/g, ''))) return undefined;
  return text.replaceAll('{{', '{').replaceAll('}}', '}');
}

class FormatReader {
  readonly #text: string;
  readonly #prefix: Parameters<typeof decodeStringBody>[1];
  readonly #build: BuildExpression;

  constructor(text: string, prefix: Parameters<typeof decodeStringBody>[1], build: BuildExpression) {
    this.#text = text;
    this.#prefix = prefix;
    this.#build = build;
  }

  /** The literal pieces and fields between two offsets; undefined where a piece does not decode. */
  read(node: SyntaxNode, from: number, to: number, areBracesDoubled: boolean): FormatPart[] | undefined {
    const parts: FormatPart[] = [];
    let at = from;
    for (const field of node.getChildren('FormatReplacement')) {
      if (!this.#pushText(parts, at, field.from, areBracesDoubled)) return undefined;
      const built = this.#field(field);
      if (built === undefined) return undefined;
      if (built.selfDocumentation !== undefined) parts.push(built.selfDocumentation);
      parts.push(built.field);
      at = field.to;
    }
    return this.#pushText(parts, at, to, areBracesDoubled) ? parts : undefined;
  }

  #pushText(parts: FormatPart[], from: number, to: number, areBracesDoubled: boolean): boolean {
    const decoded = decodeStringBody(this.#text.slice(from, to), this.#prefix);
    if (decoded === undefined) return false;
    const piece = areBracesDoubled ? unescapeBraces(decoded) : decoded;
    if (piece === undefined) return false;
    if (piece !== '') parts.push(this.#textPart(piece, from, to));
    return true;
  }

  #textPart(value: string, start: number, end: number): FormatText {
    return { kind: 'text', value, form: this.#prefix.raw ? 'raw-piece' : 'piece', start, end };
  }

  #field(
    node: SyntaxNode,
  ): { readonly field: FormatField; readonly selfDocumentation: FormatText | undefined } | undefined {
    const conversion = node.getChild('FormatConversion');
    const specification = node.getChild('FormatSpec');
    const selfDocumentation = node.getChild('FormatSelfDoc');
    const expressions: SyntaxNode[] = [];
    let hasComma = false;
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.type.isError) return undefined;
      if (child.name === ',') hasComma = true;
      else if (!/^(Format|[{}]$|Comment)/.test(child.name)) expressions.push(child);
      else if (child.name === 'FormatString') expressions.push(child);
    }
    const [only] = expressions;
    if (only === undefined || expressions.length > 1 || hasComma) return undefined;
    const parts =
      specification === null ? [] : this.read(specification, specification.from + 1, specification.to, false);
    if (parts === undefined) return undefined;
    const letter =
      conversion === null ? undefined : this.#text.slice(conversion.from + 1, conversion.to).trim();
    const isDefaultRepr = selfDocumentation !== null && letter === undefined && parts.length === 0;
    const field: FormatField = {
      kind: 'field',
      expression: this.#build(only),
      conversion: (isDefaultRepr ? 'r' : letter) as FormatField['conversion'],
      specification: parts,
      start: node.from,
      end: node.to,
    };
    if (selfDocumentation === null) return { field, selfDocumentation: undefined };
    const from = node.from + 1;
    const to = conversion?.from ?? specification?.from ?? node.to - 1;
    return { field, selfDocumentation: this.#textPart(this.#text.slice(from, to), from, to) };
  }
}
