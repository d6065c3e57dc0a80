/** One piece of a statement. `value` is folded as PostgreSQL folds it: an unquoted word in lower case, a string without quotes. */
export interface SqlToken {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol';
  readonly value: string;
  /** UTF-16 offsets in the text, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Blanks and comments. A comment within a comment ends the outer one here; PostgreSQL nests them. */
const BLANK = /(?:\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y;
const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy;
const QUOTED = /"((?:[^"]|"")*)(?:"|$)/y;
/** `E'…'` has backslashes, the others only doubled quotes. */
const ESCAPED_STRING = /[eE]'((?:[^'\\]|''|\\[\s\S])*)(?:'|$)/y;
const STRING = /(?:[bBxXnN]|[uU]&)?'((?:[^']|'')*)(?:'|$)/y;
const DOLLAR_TAG = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const NUMBER = /\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?/y;
const SYMBOL = /::|:=|=>|[<>!=]=|<>|[\s\S]/y;

/** The tokens of an SQL text. Never throws: what is not closed ends with the text. Source: "Lexical Structure" in PostgreSQL's manual. */
export function sqlTokens(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let offset = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = offset;
    return pattern.exec(text);
  };
  while (offset < text.length) {
    const blank = match(BLANK);
    if (blank !== null) {
      offset += blank[0].length;
      continue;
    }
    const token = nextToken(text, offset, match);
    tokens.push(token);
    offset = token.end;
  }
  return tokens;
}

function nextToken(
  text: string,
  start: number,
  match: (pattern: RegExp) => RegExpExecArray | null,
): SqlToken {
  const token = (kind: SqlToken['kind'], value: string, length: number): SqlToken => ({
    kind,
    value,
    start,
    end: start + length,
  });
  const string = match(ESCAPED_STRING) ?? match(STRING);
  if (string !== null) return token('string', (string[1] ?? '').replaceAll("''", "'"), string[0].length);
  const word = match(WORD);
  if (word !== null) return token('word', word[0].toLowerCase(), word[0].length);
  const quoted = match(QUOTED);
  if (quoted !== null) return token('quoted', (quoted[1] ?? '').replaceAll('""', '"'), quoted[0].length);
  const tag = match(DOLLAR_TAG)?.[0];
  if (tag !== undefined) {
    const closing = text.indexOf(tag, start + tag.length);
    const end = closing === -1 ? text.length : closing;
    return token(
      'string',
      text.slice(start + tag.length, end),
      Math.min(end + tag.length, text.length) - start,
    );
  }
  const number = match(NUMBER);
  if (number !== null) return token('number', number[0], number[0].length);
  const symbol = match(SYMBOL)?.[0] ?? '';
  return token('symbol', symbol, symbol.length);
}

/** The tokens of each statement of a text, cut at semicolons that stand outside parentheses; empty ones are left out. */
export function splitStatements(tokens: readonly SqlToken[]): ReadonlyArray<readonly SqlToken[]> {
  return splitAtTopLevel(tokens, ';').filter((statement) => statement.length > 0);
}

/** The parts of a list, cut at a symbol that stands outside parentheses and brackets. */
export function splitAtTopLevel(
  tokens: readonly SqlToken[],
  separator: string,
): ReadonlyArray<readonly SqlToken[]> {
  const parts: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'symbol') {
      if (token.value === '(' || token.value === '[') depth += 1;
      if (token.value === ')' || token.value === ']') depth -= 1;
      if (token.value === separator && depth <= 0) {
        parts.push([]);
        continue;
      }
    }
    parts.at(-1)?.push(token);
  }
  return parts;
}
