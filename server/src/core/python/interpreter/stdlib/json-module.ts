import { type CallArguments, PythonRaise, type PythonUnknown, type PythonValue } from '../../values.ts';
import { firstUnknown, required, textArgument } from '../arguments.ts';
import { type JsonStyle, jsonText, NotSerializable } from '../json-encoding.ts';
import { bool, dict, int, list, NONE, nativeFunction, str, unknown } from '../objects.ts';
import { callArguments, type Run } from '../run.ts';
import { truthOf } from '../truth.ts';

export function jsonNames(run: Run): ReadonlyMap<string, PythonValue> {
  return new Map<string, PythonValue>([
    ['dumps', nativeFunction('dumps', (args) => dumps(run, args))],
    ['loads', nativeFunction('loads', (args) => loads(args))],
  ]);
}

function dumps(run: Run, args: CallArguments): PythonValue {
  const { span } = args;
  const style = styleOf(run, args);
  if ('reason' in style) return style;
  const given = args.keywords.get('default');
  const isGiven = given !== undefined && given.kind !== 'none';
  const fallback = (value: PythonValue) => run.call(given as PythonValue, callArguments([value], span));
  try {
    const text = jsonText(required(args, 0, 'obj'), {
      style,
      span,
      step: () => run.meter.step(span),
      ...(isGiven ? { fallback } : {}),
    });
    if (typeof text !== 'string') return text;
    run.meter.text(text.length, span);
    return str(text, span);
  } catch (error) {
    if (error instanceof NotSerializable) throw new PythonRaise('TypeError', error.message, span);
    throw error;
  }
}

function styleOf(run: Run, args: CallArguments): JsonStyle | PythonUnknown {
  const known = new Set(['indent', 'separators', 'ensure_ascii', 'sort_keys', 'default']);
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
