import type { Span } from '../text/span.ts';
import { decodeStringBody, offsetInBody, type StringPrefix, splitStringLiteral } from './string-literal.ts';
import type { PythonStr, TextPiece } from './values.ts';

/**
 * Where in the source of a file the characters `start` to `end` of a text stand; undefined where that cannot be said for
 * certain: they come from a value that was formatted, from another file, or from a place that occurs more than once.
 */
export function locateInText(source: string, text: PythonStr, { start, end }: Span): Span | undefined {
  const from = locate(source, text, start);
  if (from === undefined) return undefined;
  const last = end > start ? locate(source, text, end - 1) : undefined;
  return { start: from, end: last === undefined || last < from ? from : last + 1 };
}

/** The offset in the source of one character; of the end of the text, the offset behind its last one. */
function locate(source: string, whole: PythonStr, at: number): number | undefined {
  let text = whole;
  let offset = at;
  for (;;) {
    const { origin, span } = text;
    if (origin === undefined) return span && inLiterals(source, span, text.value, offset);
    if (origin.kind === 'literal-piece') {
      const prefix = { raw: origin.raw, format: origin.format, bytes: false };
      return span && inBody(source, span, prefix, text.value, offset);
    }
    if (origin.kind === 'changed') {
      const found = sameSurroundings(text.value, offset, origin.from.value);
      if (found === undefined) return undefined;
      text = origin.from;
      offset = found;
    } else {
      const found = pieceAt(origin.pieces, offset);
      if (found?.piece.of === undefined) return undefined;
      text = found.piece.of;
      offset = found.offset;
    }
  }
}

/** The end of the text belongs to its last piece. */
function pieceAt(
  pieces: readonly TextPiece[],
  at: number,
): { readonly piece: TextPiece; readonly offset: number } | undefined {
  let offset = at;
  for (const [index, piece] of pieces.entries()) {
    if (offset < piece.length || index === pieces.length - 1) return { piece, offset };
    offset -= piece.length;
  }
  return undefined;
}

const BETWEEN_LITERALS = /(?:[ \t\f\r\n]|\\\r?\n|#[^\r\n]*)*/y;
const LITERAL =
  /[A-Za-z]{0,2}(?:"""(?:\\[\s\S]|(?!""")[^\\])*"""|'''(?:\\[\s\S]|(?!''')[^\\])*'''|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*')/y;

/** In literals that stand beside each other in a span and make up `value` together. */
function inLiterals(source: string, span: Span, value: string, at: number): number | undefined {
  let offset = at;
  let made = '';
  let found: number | undefined;
  for (let next = span.start; next < span.end; ) {
    BETWEEN_LITERALS.lastIndex = next;
    BETWEEN_LITERALS.test(source);
    LITERAL.lastIndex = BETWEEN_LITERALS.lastIndex;
    const literal = LITERAL.exec(source);
    const cut = literal === null ? undefined : splitStringLiteral(literal[0]);
    if (literal === null || cut === undefined) return undefined;
    const text = decoded(cut.body, cut.prefix);
    if (text === undefined) return undefined;
    const isLast = LITERAL.lastIndex >= span.end;
    if (found === undefined && (offset < text.length || (isLast && offset === text.length))) {
      const inside = offsetInBody(cut.body, cut.prefix, offset);
      if (inside === undefined) return undefined;
      found = literal.index + cut.bodyStart + inside;
    }
    offset -= text.length;
    made += text;
    next = LITERAL.lastIndex;
  }
  return made === value ? found : undefined;
}

function inBody(
  source: string,
  { start, end }: Span,
  prefix: StringPrefix,
  value: string,
  offset: number,
): number | undefined {
  const body = source.slice(start, end);
  if (decoded(body, prefix) !== value) return undefined;
  const inside = offsetInBody(body, prefix, offset);
  return inside === undefined ? undefined : start + inside;
}

function decoded(body: string, prefix: StringPrefix): string | undefined {
  const text = decodeStringBody(body, prefix);
  return prefix.format ? text?.replaceAll('{{', '{').replaceAll('}}', '}') : text;
}

/** How many characters around a place have to be the same before it is taken for the place. */
const LEAST_IN_COMMON = 6;
const MOST_IN_COMMON = 200;

/**
 * The only offset of `original` whose surroundings are those of `offset` in `changed`; undefined where there is none, or
 * where another is as good.
 */
function sameSurroundings(changed: string, offset: number, original: string): number | undefined {
  const atEnd = offset === changed.length;
  const place = atEnd ? offset - 1 : offset;
  const character = changed[place];
  if (character === undefined) return undefined;
  let best: number | undefined;
  let most = 0;
  let isTied = false;
  for (let at = original.indexOf(character); at >= 0; at = original.indexOf(character, at + 1)) {
    const common = inCommon(changed, place, original, at);
    if (common === most) isTied = true;
    if (common <= most) continue;
    best = at;
    most = common;
    isTied = false;
  }
  const needed = Math.min(LEAST_IN_COMMON, changed.length, original.length);
  if (best === undefined || isTied || most < needed) return undefined;
  return atEnd ? best + 1 : best;
}

function inCommon(left: string, leftAt: number, right: string, rightAt: number): number {
  let before = 0;
  while (
    before < MOST_IN_COMMON &&
    left[leftAt - before - 1] !== undefined &&
    left[leftAt - before - 1] === right[rightAt - before - 1]
  ) {
    before += 1;
  }
  let after = 0;
  while (
    after < MOST_IN_COMMON &&
    left[leftAt + after] !== undefined &&
    left[leftAt + after] === right[rightAt + after]
  ) {
    after += 1;
  }
  return before + after;
}
