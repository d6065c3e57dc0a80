import type { Span } from '../text/span.ts';

const STRING =
  /[A-Za-z]{0,2}(?:"""[^\\]*?(?:\\[\s\S][^\\]*?)*"""|'''[^\\]*?(?:\\[\s\S][^\\]*?)*'''|"(?:\\[\s\S]|[^"\\\r\n])*"|'(?:\\[\s\S]|[^'\\\r\n])*')/y;
const BLANK = /(?:[ \t\f\r\n;]|\\\r?\n|#[^\r\n]*)*/y;
const NOTHING = /(?:pass|\.\.\.|return(?:[ \t]+None)?)(?![\w.([,=+-])/y;

function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

/**
 * Whether the body of a function does nothing: `pass`, `...`, `return`, strings. `name` is the span of the function's
 * name in its `def`. Stops reading at the first statement that does something.
 */
export function hasEmptyBody(text: string, name: Span): boolean {
  const colon = endOfSignature(text, name.end);
  if (colon === undefined) return false;
  const indent = columnOf(text, text.lastIndexOf('def', name.start));
  for (let at = skip(BLANK, text, colon + 1); at < text.length; at = skip(BLANK, text, at)) {
    const onFirstLine = !text.slice(colon, at).includes('\n');
    if (!onFirstLine && isLineStart(text, at) && columnOf(text, at) <= indent) return true;
    const next = Math.max(skip(STRING, text, at), skip(NOTHING, text, at));
    if (next === at) return false;
    if (!/^[ \t]*(?:[;#\r\n]|$)/.test(text.slice(next, next + 200))) return false;
    at = next;
  }
  return true;
}

function isLineStart(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** The offset of the colon that ends the signature. */
function endOfSignature(text: string, from: number): number | undefined {
  let depth = 0;
  for (let offset = from; offset < text.length; offset += 1) {
    const character = text[offset];
    if (character === '(' || character === '[' || character === '{') depth += 1;
    else if (character === ')' || character === ']' || character === '}') depth -= 1;
    else if (character === ':' && depth === 0) return offset;
  }
  return undefined;
}

const STRING_OR_COMMENT = new RegExp(`#[^\\r\\n]*|${STRING.source}`, 'g');

/** Whether `name` stands in the code of a module, defined, imported or assigned, and not merely in a string or comment. */
export function mentionsName(text: string, name: string): boolean {
  const code = text.replace(STRING_OR_COMMENT, ' ');
  return new RegExp(`\\b${name}\\b`).test(code) || /\bimport[ \t]*\*/.test(code);
}
