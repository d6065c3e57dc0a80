import { type CallArguments, PythonRaise, type PythonUnknown, type PythonValue } from '../../values.ts';
import { firstUnknown, required, textArgument } from '../arguments.ts';
import { floatText } from '../number-format.ts';
import {
  bool,
  dict,
  int,
  list,
  NONE,
  nativeFunction,
  stillUnknown,
  str,
  taintOf,
  typeNameOf,
  unknown,
} from '../objects.ts';
import { plainValue } from '../program-values.ts';
import type { Run } from '../run.ts';
import { truthOf } from '../truth.ts';

export function jsonNames(run: Run): ReadonlyMap<string, PythonValue> {
  return new Map<string, PythonValue>([
    ['dumps', nativeFunction('dumps', (args) => dumps(run, args))],
    ['loads', nativeFunction('loads', (args) => loads(args))],
  ]);
}

interface Style {
  readonly indent: string | undefined;
  readonly itemSeparator: string;
  readonly keySeparator: string;
  readonly isAscii: boolean;
  readonly isSorted: boolean;
}

function dumps(run: Run, args: CallArguments): PythonValue {
  const style = styleOf(run, args);
  if ('reason' in style) return style;
  const text = encode(run, required(args, 0, 'obj'), style, '', args);
  if (typeof text !== 'string') return text;
  run.meter.text(text.length, args.span);
  return str(text, args.span);
}

function styleOf(run: Run, args: CallArguments): Style | PythonUnknown {
  const known = new Set(['indent', 'separators', 'ensure_ascii', 'sort_keys']);
  const other = [...args.keywords.keys()].find((name) => !known.has(name));
  const indent = args.keywords.get('indent');
  const separators = args.keywords.get('separators');
  const [item, key] = separators?.kind === 'tuple' ? separators.items : [];
  if (other !== undefined || (separators !== undefined && (item?.kind !== 'str' || key?.kind !== 'str'))) {
    return unknown('unsupported-operation', 'these options of `json.dumps` are not followed', args.span);
  }
  const flag = (name: string, fallback: boolean) => {
    const value = args.keywords.get(name);
    return value === undefined ? fallback : truthOf(run, value, args.span) === true;
  };
  const isIndented = indent !== undefined && indent.kind !== 'none';
  return {
    indent:
      indent?.kind === 'int'
        ? ' '.repeat(Math.min(Number(indent.value), 20))
        : indent?.kind === 'str'
          ? indent.value
          : undefined,
    itemSeparator: item?.kind === 'str' ? item.value : isIndented ? ',' : ', ',
    keySeparator: key?.kind === 'str' ? key.value : ': ',
    isAscii: flag('ensure_ascii', true),
    isSorted: flag('sort_keys', false),
  };
}

function encode(
  run: Run,
  given: PythonValue,
  style: Style,
  margin: string,
  args: CallArguments,
): string | PythonUnknown {
  run.meter.step(args.span);
  if (margin.length > 2000) return unknown('limit', 'this value is nested too deeply', args.span);
  const value = plainValue(given);
  const tainted = taintOf(value);
  if (tainted !== undefined) return stillUnknown(tainted, args.span);
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
    case 'tuple': {
      const parts = value.items.map((item) =>
        encode(run, item, style, `${margin}${style.indent ?? ' '}`, args),
      );
      return enclose('[', parts, ']', style, margin);
    }
    case 'dict':
      return encodeDict(run, value, style, margin, args);
    case 'unknown':
      return stillUnknown(value, args.span);
    case 'native':
      return unknown('unsupported-operation', `JSON of a ${typeNameOf(value)} is not followed`, args.span);
    default:
      throw new PythonRaise(
        'TypeError',
        `Object of type ${typeNameOf(value)} is not JSON serializable`,
        args.span,
      );
  }
}

function encodeDict(
  run: Run,
  value: PythonValue & { kind: 'dict' },
  style: Style,
  margin: string,
  args: CallArguments,
): string | PythonUnknown {
  const pairs: [string, string | PythonUnknown][] = [];
  for (const [keyValue, item] of value.entries) {
    const key = plainValue(keyValue);
    if (key.kind === 'unknown') return stillUnknown(key, args.span);
    if (!['str', 'int', 'bool', 'none', 'float'].includes(key.kind)) {
      throw new PythonRaise(
        'TypeError',
        `keys must be str, int, float, bool or None, not ${typeNameOf(key)}`,
        args.span,
      );
    }
    const text = key.kind === 'str' ? key.value : encode(run, key, style, margin, args);
    if (typeof text !== 'string') return text;
    pairs.push([text, encode(run, item, style, `${margin}${style.indent ?? ' '}`, args)]);
  }
  if (style.isSorted) pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const parts = pairs.map(([key, text]) =>
    typeof text === 'string' ? `${quote(key, style.isAscii)}${style.keySeparator}${text}` : text,
  );
  return enclose('{', parts, '}', style, margin);
}

function enclose(
  open: string,
  parts: readonly (string | PythonUnknown)[],
  close: string,
  style: Style,
  margin: string,
): string | PythonUnknown {
  const texts: string[] = [];
  for (const part of parts) {
    if (typeof part !== 'string') return part;
    texts.push(part);
  }
  if (texts.length === 0) return open + close;
  if (style.indent === undefined) return open + texts.join(style.itemSeparator) + close;
  const inner = `\n${margin}${style.indent}`;
  return `${open}${inner}${texts.join(style.itemSeparator + inner)}\n${margin}${close}`;
}

function quote(text: string, isAscii: boolean): string {
  const quoted = JSON.stringify(text);
  if (!isAscii) return quoted;
  const escaped = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return quoted.replace(/[\u007f-\uffff]/g, escaped);
}

function loads(args: CallArguments): PythonValue {
  const unknownArgument = firstUnknown(args);
  if (unknownArgument !== undefined) return unknownArgument;
  const text = textArgument(args, 0, 's');
  if (/[:[,\s]-?\d+(\.\d|e)|NaN|Infinity|\d{16}/i.test(`[${text}`)) {
    return unknown('unsupported-operation', 'JSON with such numbers is not followed', args.span);
  }
  try {
    return fromJson(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new PythonRaise('JSONDecodeError', 'the text is not JSON', args.span);
    throw error;
  }
}

function fromJson(value: unknown): PythonValue {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'boolean') return bool(value);
  if (typeof value === 'number') return int(BigInt(value));
  if (typeof value === 'string') return str(value);
  if (Array.isArray(value)) return list(value.map(fromJson));
  return dict(Object.entries(value).map(([key, item]) => [str(key), fromJson(item)]));
}
