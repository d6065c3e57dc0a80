import { CODE, isLineEnd, isWordCode } from './header-cursor.ts';

const TAB_WIDTH = 8;
const NOT_PLAIN = -1;

/** Brackets open at the place that is read; kept between calls so that a body costs no allocation. */
const open: number[] = [];

/**
 * Past the lines from `position`, a line start, that belong to a body opened by a line with `indent` columns before it. One
 * loop over the characters passes a body several times faster than the general reader, and never differently: it stops in
 * front of a logical line with anything in it that could mean something else than it seems (an f-string, a backslash, a
 * bracket without its partner) and leaves that to the general reader.
 */
export function skipPlainBody(text: string, position: number, indent: number): number {
  let line = position;
  while (line < text.length) {
    let columns = 0;
    let at = line;
    for (; ; at += 1) {
      const code = text.charCodeAt(at);
      if (code === CODE.space) columns += 1;
      else if (code === CODE.tab) columns += TAB_WIDTH - (columns % TAB_WIDTH);
      else break;
    }
    const code = text.charCodeAt(at);
    if (code !== CODE.hash && !isLineEnd(code) && columns <= indent) return line;
    const end = logicalLineEnd(text, at);
    if (end === NOT_PLAIN) return line;
    line = end;
  }
  return text.length;
}

/** Behind the line end of the logical line at `from`, or NOT_PLAIN. */
function logicalLineEnd(text: string, from: number): number {
  open.length = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Letters and digits, which are most of a body, end here.
    if (code >= 48 && code !== CODE.openBracket && code < CODE.openBrace) {
      if (code === CODE.backslash) return NOT_PLAIN;
      if (code !== CODE.closeBracket) continue;
    }
    switch (code) {
      case CODE.lineFeed:
        if (open.length === 0) return at + 1;
        break;
      case CODE.carriageReturn:
        if (open.length === 0) return text.charCodeAt(at + 1) === CODE.lineFeed ? at + 2 : at + 1;
        break;
      case CODE.hash:
        while (at + 1 < text.length && !isLineEnd(text.charCodeAt(at + 1))) at += 1;
        break;
      case CODE.quote:
      case CODE.doubleQuote:
        at = plainStringEnd(text, at, code);
        if (at === NOT_PLAIN) return NOT_PLAIN;
        break;
      case CODE.openParenthesis:
        open.push(CODE.closeParenthesis);
        break;
      case CODE.openBracket:
      case CODE.openBrace:
        open.push(code + 2);
        break;
      case CODE.closeParenthesis:
      case CODE.closeBracket:
      case CODE.closeBrace:
        if (open.pop() !== code) return NOT_PLAIN;
        break;
      case CODE.formFeed:
        return NOT_PLAIN;
      default:
    }
  }
  return open.length === 0 ? text.length : NOT_PLAIN;
}

/** The last quote of the string whose first quote is at `from`, or NOT_PLAIN. */
function plainStringEnd(text: string, from: number, quote: number): number {
  if (isWordCode(text.charCodeAt(from - 1))) return NOT_PLAIN;
  const isTriple = text.charCodeAt(from + 1) === quote && text.charCodeAt(from + 2) === quote;
  for (let at = from + (isTriple ? 3 : 1); at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === CODE.backslash) return NOT_PLAIN;
    if (code === quote) {
      if (!isTriple) return at;
      if (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) return at + 2;
    } else if (!isTriple && isLineEnd(code)) return NOT_PLAIN;
  }
  return NOT_PLAIN;
}
