import type { CallArguments, PythonValue } from '../../values.ts';
import { argument } from '../arguments.ts';
import { str, unknown } from '../objects.ts';

/** `text.encode(encoding)`; only UTF-8 and ASCII are worked out. */
export function encodeText(text: string, args: CallArguments): PythonValue {
  if (!isUtf8(args) || /[\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''))) {
    return unknown('unsupported-operation', 'this encoding is not followed', args.span);
  }
  const bytes: number[] = [];
  for (const character of text) pushUtf8(bytes, character.codePointAt(0) ?? 0);
  return { kind: 'bytes', value: Uint8Array.from(bytes) };
}

/** `bytes.decode(encoding)`; unknown where the bytes are not UTF-8. */
export function decodeBytes(bytes: Uint8Array, args: CallArguments): PythonValue {
  const text = isUtf8(args) ? decodeUtf8(bytes) : undefined;
  return text === undefined
    ? unknown('unsupported-operation', 'this encoding is not followed', args.span)
    : str(text, args.span);
}

function isUtf8(args: CallArguments): boolean {
  const encoding = argument(args, 0, 'encoding');
  if (encoding === undefined) return true;
  return encoding.kind === 'str' && /^(utf[-_]?8|us[-_]?ascii|ascii)$/i.test(encoding.value);
}

function pushUtf8(bytes: number[], code: number): void {
  if (code < 0x80) bytes.push(code);
  else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
  else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  else {
    bytes.push(
      0xf0 | (code >> 18),
      0x80 | ((code >> 12) & 0x3f),
      0x80 | ((code >> 6) & 0x3f),
      0x80 | (code & 0x3f),
    );
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  const escaped = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(escaped);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
