import { readStringPrefix, type StringPrefix } from './string-literal.ts';

/** Python refuses brackets nested deeper than this, and so does this reader. */
const MAXIMUM_NESTING = 200;

export const CODE = {
  tab: 9,
  lineFeed: 10,
  formFeed: 12,
  carriageReturn: 13,
  space: 32,
  doubleQuote: 34,
  hash: 35,
  quote: 39,
  openParenthesis: 40,
  closeParenthesis: 41,
  plus: 43,
  comma: 44,
  dot: 46,
  colon: 58,
  semicolon: 59,
  equals: 61,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  bar: 124,
  closeBrace: 125,
} as const;

export interface ScannedString {
  readonly prefix: StringPrefix;
  /** An f-string with at least one `{…}` field. */
  readonly hasFields: boolean;
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

/** Moves over the tokens of a Python text. It knows strings, comments, brackets and line continuations, no grammar. */
export class HeaderCursor {
  readonly text: string;
  position = 0;
  /**
   * True after a bracket or a triple-quoted string was found open: from there on a line end ends every bracket, so that
   * what follows can still be read, and in linear time.
   */
  isBroken = false;
  /** Set where the text stops being Python: an open string or bracket, a bracket that closes nothing. */
  onError: (message: string, start: number, end: number) => void;

  constructor(text: string, onError: (message: string, start: number, end: number) => void) {
    this.text = text;
    this.onError = onError;
  }

  get code(): number {
    return this.text.charCodeAt(this.position);
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** Skips blanks and `\` line ends; inside brackets also line ends and comments. */
  skipBlanks(insideBrackets: boolean): void {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.position);
      if (code === CODE.space || code === CODE.tab || code === CODE.formFeed) this.position += 1;
      else if (code === CODE.backslash && isLineEnd(text.charCodeAt(this.position + 1))) {
        this.position += 1;
        this.skipLineEnd();
      } else if (insideBrackets && !this.isBroken && isLineEnd(code)) this.position += 1;
      else if (insideBrackets && code === CODE.hash) this.skipComment();
      else return;
    }
  }

  /** Moves to the end of the line. */
  skipComment(): void {
    this.position = skipRun(TO_LINE_END, this.text, this.position);
  }

  skipLineEnd(): void {
    if (this.code === CODE.carriageReturn && this.text.charCodeAt(this.position + 1) === CODE.lineFeed) {
      this.position += 2;
    } else this.position += 1;
  }

  /** Moves to the line end behind a logical line whose statements do not matter. */
  skipLogicalLine(): void {
    if (isLineEnd(this.code)) return;
    for (;;) {
      this.position = skipRun(PLAIN_RUN, this.text, this.position);
      if (this.atEnd) return;
      const code = this.code;
      if (isLineEnd(code)) return;
      if (code === CODE.hash) this.skipComment();
      else if (isOpening(code) || isClosing(code) || isQuote(code)) this.skipExpression(false, false);
      else this.position += 1;
      if (code === CODE.backslash && isLineEnd(this.code)) this.skipLineEnd();
    }
  }

  /** Moves to the `;`, comment or line end behind this statement. */
  skipStatement(): void {
    for (;;) {
      this.skipExpression(false, false);
      if (this.atStatementEnd) return;
      this.position += 1;
    }
  }

  /** True at a line end, `;`, a comment or the end of the text. */
  get atStatementEnd(): boolean {
    if (this.atEnd) return true;
    const code = this.code;
    return isLineEnd(code) || code === CODE.semicolon || code === CODE.hash;
  }

  /** Reads a name or number-like word; empty where there is none. */
  readWord(): string {
    const start = this.position;
    this.position = skipRun(WORD, this.text, start);
    return this.text.slice(start, this.position);
  }

  /** If a whole number or a float starts here, moves past it. */
  readNumber(): boolean {
    const start = this.position;
    this.position = skipRun(NUMBER, this.text, start);
    return this.position > start;
  }

  /** If a string literal starts here, moves past it; otherwise stays. An open string is reported and ends its line. */
  readString(): ScannedString | undefined {
    const { text } = this;
    const start = this.position;
    if (isQuote(text.charCodeAt(start))) return this.#finishString(PLAIN_PREFIX, start, 0);
    let quoteAt = start + 1;
    while (quoteAt < start + 3 && !isQuote(text.charCodeAt(quoteAt))) quoteAt += 1;
    const quote = text.charCodeAt(quoteAt);
    if (!isQuote(quote)) return undefined;
    const prefix = readStringPrefix(text.slice(start, quoteAt));
    if (prefix === undefined) return undefined;
    this.position = quoteAt;
    return this.#finishString(prefix, start, 0);
  }

  /** The position is at the opening quote. */
  #finishString(prefix: StringPrefix, start: number, depth: number): ScannedString | undefined {
    const { text } = this;
    const quote = this.code;
    const triple =
      text.charCodeAt(this.position + 1) === quote && text.charCodeAt(this.position + 2) === quote;
    this.position += triple ? 3 : 1;
    const bodyStart = this.position;
    let hasFields = false;
    for (;;) {
      this.position = skipRun(quote === CODE.quote ? TO_QUOTE : TO_DOUBLE_QUOTE, text, this.position);
      const code = text.charCodeAt(this.position);
      if (this.position >= text.length || (!triple && isLineEnd(code))) {
        this.onError('this string is never closed', start, bodyStart);
        if (triple) {
          this.position = bodyStart;
          this.isBroken = true;
        }
        return undefined;
      }
      if (code === quote) {
        if (
          !triple ||
          (text.charCodeAt(this.position + 1) === quote && text.charCodeAt(this.position + 2) === quote)
        ) {
          const bodyEnd = this.position;
          this.position += triple ? 3 : 1;
          return { prefix, hasFields, bodyStart, bodyEnd };
        }
        this.position += 1;
      } else if (code === CODE.backslash) this.#skipEscape(prefix);
      else if (prefix.format && code === CODE.openBrace) {
        if (text.charCodeAt(this.position + 1) === CODE.openBrace) this.position += 2;
        else {
          hasFields = true;
          if (!this.#skipField(start, depth + 1)) return undefined;
        }
      } else this.position += 1;
    }
  }

  #skipEscape(prefix: StringPrefix): void {
    const { text } = this;
    const next = text.charCodeAt(this.position + 1);
    if (prefix.format && next === CODE.openBrace) this.position += 1;
    else if (prefix.format && !prefix.raw && text.startsWith('N{', this.position + 1)) {
      const close = text.indexOf('}', this.position);
      this.position = close < 0 ? text.length : close + 1;
    } else if (next === CODE.carriageReturn && text.charCodeAt(this.position + 2) === CODE.lineFeed)
      this.position += 3;
    else this.position += 2;
  }

  /** Past a replacement field of an f-string, from its `{`. False where the text ends inside. */
  #skipField(stringStart: number, depth: number): boolean {
    if (depth > MAXIMUM_NESTING) {
      this.onError('this f-string is nested too deeply', stringStart, this.position);
      return false;
    }
    const { text } = this;
    let brackets = 0;
    let inSpecification = false;
    this.position += 1;
    while (this.position < text.length) {
      const code = text.charCodeAt(this.position);
      if (inSpecification) {
        if (code === CODE.openBrace) {
          if (!this.#skipField(stringStart, depth + 1)) return false;
          continue;
        }
        if (isLineEnd(code)) break;
      } else if (isQuote(code)) {
        const start = this.position;
        if (this.#finishString(prefixBefore(text, start), start, depth) === undefined) return false;
        continue;
      } else if (isOpening(code)) brackets += 1;
      else if (code === CODE.colon && brackets === 0) inSpecification = true;
      else if (isClosing(code) && brackets > 0) {
        brackets -= 1;
        this.position += 1;
        continue;
      }
      this.position += 1;
      if (code === CODE.closeBrace) return true;
    }
    this.onError('this string is never closed', stringStart, stringStart + 1);
    return false;
  }

  /**
   * Moves to the next delimiter of the level it starts on: `,` `;` `:` `=`, a closing bracket, and outside brackets a
   * line end or comment. False where the text ends inside a bracket.
   */
  skipExpression(insideBrackets: boolean, stopAtComma = true): boolean {
    const { text } = this;
    const open: number[] = [];
    for (;;) {
      this.position =
        open.length > 0 ? skipRun(PLAIN_RUN, text, this.position) : skipOrdinary(text, this.position);
      if (this.position >= text.length) break;
      const code = text.charCodeAt(this.position);
      const level = open.length;
      if (isQuote(code)) {
        const start = this.position;
        this.#finishString(prefixBefore(text, start), start, 0);
      } else if (isOpening(code)) {
        open.push(this.position);
        this.position += 1;
      } else if (isClosing(code)) {
        if (level === 0) {
          if (insideBrackets) return true;
          this.onError('this bracket closes nothing', this.position, this.position + 1);
        } else {
          const opened = open.pop() ?? 0;
          if (!isPair(text.charCodeAt(opened), code)) {
            this.onError('this bracket does not match the one before it', this.position, this.position + 1);
          }
        }
        this.position += 1;
      } else if (code === CODE.hash) {
        if (level === 0 && !insideBrackets) return true;
        this.skipComment();
      } else if (isLineEnd(code)) {
        if (level === 0 && !insideBrackets) return true;
        if (this.isBroken) return false;
        this.position += 1;
      } else if (code === CODE.backslash) {
        this.position += 1;
        if (isLineEnd(this.code)) this.skipLineEnd();
      } else if (level > 0) this.position += 1;
      else if (code === CODE.semicolon || (code === CODE.comma && stopAtComma)) return true;
      else if (code === CODE.colon && text.charCodeAt(this.position + 1) !== CODE.equals) return true;
      else if (code === CODE.equals && !this.#isComparison()) return true;
      else if (text.charCodeAt(this.position + 1) === CODE.equals) this.position += 2;
      else this.position += 1;
    }
    const unclosed = open[0];
    if (unclosed === undefined) return true;
    this.abandonBracket(unclosed);
    return false;
  }

  /** Reports the bracket at `opened` as open and goes on at the end of its line. */
  abandonBracket(opened: number): void {
    this.onError('this bracket is never closed', opened, opened + 1);
    this.isBroken = true;
    this.position = opened;
    this.skipComment();
  }

  /** At `=`: part of `==`, `!=`, `<=`, `>=`? An augmented assignment counts as an `=`. */
  #isComparison(): boolean {
    const { text, position } = this;
    if (text.charCodeAt(position + 1) === CODE.equals) return true;
    const before = text[position - 1];
    if (before === '!') return true;
    return (before === '<' || before === '>') && text[position - 2] !== before;
  }
}

/** What means something to this reader. A regular expression is machine code from its second use on, our loops are not. */
const SPECIAL = /["'()[\]{}#\\\r\n:;=,]/g;
const WORD = /[\w\u0080-\ufefe\uff00-\uffff]*/y;
const TO_QUOTE = /[^'\\{\r\n]*/y;
const TO_DOUBLE_QUOTE = /[^"\\{\r\n]*/y;
const NUMBER =
  /(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)(?!\w)/y;
const TO_LINE_END = /[^\r\n]*/y;
/** Characters and plain strings that end neither a line nor a bracket; f-strings may hold any quotes and are left out. */
const PLAIN_RUN =
  /(?:[^"'()[\]{}#\\\r\n]+|(?<![fFtT][rR]?)(?:"(?:[^"\\\r\n]|\\[^\r\n])*"(?!")|'(?:[^'\\\r\n]|\\[^\r\n])*'(?!')))+/y;

/** The next place, from `position` on, that holds a special character, or the end of the text. */
function skipOrdinary(text: string, position: number): number {
  SPECIAL.lastIndex = position;
  return SPECIAL.test(text) ? SPECIAL.lastIndex - 1 : text.length;
}

/** The end of the match of a sticky expression at `position`. */
function skipRun(expression: RegExp, text: string, position: number): number {
  expression.lastIndex = position;
  return expression.test(text) ? expression.lastIndex : position;
}

export function isLineEnd(code: number): boolean {
  return code === CODE.lineFeed || code === CODE.carriageReturn;
}

function isQuote(code: number): boolean {
  return code === CODE.doubleQuote || code === CODE.quote;
}

export function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    code === 95 ||
    (code >= 48 && code <= 57) ||
    (code > 127 && code !== 0xfeff)
  );
}

function isOpening(code: number): boolean {
  return code === CODE.openParenthesis || code === CODE.openBracket || code === CODE.openBrace;
}

function isClosing(code: number): boolean {
  return code === CODE.closeParenthesis || code === CODE.closeBracket || code === CODE.closeBrace;
}

function isPair(open: number, close: number): boolean {
  return close === (open === CODE.openParenthesis ? CODE.closeParenthesis : open + 2);
}

/** The prefix of the string whose quote is at `quoteAt`. */
function prefixBefore(text: string, quoteAt: number): StringPrefix {
  let start = quoteAt;
  if (!isWordCode(text.charCodeAt(start - 1))) return PLAIN_PREFIX;
  while (quoteAt - start < 3 && start > 0 && isWordCode(text.charCodeAt(start - 1))) start -= 1;
  return readStringPrefix(text.slice(start, quoteAt)) ?? PLAIN_PREFIX;
}

const PLAIN_PREFIX: StringPrefix = { raw: false, bytes: false, format: false };
