import { CODE, HeaderCursor } from './header-cursor.ts';

const OPENING = /^[ \t]*(?:async[ \t]+)?with[ \t]*\(/gm;

/**
 * `with (a as b, c as d):` is Python since 3.9 and unknown to the grammar. Puts blanks in place of its brackets, line
 * ends and comments: the same statement in the old form, every offset unchanged. Texts without one come back as they are.
 */
export function unwrapParenthesizedWith(text: string): string {
  let unwrapped = text;
  for (const match of text.matchAll(OPENING)) {
    const open = match.index + match[0].length - 1;
    const close = closingBracket(text, open);
    if (close === undefined || !/^[ \t]*:/.test(text.slice(close + 1))) continue;
    const inside = blankLines(text.slice(open + 1, close));
    if (inside === undefined) continue;
    unwrapped = `${unwrapped.slice(0, open)} ${inside} ${unwrapped.slice(close + 1)}`;
  }
  return unwrapped;
}

function closingBracket(text: string, open: number): number | undefined {
  let isClosed = true;
  const cursor = new HeaderCursor(text, () => {
    isClosed = false;
  });
  cursor.position = open + 1;
  while (isClosed) {
    if (!cursor.skipExpression(true, false) || cursor.atEnd) return undefined;
    if (cursor.code === CODE.closeParenthesis) return cursor.position;
    cursor.position += 1;
  }
  return undefined;
}

/** Comments, line ends and a last comma as blanks; undefined where a string spans lines or nothing is named. */
function blankLines(inside: string): string | undefined {
  if (!/\bas\b/.test(inside) || /"""|'''|\\/.test(inside)) return undefined;
  const blanked = inside.replace(STRING_OR_COMMENT, (piece) =>
    piece.startsWith('#') ? ' '.repeat(piece.length) : piece,
  );
  return blanked.replace(/[\r\n]/g, ' ').replace(LAST_COMMA, ' ');
}

const STRING_OR_COMMENT = /'[^'\r\n]*'|"[^"\r\n]*"|#[^\r\n]*/g;
const LAST_COMMA = /,(?=\s*$)/;
