/** The letters before a quote: `rb`, `f`, `u` … in lower case. */
export interface StringPrefix {
  readonly raw: boolean;
  readonly bytes: boolean;
  /** An f-string or a template string: `{…}` is a replacement field. */
  readonly format: boolean;
}

const PREFIXES: ReadonlyMap<string, StringPrefix> = new Map(
  ['', 'r', 'u', 'b', 'f', 't', 'br', 'rb', 'fr', 'rf', 'tr', 'rt'].map((letters) => [
    letters,
    {
      raw: letters.includes('r'),
      bytes: letters.includes('b'),
      format: letters.includes('f') || letters.includes('t'),
    },
  ]),
);

/** Reads the prefix of a string literal; undefined where these letters are no prefix. */
export function readStringPrefix(letters: string): StringPrefix | undefined {
  return PREFIXES.get(letters) ?? PREFIXES.get(letters.toLowerCase());
}

/** One literal cut into its parts. `body` lies between the quotes, as written. */
export interface StringLiteralParts {
  readonly prefix: StringPrefix;
  readonly body: string;
  /** Offset of the body inside the literal. */
  readonly bodyStart: number;
  /** Length of the closing quotes: 1 or 3. */
  readonly quoteLength: number;
}

/** Cuts a whole literal (`rb"x"`, `'''y'''`); undefined where it is not a complete literal. */
export function splitStringLiteral(literal: string): StringLiteralParts | undefined {
  let quoteAt = 0;
  while (quoteAt < 3 && literal[quoteAt] !== '"' && literal[quoteAt] !== "'") quoteAt += 1;
  const quote = literal[quoteAt];
  if (quote !== '"' && quote !== "'") return undefined;
  const prefix = readStringPrefix(literal.slice(0, quoteAt));
  if (prefix === undefined) return undefined;
  const triple = literal.startsWith(quote.repeat(3), quoteAt) && literal.length >= quoteAt + 6;
  const quoteLength = triple ? 3 : 1;
  const bodyStart = quoteAt + quoteLength;
  const bodyEnd = literal.length - quoteLength;
  if (bodyEnd < bodyStart || !literal.endsWith(quote.repeat(quoteLength))) return undefined;
  return { prefix, body: literal.slice(bodyStart, bodyEnd), bodyStart, quoteLength };
}

/**
 * The text that a body stands for: escapes replaced, line ends turned into `\n` as Python's reader does. Each character of
 * a bytes literal is one byte (0–255). Undefined where Python reports a syntax error, and for `\N{…}` names, whose table
 * is not here.
 */
export function decodeStringBody(body: string, prefix: StringPrefix): string | undefined {
  const text = body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body;
  if (prefix.raw || !text.includes('\\')) return text;
  let decoded = '';
  let from = 0;
  for (;;) {
    const slash = text.indexOf('\\', from);
    if (slash < 0) return decoded + text.slice(from);
    decoded += text.slice(from, slash);
    const read = readEscape(text, slash, prefix.bytes);
    if (read === undefined) return undefined;
    decoded += read.text;
    from = read.end;
  }
}

interface Escape {
  readonly text: string;
  readonly end: number;
}

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

function readEscape(text: string, slash: number, bytes: boolean): Escape | undefined {
  const letter = text[slash + 1];
  if (letter === undefined) return undefined;
  const simple = SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) return { text: simple, end: slash + 2 };
  if (letter >= '0' && letter <= '7') return readOctal(text, slash, bytes);
  if (letter === 'x') return readHexadecimal(text, slash, 2);
  if (!bytes && letter === 'u') return readHexadecimal(text, slash, 4);
  if (!bytes && letter === 'U') return readHexadecimal(text, slash, 8);
  if (!bytes && letter === 'N') return undefined;
  return { text: `\\${letter}`, end: slash + 2 };
}

function readOctal(text: string, slash: number, bytes: boolean): Escape {
  let end = slash + 1;
  let code = 0;
  while (end < slash + 4) {
    const digit = text.charCodeAt(end) - 48;
    if (!(digit >= 0 && digit <= 7)) break;
    code = code * 8 + digit;
    end += 1;
  }
  return { text: String.fromCharCode(bytes ? code & 0xff : code), end };
}

function readHexadecimal(text: string, slash: number, digits: number): Escape | undefined {
  const end = slash + 2 + digits;
  const digitsText = text.slice(slash + 2, end);
  if (digitsText.length !== digits || !/^[0-9a-fA-F]+$/.test(digitsText)) return undefined;
  const code = Number.parseInt(digitsText, 16);
  if (code > 0x10ffff) return undefined;
  return { text: String.fromCodePoint(code), end };
}

/**
 * Where in `body`, as written, the character at `offset` of its text begins; the end of the body for the end of the text.
 * Undefined where the body does not decode that far.
 */
export function offsetInBody(body: string, prefix: StringPrefix, offset: number): number | undefined {
  let at = 0;
  let made = 0;
  while (at < body.length) {
    const { length, end } = readCharacter(body, at, prefix) ?? { length: 0, end: undefined };
    if (end === undefined) return undefined;
    if (offset < made + length) return at;
    made += length;
    at = end;
  }
  return offset === made ? at : undefined;
}

/** What stands at an offset of a body as one: a line end, an escape, a doubled brace, a character. */
function readCharacter(
  body: string,
  at: number,
  { raw, bytes, format }: StringPrefix,
): { readonly length: number; readonly end: number } | undefined {
  if (body.startsWith('\r\n', at)) return { length: 1, end: at + 2 };
  if (!raw && body[at] === '\\') {
    if (body.startsWith('\r\n', at + 1)) return { length: 0, end: at + 3 };
    if (body[at + 1] === '\r') return { length: 0, end: at + 2 };
    const written = readEscape(body, at, bytes);
    return written && { length: written.text.length, end: written.end };
  }
  const isDoubled = format && (body.startsWith('{{', at) || body.startsWith('}}', at));
  return { length: 1, end: at + (isDoubled ? 2 : 1) };
}
