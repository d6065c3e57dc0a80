/**
 * The text rules in which Python differs from JavaScript: what counts as white space (`str.isspace`), as a line of a file
 * opened in text mode, and how strings are ordered.
 */
const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const LEADING_SPACE = new RegExp(`^[${SPACE}]+`);
const TRAILING_SPACE = new RegExp(`[${SPACE}]+$`);
const NOT_SPACE = new RegExp(`[^${SPACE}]`);

/** `str.lstrip()`. */
export function stripStart(text: string): string {
  return text.replace(LEADING_SPACE, '');
}

/** `str.rstrip()`. */
export function stripEnd(text: string): string {
  return text.replace(TRAILING_SPACE, '');
}

/** `str.strip()`. */
export function strip(text: string): string {
  return stripEnd(stripStart(text));
}

/** Index of the first character that is not white space, or -1. */
export function indexOfNonSpace(text: string): number {
  return text.search(NOT_SPACE);
}

/** Lines of a file as Python's universal newlines cut them, without their ends. */
export function fileLines(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const SURROGATE = /[\ud800-\udfff]/;

/** Sorts in place by the code points of `key`, as Python's `sorted` does; JavaScript's own order differs beyond U+FFFF. */
export function sortByCodePoints<Item>(items: Item[], key: (item: Item) => string): Item[] {
  const beyond = items.some((item) => SURROGATE.test(key(item)));
  return items.sort((left, right) => {
    const [a, b] = [key(left), key(right)];
    if (beyond) return compareCodePoints(a, b);
    return a < b ? -1 : a > b ? 1 : 0;
  });
}

/** How Python orders two strings: negative where `left` comes first. */
export function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    const aSurrogate = a >= 0xd800 && a <= 0xdfff;
    const bSurrogate = b >= 0xd800 && b <= 0xdfff;
    if (aSurrogate !== bSurrogate) return aSurrogate ? 1 : -1;
    return a - b;
  }
  return left.length - right.length;
}
