import { buildString } from './build-strings.ts';
import { CODE, isWordCode } from './header-cursor.ts';
import { decodeStringBody, splitStringLiteral } from './string-literal.ts';
import type { Argument, DictEntry, Expression } from './syntax.ts';

/** The general reader's limits are higher; what is nested deeper than this is left to it. */
const MAXIMUM_DEPTH = 30;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /(?:0|[1-9][0-9]{0,99})(?:\.[0-9]{1,99})?(?![\w.])/y;

/** Keywords, and names that the grammar reads as one in some places. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'and as assert async await break class continue def del elif else except exec False finally for from global if ' +
    'import in is lambda match case None nonlocal not or pass print raise return True try type while with yield'
  ).split(' '),
);

/**
 * Reads the expressions that generated migrations are made of: names, attributes, calls, subscripts, displays and literals.
 * It answers what the general parser answers, many times faster, or undefined where a form is any other; a text that it
 * reads is valid Python. After undefined the position means nothing.
 */
export class PlainExpressionReader {
  readonly text: string;
  position = 0;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The character code at the position; NaN at the end of the text. */
  get code(): number {
    return this.text.charCodeAt(this.position);
  }

  skipSpaces(): void {
    while (this.code === CODE.space) this.position += 1;
  }

  /** Past blanks, line ends and comments, as between brackets. */
  skipLines(): void {
    for (;;) {
      const { code } = this;
      if (code === CODE.hash) this.skipComment();
      else if (code === CODE.space || code === CODE.lineFeed) this.position += 1;
      else return;
    }
  }

  /** To the line end behind a comment. */
  skipComment(): void {
    const end = this.text.indexOf('\n', this.position);
    this.position = end < 0 ? this.text.length : end;
  }

  /** Past this character, if it stands here. */
  skip(code: number): boolean {
    if (this.code !== code) return false;
    this.position += 1;
    return true;
  }

  /** A name or keyword; undefined where none stands here, or one with letters outside ASCII. */
  word(): string | undefined {
    NAME.lastIndex = this.position;
    if (!NAME.test(this.text) || this.text.charCodeAt(NAME.lastIndex) > 127) return undefined;
    const word = this.text.slice(this.position, NAME.lastIndex);
    this.position = NAME.lastIndex;
    return word;
  }

  /** A name that is no keyword. */
  name(): string | undefined {
    const word = this.word();
    return word === undefined || KEYWORDS.has(word) ? undefined : word;
  }

  /** An expression at the position, which is behind it afterwards. `isOpen`: brackets around it let it go on below. */
  expression(isOpen: boolean): Expression | undefined {
    if (this.#depth >= MAXIMUM_DEPTH) return undefined;
    this.#depth += 1;
    const start = this.position;
    let expression = this.#atom(isOpen);
    while (expression !== undefined) {
      const end = this.position;
      if (isOpen) this.skipLines();
      else this.skipSpaces();
      const { code } = this;
      if (code === CODE.openParenthesis) expression = this.#call(expression, start);
      else if (code === CODE.dot) expression = this.#attribute(expression, start, isOpen);
      else if (code === CODE.openBracket) expression = this.#subscript(expression, start);
      else {
        this.position = end;
        break;
      }
    }
    this.#depth -= 1;
    return expression;
  }

  #atom(isOpen: boolean): Expression | undefined {
    const { code, position: start } = this;
    switch (code) {
      case CODE.quote:
      case CODE.doubleQuote:
        return this.#string(isOpen);
      case CODE.openParenthesis:
        return this.#parenthesized();
      case CODE.openBracket: {
        const elements = this.#elements(CODE.closeBracket);
        return elements && { kind: 'list', elements: elements.found, start, end: this.position };
      }
      case CODE.openBrace:
        return this.#dict();
      default:
        return code >= 48 && code <= 57 ? this.#number() : this.#named(isOpen);
    }
  }

  #named(isOpen: boolean): Expression | undefined {
    const start = this.position;
    const word = this.word();
    const end = this.position;
    if (word === undefined) return undefined;
    if (this.code === CODE.quote || this.code === CODE.doubleQuote) {
      this.position = start;
      return word === 'r' ? this.#string(isOpen) : undefined;
    }
    if (word === 'None') return { kind: 'none', start, end };
    if (word === 'True' || word === 'False') return { kind: 'boolean', value: word === 'True', start, end };
    return KEYWORDS.has(word) ? undefined : { kind: 'name', name: word, start, end };
  }

  #number(): Expression | undefined {
    const start = this.position;
    NUMBER.lastIndex = start;
    if (!NUMBER.test(this.text)) return undefined;
    const end = NUMBER.lastIndex;
    this.position = end;
    const text = this.text.slice(start, end);
    return text.includes('.')
      ? { kind: 'float', value: Number(text), start, end }
      : { kind: 'integer', value: BigInt(text), start, end };
  }

  /** One literal, or several side by side. */
  #string(isOpen: boolean): Expression | undefined {
    const start = this.position;
    const parts: Expression[] = [];
    for (;;) {
      const part = this.#stringPart();
      if (part === undefined) return undefined;
      parts.push(part);
      const { position: end } = this;
      if (isOpen) this.skipLines();
      else this.skipSpaces();
      const { code } = this;
      // A name behind a literal is a prefix or a fault; both are for the general reader.
      if (isWordCode(code)) {
        const next = this.text.slice(this.position, this.position + 4);
        if (!/^(?:for|if|in|is|and|or|not|else)\b/.test(next) || code > 127) return undefined;
      }
      if (code !== CODE.quote && code !== CODE.doubleQuote) {
        this.position = end;
        return buildString(parts, { start, end });
      }
    }
  }

  #stringPart(): Expression | undefined {
    const { text, position: start } = this;
    const quoteAt = isWordCode(this.code) ? start + 1 : start;
    const quote = text.charCodeAt(quoteAt);
    const isTriple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
    let at = quoteAt + (isTriple ? 3 : 1);
    for (; ; at += 1) {
      const code = text.charCodeAt(at);
      if (Number.isNaN(code)) return undefined;
      if (code === CODE.backslash) at += 1;
      else if (code === CODE.lineFeed && !isTriple) return undefined;
      else if (code === quote) {
        if (!isTriple) break;
        if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) {
          at += 2;
          break;
        }
      }
    }
    const end = at + 1;
    const cut = splitStringLiteral(text.slice(start, end));
    const value = cut && decodeStringBody(cut.body, cut.prefix);
    this.position = end;
    return value === undefined ? undefined : { kind: 'string', value, isFormat: false, start, end };
  }

  /** A tuple, or an expression in brackets, which change nothing. */
  #parenthesized(): Expression | undefined {
    const start = this.position;
    const elements = this.#elements(CODE.closeParenthesis);
    if (elements === undefined) return undefined;
    const [only] = elements.found;
    if (only !== undefined && elements.found.length === 1 && !elements.hasComma) return only;
    return { kind: 'tuple', elements: elements.found, start, end: this.position };
  }

  /** What stands between two brackets, with commas between. */
  #elements(
    close: number,
  ): { readonly found: readonly Expression[]; readonly hasComma: boolean } | undefined {
    this.position += 1;
    const found: Expression[] = [];
    let hasComma = false;
    for (;;) {
      this.skipLines();
      if (this.skip(close)) return { found, hasComma };
      if (found.length > 0 && !hasComma) return undefined;
      const element = this.expression(true);
      if (element === undefined) return undefined;
      found.push(element);
      this.skipLines();
      if (this.skip(CODE.comma)) hasComma = true;
      else return this.skip(close) ? { found, hasComma } : undefined;
    }
  }

  #dict(): Expression | undefined {
    const start = this.position;
    const entries: DictEntry[] = [];
    this.position += 1;
    for (;;) {
      this.skipLines();
      if (this.skip(CODE.closeBrace)) break;
      const key = this.expression(true);
      this.skipLines();
      if (key === undefined || !this.skip(CODE.colon)) return undefined;
      this.skipLines();
      const value = this.expression(true);
      if (value === undefined) return undefined;
      entries.push({ key, value });
      this.skipLines();
      if (this.skip(CODE.comma)) continue;
      if (!this.skip(CODE.closeBrace)) return undefined;
      break;
    }
    return { kind: 'dict', entries, start, end: this.position };
  }

  #attribute(value: Expression, start: number, isOpen: boolean): Expression | undefined {
    this.position += 1;
    if (isOpen) this.skipLines();
    else this.skipSpaces();
    const nameStart = this.position;
    const name = this.name();
    const end = this.position;
    if (name === undefined) return undefined;
    return { kind: 'attribute', value, name, nameSpan: { start: nameStart, end }, start, end };
  }

  #subscript(value: Expression, start: number): Expression | undefined {
    this.position += 1;
    this.skipLines();
    const indexStart = this.position;
    const elements: Expression[] = [];
    let hasComma = false;
    let indexEnd = indexStart;
    for (;;) {
      const element = this.expression(true);
      if (element === undefined) return undefined;
      elements.push(element);
      indexEnd = this.position;
      this.skipLines();
      if (this.skip(CODE.closeBracket)) break;
      if (!this.skip(CODE.comma)) return undefined;
      hasComma = true;
      this.skipLines();
      // A comma in front of the bracket moves the end of the index; it is rare enough for the general reader.
      if (this.code === CODE.closeBracket) return undefined;
    }
    const [only] = elements;
    if (only === undefined) return undefined;
    const index: Expression = hasComma ? { kind: 'tuple', elements, start: indexStart, end: indexEnd } : only;
    return { kind: 'subscript', value, index, start, end: this.position };
  }

  #call(callee: Expression, start: number): Expression | undefined {
    this.position += 1;
    const found: Argument[] = [];
    for (;;) {
      this.skipLines();
      if (this.skip(CODE.closeParenthesis)) break;
      const argument = this.#argument();
      if (argument === undefined) return undefined;
      found.push(argument);
      this.skipLines();
      if (this.skip(CODE.comma)) continue;
      if (!this.skip(CODE.closeParenthesis)) return undefined;
      break;
    }
    return { kind: 'call', callee, arguments: found, start, end: this.position };
  }

  #argument(): Argument | undefined {
    const value = this.expression(true);
    if (value?.kind !== 'name') return value && { kind: 'positional', value };
    const end = this.position;
    this.skipLines();
    if (this.code !== CODE.equals || this.text.charCodeAt(this.position + 1) === CODE.equals) {
      this.position = end;
      return { kind: 'positional', value };
    }
    // `(name)=value` is no keyword.
    if (end !== value.end) return undefined;
    this.position += 1;
    this.skipLines();
    const given = this.expression(true);
    const { name, start } = value;
    return given && { kind: 'keyword', name, nameSpan: { start, end }, value: given };
  }
}
