/** A piece of a Mako template. `line` is 1-based. */
export type MakoNode =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'expression';
      readonly source: string;
      readonly filters: readonly string[];
      readonly line: number;
    }
  | { readonly kind: 'control'; readonly keyword: string; readonly source: string; readonly line: number }
  | { readonly kind: 'python'; readonly source: string; readonly isModule: boolean; readonly line: number }
  | { readonly kind: 'tag'; readonly name: string; readonly source: string; readonly line: number };

/** A template that Mako refuses, too. */
export class MakoSyntaxError extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.name = 'MakoSyntaxError';
    this.line = line;
  }
}

const CONTROL_LINE = /[\t ]*(%(?!%)|##)[\t ]*((?:\\\r?\n|[^\r\n])*)(?:\r?\n|$(?![\s\S]))/my;
const PERCENT = /(\s*)%%(%*)/y;
const TEXT_TAG = /<%text(?:\s[^>]*)?>([\s\S]*?)<\/%text>/y;
const DOC_TAG = /<%doc(?:\s[^>]*)?>([\s\S]*?)<\/%doc>/y;
const TAG = /<\/?%[\w.:]+[^>]*>/y;
const STRING = /("""|'''|"|')(?:\\[\s\S]|(?!\1)[^\\])*\1/y;
const TEXT = /[\s\S]*?(?:(?<=\n)(?=[ \t]*(?:%|##))|(?=\$\{)|(?=<\/?%)|(\\\r?\n)|$(?![\s\S]))/y;

/** Cuts a template into its pieces as Mako does. Throws MakoSyntaxError. Source: `mako.lexer.Lexer`. */
export function lexMako(text: string): readonly MakoNode[] {
  return new MakoLexer(text).nodes();
}

class MakoLexer {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  nodes(): readonly MakoNode[] {
    const nodes: MakoNode[] = [];
    while (this.#at < this.#text.length) {
      const node = this.#next();
      if (node !== undefined) nodes.push(node);
    }
    return nodes;
  }

  #next(): MakoNode | undefined {
    if (this.#text.startsWith('${', this.#at)) return this.#expression();
    const atLineStart = this.#at === 0 || this.#text[this.#at - 1] === '\n';
    if (atLineStart) {
      const line = this.#line();
      const control = this.#match(CONTROL_LINE);
      if (control !== undefined) return controlNode(control, line);
    }
    const tag = this.#tag();
    if (tag !== 'none') return tag;
    if (this.#text.startsWith('<%', this.#at)) return this.#python();
    const percent = atLineStart ? this.#match(PERCENT) : undefined;
    if (percent !== undefined) return { kind: 'text', text: `${percent[1] ?? ''}%${percent[2] ?? ''}` };
    const from = this.#at;
    const match = this.#match(TEXT);
    const end = this.#at - (match?.[1]?.length ?? 0);
    if (match === undefined || this.#at === from) {
      this.#at = from + 1;
      return { kind: 'text', text: this.#text.slice(from, from + 1) };
    }
    return { kind: 'text', text: this.#text.slice(from, end) };
  }

  #tag(): MakoNode | undefined | 'none' {
    const line = this.#line();
    const literal = this.#match(TEXT_TAG);
    if (literal !== undefined) return { kind: 'text', text: literal[1] ?? '' };
    if (this.#match(DOC_TAG) !== undefined) return undefined;
    const tag = this.#match(TAG);
    if (tag === undefined) return 'none';
    return { kind: 'tag', name: /[\w.:]+/.exec(tag[0])?.[0] ?? '', source: tag[0], line };
  }

  #expression(): MakoNode {
    const line = this.#line();
    this.#at += 2;
    const { source, end } = this.#until(['|', '}'], line);
    const filters = end === '|' ? this.#until(['}'], line).source : '';
    const names = filters.split(',').map((name) => name.trim());
    return { kind: 'expression', source: source.trim(), filters: names.filter((name) => name !== ''), line };
  }

  #python(): MakoNode {
    const line = this.#line();
    const isModule = this.#text[this.#at + 2] === '!';
    this.#at += isModule ? 3 : 2;
    return { kind: 'python', source: this.#until(['%>'], line).source, isModule, line };
  }

  /** The text up to one of `ends` that stands outside of strings and brackets. */
  #until(ends: readonly string[], line: number): { source: string; end: string } {
    const from = this.#at;
    let depth = 0;
    while (this.#at < this.#text.length) {
      if (this.#match(STRING) !== undefined) continue;
      const end =
        depth === 0 || ends[0] === '%>'
          ? ends.find((text) => this.#text.startsWith(text, this.#at))
          : undefined;
      if (end !== undefined) {
        const source = this.#text.slice(from, this.#at);
        this.#at += end.length;
        return { source, end };
      }
      const character = this.#text[this.#at] ?? '';
      if ('([{'.includes(character)) depth += 1;
      else if (')]}'.includes(character)) depth -= 1;
      this.#at += 1;
    }
    throw new MakoSyntaxError(
      `what begins on line ${line} is not closed: ${ends.join(' or ')} is missing`,
      line,
    );
  }

  #match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#text);
    if (match === null) return undefined;
    this.#at = expression.lastIndex;
    return match;
  }

  #line(): number {
    return this.#text.slice(0, this.#at).split('\n').length;
  }
}

function controlNode(match: RegExpExecArray, line: number): MakoNode | undefined {
  if (match[1] === '##') return undefined;
  const source = (match[2] ?? '').trim();
  return { kind: 'control', keyword: /^\w+/.exec(source)?.[0] ?? '', source, line };
}
