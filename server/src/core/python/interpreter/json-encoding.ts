import type { Span } from '../../text/span.ts';
import { hasMark, markText, splitAtMarks } from '../runtime-mark.ts';
import type { PythonUnknown, PythonValue } from '../values.ts';
import { floatText } from './number-format.ts';
import { stillUnknown, taintOf, typeNameOf, unknown } from './objects.ts';
import { plainValue } from './program-values.ts';
import { RuntimeValue } from './runtime-value.ts';

/** How `json.dumps()` writes. */
export interface JsonStyle {
  readonly indent: string | undefined;
  readonly itemSeparator: string;
  readonly keySeparator: string;
  readonly isAscii: boolean;
  readonly isSorted: boolean;
}

export const DEFAULT_JSON_STYLE: JsonStyle = {
  indent: undefined,
  itemSeparator: ', ',
  keySeparator: ': ',
  isAscii: true,
  isSorted: false,
};

export interface JsonOptions {
  readonly style: JsonStyle;
  readonly span: Span;
  /** Called once for each value that is written. */
  readonly step?: () => void;
  /** `default=` of `json.dumps()`. */
  readonly fallback?: (value: PythonValue) => PythonValue;
}

/** What `json.dumps()` raises as TypeError. */
export class NotSerializable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotSerializable';
  }
}

const DEEPEST = 500;

/** `json.dumps(value)`, or the unknown that keeps it from being known. Throws NotSerializable. */
export function jsonText(value: PythonValue, options: JsonOptions): string | PythonUnknown {
  return encode(value, options, 0);
}

function encode(given: PythonValue, options: JsonOptions, depth: number): string | PythonUnknown {
  const { style, span } = options;
  options.step?.();
  if (depth > DEEPEST) return unknown('limit', 'this value is nested too deeply', span);
  const value = plainValue(given);
  const tainted = taintOf(value);
  if (tainted !== undefined) return stillUnknown(tainted, span);
  switch (value.kind) {
    case 'none':
      return 'null';
    case 'bool':
      return value.value ? 'true' : 'false';
    case 'int':
      return value.value.toString();
    case 'float':
      if (Number.isFinite(value.value)) return floatText(value.value);
      return Number.isNaN(value.value) ? 'NaN' : value.value > 0 ? 'Infinity' : '-Infinity';
    case 'str':
      return quote(value.value, style.isAscii);
    case 'list':
    case 'tuple':
      return enclose(
        '[',
        value.items.map((item) => encode(item, options, depth + 1)),
        ']',
        style,
        depth,
      );
    case 'dict':
      return encodeDict(value, options, depth);
    case 'unknown':
      return stillUnknown(value, span);
    default:
      return encodeOther(value, options, depth);
  }
}

function encodeOther(value: PythonValue, options: JsonOptions, depth: number): string | PythonUnknown {
  const text = strSubclass(value);
  if (text !== undefined) return quote(text, options.style.isAscii);
  if (value instanceof RuntimeValue && (value.typeName === 'int' || value.typeName === 'float'))
    return value.text;
  if (options.fallback !== undefined) return encode(options.fallback(value), options, depth + 1);
  throw new NotSerializable(`Object of type ${typeNameOf(value)} is not JSON serializable`);
}

/** The text of an object whose class derives from `str`. */
function strSubclass(value: PythonValue): string | undefined {
  if (value.kind !== 'native') return undefined;
  const isText =
    value.typeName === 'str' || /^sqlalchemy\.sql\.elements\.(conv|quoted_name)$/.test(value.typeName);
  return isText ? value.toText?.() : undefined;
}

function encodeDict(
  value: PythonValue & { kind: 'dict' },
  options: JsonOptions,
  depth: number,
): string | PythonUnknown {
  const { style, span } = options;
  const pairs: [string, string | PythonUnknown][] = [];
  for (const [keyValue, item] of value.entries) {
    const key = plainValue(keyValue);
    if (key.kind === 'unknown') return stillUnknown(key, span);
    const text = keyText(key, options, depth);
    if (typeof text !== 'string') return text;
    pairs.push([text, encode(item, options, depth + 1)]);
  }
  if (style.isSorted) pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const parts = pairs.map(([key, text]) =>
    typeof text === 'string' ? `${quote(key, style.isAscii)}${style.keySeparator}${text}` : text,
  );
  return enclose('{', parts, '}', style, depth);
}

function keyText(key: PythonValue, options: JsonOptions, depth: number): string | PythonUnknown {
  const text = key.kind === 'str' ? key.value : strSubclass(key);
  if (text !== undefined) return text;
  if (['int', 'bool', 'none', 'float'].includes(key.kind)) return encode(key, options, depth);
  throw new NotSerializable(`keys must be str, int, float, bool or None, not ${typeNameOf(key)}`);
}

function enclose(
  open: string,
  parts: readonly (string | PythonUnknown)[],
  close: string,
  style: JsonStyle,
  depth: number,
): string | PythonUnknown {
  const texts: string[] = [];
  for (const part of parts) {
    if (typeof part !== 'string') return part;
    texts.push(part);
  }
  if (texts.length === 0) return open + close;
  if (style.indent === undefined) return open + texts.join(style.itemSeparator) + close;
  const margin = style.indent.repeat(depth);
  const inner = `\n${margin}${style.indent}`;
  return `${open}${inner}${texts.join(style.itemSeparator + inner)}\n${margin}${close}`;
}

/** A mark holds no character that JSON writes in another way. */
function quote(text: string, isAscii: boolean): string {
  if (!hasMark(text)) return plainQuote(text, isAscii);
  const pieces = splitAtMarks(text).map((piece) =>
    typeof piece === 'string' ? plainQuote(piece, isAscii).slice(1, -1) : markText(piece),
  );
  return `"${pieces.join('')}"`;
}

function plainQuote(text: string, isAscii: boolean): string {
  const quoted = JSON.stringify(text);
  if (!isAscii) return quoted;
  const escaped = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return quoted.replace(/[\u007f-\uffff]/g, escaped);
}
