import { type HeaderCursor, isLineEnd } from './header-cursor.ts';
import type { HeaderExpression } from './header-expression.ts';
import type { HeaderDocstring } from './revision-header.ts';

/**
 * Lines as templates write them, which are nearly all lines above the functions of a revision. One compiled expression
 * reads such a line several times faster than the general reader, and never differently: whatever it does not match whole,
 * up to the line end, is left to that. Repetitions are bounded, because a long one overflows the stack of the expression.
 */
const PLAIN_IMPORT =
  /(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+[\w.]+(?:[ \t]+as[ \t]+\w+)?(?:,[ \t]*[\w.]+(?:[ \t]+as[ \t]+\w+)?){0,99}[ \t]*(?=[\r\n]|$)/y;
const HEADER_NAME = /\b(?:revision|down_revision|branch_labels|depends_on|upgrade|downgrade)\b/;
const PLAIN_ASSIGNMENT =
  /([a-z]+_[a-z]+|revision)(?:[ \t]*|:(?=[ \t]*\w)(?:[\w. \t|]|\[(?:[\w., \t|]|\[[\w., \t|]*\]){0,999}\]){0,999})=[ \t]*(None|'[^'\\\r\n]*'|"[^"\\\r\n]*")[ \t]*(?=[\r\n]|$)/y;

/** `name = value` with the places of both. */
export interface PlainAssignment {
  readonly target: HeaderExpression & { readonly kind: 'name' };
  readonly value: HeaderExpression;
}

const TRIPLE_QUOTE = '"""';

/** Reads a docstring in three double quotes, without escapes and alone on its last line, if one stands at the cursor. */
export function readPlainDocstring(cursor: HeaderCursor): HeaderDocstring | undefined {
  const { text, position: start } = cursor;
  if (!text.startsWith(TRIPLE_QUOTE, start)) return undefined;
  const bodyEnd = text.indexOf(TRIPLE_QUOTE, start + TRIPLE_QUOTE.length);
  const end = bodyEnd + TRIPLE_QUOTE.length;
  if (bodyEnd < 0 || !(end === text.length || isLineEnd(text.charCodeAt(end)))) return undefined;
  const body = text.slice(start + TRIPLE_QUOTE.length, bodyEnd);
  if (body.includes('\\') || body.includes('\r')) return undefined;
  cursor.position = end;
  return { text: body, span: { start, end } };
}

/** Past an import that binds none of the names of a header, if one stands at the cursor. */
export function skipPlainImport(cursor: HeaderCursor): boolean {
  const { text, position } = cursor;
  PLAIN_IMPORT.lastIndex = position;
  if (!PLAIN_IMPORT.test(text)) return false;
  const end = PLAIN_IMPORT.lastIndex;
  if (HEADER_NAME.test(text.slice(position, end))) return false;
  cursor.position = end;
  return true;
}

/** Reads an assignment of None or of one string without escapes, if one stands at the cursor. */
export function readPlainAssignment(cursor: HeaderCursor): PlainAssignment | undefined {
  const start = cursor.position;
  PLAIN_ASSIGNMENT.lastIndex = start;
  const match = PLAIN_ASSIGNMENT.exec(cursor.text);
  const name = match?.[1];
  const literal = match?.[2];
  if (match === null || name === undefined || literal === undefined) return undefined;
  cursor.position = PLAIN_ASSIGNMENT.lastIndex;
  const end = start + match[0].trimEnd().length;
  const span = { start: end - literal.length, end };
  return {
    target: { kind: 'name', name, span: { start, end: start + name.length } },
    value:
      literal === 'None' ? { kind: 'none', span } : { kind: 'string', value: literal.slice(1, -1), span },
  };
}
