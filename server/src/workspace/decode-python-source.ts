import { type Buffer, isAscii } from 'node:buffer';

/** The text of a file, or why there is none, in words that a problem shows. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'fault'; readonly reason: string };

const COOKIE = /^[ \t\f]*#[^\n\r]*?coding[:=][ \t]*([-\w.]+)/;
const COMMENT_OR_BLANK = /^[ \t\f]*(?:#[^\n\r]*)?(?:\r\n|\r|\n)/;
const LATIN_1: readonly string[] = [
  'latin-1',
  'iso-8859-1',
  'iso-latin-1',
  'latin1',
  'l1',
  'iso8859-1',
  '8859',
];
const WINDOWS_1252: readonly string[] = ['windows-1252', 'cp1252', '1252'];
/** What Windows-1252 has from 0x80 to 0x9f; Node's own decoder reads these bytes as Latin-1. */
const WINDOWS_1252_HIGH = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ';

/**
 * Decodes Python source as the tokenizer does: a UTF-8 byte order mark is dropped, a coding cookie in one of the first
 * two lines names another encoding, everything else is UTF-8. `bytes` is not kept.
 * Source: https://docs.python.org/3/reference/lexical_analysis.html#encoding-declarations
 */
export function decodePythonSource(bytes: Buffer): FileText {
  if (bytes.includes(0)) {
    return {
      kind: 'fault',
      reason: 'The file contains null bytes, so Python refuses it: it is binary or damaged.',
    };
  }
  if (isAscii(bytes)) return { kind: 'text', text: bytes.toString('latin1') };
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decode(bytes.subarray(3), 'utf-8');
  return decode(bytes, cookieOf(bytes) ?? 'utf-8');
}

function cookieOf(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, Math.min(bytes.length, 1024));
  const onFirst = COOKIE.exec(head)?.[1];
  if (onFirst !== undefined) return onFirst;
  const first = COMMENT_OR_BLANK.exec(head)?.[0];
  return first === undefined ? undefined : COOKIE.exec(head.slice(first.length))?.[1];
}

function decode(bytes: Buffer, cookie: string): FileText {
  const name = cookie.toLowerCase().replaceAll('_', '-');
  if (LATIN_1.includes(name)) return { kind: 'text', text: bytes.toString('latin1') };
  if (WINDOWS_1252.includes(name)) return windows1252(bytes);
  if (name === 'ascii' || name === 'us-ascii') return undecodable('ASCII');
  const label = name.startsWith('utf-8-') ? 'utf-8' : name;
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      kind: 'fault',
      reason: `The coding cookie names the encoding "${cookie}", which is not known here.`,
    };
  }
  try {
    return { kind: 'text', text: decoder.decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undecodable(label.toUpperCase());
  }
}

function windows1252(bytes: Buffer): FileText {
  const text = bytes
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (byte) => WINDOWS_1252_HIGH[byte.charCodeAt(0) - 0x80] ?? '\ufffd');
  return text.includes('\ufffd') ? undecodable('WINDOWS-1252') : { kind: 'text', text };
}

function undecodable(encoding: string): FileText {
  const help = 'Save it as UTF-8, or name its encoding in a "# -*- coding: … -*-" comment on the first line.';
  return { kind: 'fault', reason: `The file is not valid ${encoding}, so Python refuses it. ${help}` };
}
