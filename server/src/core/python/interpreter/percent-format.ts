import type { Span } from '../../text/span.ts';
import { hasMark } from '../runtime-mark.ts';
import { PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { entryIndex, numberOf } from './equality.ts';
import { exponentText, fixedText, generalText } from './number-format.ts';
import { typeNameOf, unknown } from './objects.ts';
import { plainValue } from './program-values.ts';
import type { Run } from './run.ts';
import { noWidth, reprOf, textOf } from './text.ts';

const CONVERSION = /%(?:\(([^)]*)\))?([#0\- +]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?(.)?/gsu;

/** `template % values`. Source: printf-style String Formatting in Python's standard types. */
export function percentFormat(
  run: Run,
  template: string,
  values: PythonValue,
  span: Span,
): string | PythonUnknown {
  if (!template.includes('%')) {
    if (values.kind === 'unknown') return { ...values, span };
    const isAccepted = values.kind === 'dict' || (values.kind === 'tuple' && values.items.length === 0);
    if (isAccepted || values.kind === 'list') return template;
    throw new PythonRaise('TypeError', 'not all arguments converted during string formatting', span);
  }
  const feed = new ArgumentFeed(run, values, span);
  let text = '';
  let at = 0;
  for (const match of template.matchAll(CONVERSION)) {
    text += template.slice(at, match.index);
    at = match.index + match[0].length;
    const [, key, flags = '', width, precision, type] = match;
    if (type === undefined) throw new PythonRaise('ValueError', 'incomplete format', span);
    if (type === '%') {
      text += '%';
      continue;
    }
    if (width === '*' || precision === '*') {
      return unknown('unsupported-operation', 'a width taken from the arguments is not followed', span);
    }
    const value = key === undefined ? feed.next() : feed.named(key);
    if (value.kind === 'unknown') return { ...value, span };
    const converted = convert(
      run,
      value,
      type,
      precision === undefined ? undefined : Number(precision),
      span,
    );
    if (typeof converted !== 'string') return converted;
    if (hasMark(converted) && (width !== undefined || precision !== undefined)) return noWidth(span);
    text += padded(converted, flags, Number(width ?? 0), type);
  }
  feed.finish();
  return text + template.slice(at);
}

class ArgumentFeed {
  readonly #run: Run;
  readonly #values: PythonValue;
  readonly #span: Span;
  #next = 0;
  #isNamed = false;

  constructor(run: Run, values: PythonValue, span: Span) {
    this.#run = run;
    this.#values = values;
    this.#span = span;
  }

  next(): PythonValue {
    const values = this.#values.kind === 'tuple' ? this.#values.items : [this.#values];
    const value = values[this.#next];
    this.#next += 1;
    if (value === undefined)
      throw new PythonRaise('TypeError', 'not enough arguments for format string', this.#span);
    return value;
  }

  named(key: string): PythonValue {
    this.#isNamed = true;
    if (this.#values.kind === 'unknown') return this.#values;
    if (this.#values.kind !== 'dict')
      throw new PythonRaise('TypeError', 'format requires a mapping', this.#span);
    const index = entryIndex(this.#run, this.#values, { kind: 'str', value: key }, this.#span);
    if (typeof index !== 'number') return index;
    const entry = this.#values.entries[index];
    if (entry === undefined) throw new PythonRaise('KeyError', `'${key}'`, this.#span);
    return entry[1];
  }

  finish(): void {
    if (this.#isNamed || this.#values.kind === 'dict' || this.#values.kind === 'list') return;
    const count = this.#values.kind === 'tuple' ? this.#values.items.length : 1;
    if (this.#next < count && this.#values.kind !== 'unknown') {
      throw new PythonRaise('TypeError', 'not all arguments converted during string formatting', this.#span);
    }
  }
}

function convert(
  run: Run,
  value: PythonValue,
  type: string,
  precision: number | undefined,
  span: Span,
): string | PythonUnknown {
  if (type === 's' || type === 'r' || type === 'a') {
    const text = type === 's' ? textOf(run, value, span) : reprOf(run, value, span);
    return typeof text === 'string' && precision !== undefined
      ? [...text].slice(0, precision).join('')
      : text;
  }
  if (type === 'c' && value.kind === 'str') return value.value;
  const number = numberOf(plainValue(value));
  if (number === undefined) {
    if (value.kind === 'native' || value.kind === 'instance') {
      return unknown('unsupported-operation', `this format of a ${typeNameOf(value)} is not followed`, span);
    }
    const needed = 'diu'.includes(type) ? 'a real number is required' : 'must be real number';
    throw new PythonRaise('TypeError', `%${type} format: ${needed}, not ${typeNameOf(value)}`, span);
  }
  if (typeof number === 'number' && 'xXo'.includes(type)) {
    throw new PythonRaise('TypeError', `%${type} format: an integer is required, not float`, span);
  }
  const text = convertNumber(number, type, precision);
  if (text !== undefined) return text;
  return unknown('unsupported-operation', `the conversion \`%${type}\` is not followed`, span);
}

function convertNumber(
  value: bigint | number,
  type: string,
  precision: number | undefined,
): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const magnitude = value < 0 ? -value : value;
  switch (type) {
    case 'd':
    case 'i':
    case 'u': {
      const whole = typeof magnitude === 'bigint' ? magnitude : BigInt(Math.trunc(magnitude));
      const digits = whole.toString().padStart(precision ?? 0, '0');
      return whole === 0n ? digits : sign + digits;
    }
    case 'x':
    case 'X':
    case 'o': {
      if (typeof magnitude === 'number') return undefined;
      const digits = magnitude.toString(type === 'o' ? 8 : 16).padStart(precision ?? 0, '0');
      return sign + (type === 'X' ? digits.toUpperCase() : digits);
    }
    case 'f':
    case 'F':
      return sign + fixedText(Number(magnitude), precision ?? 6);
    case 'e':
    case 'E': {
      const text = exponentText(Number(magnitude), precision ?? 6);
      return sign + (type === 'E' ? text.toUpperCase() : text);
    }
    case 'g':
    case 'G': {
      const text = generalText(Number(magnitude), precision ?? 6);
      return sign + (type === 'G' ? text.toUpperCase() : text);
    }
    default:
      return undefined;
  }
}

function padded(text: string, flags: string, width: number, type: string): string {
  const isNumber = !'sracS'.includes(type);
  let sign = '';
  let digits = text;
  if (isNumber) {
    if (digits.startsWith('-')) {
      sign = '-';
      digits = digits.slice(1);
    } else if (flags.includes('+')) sign = '+';
    else if (flags.includes(' ')) sign = ' ';
    if (flags.includes('#') && (type === 'x' || type === 'X' || type === 'o')) sign += `0${type}`;
  }
  const missing = Math.max(Math.min(width, 100_000) - [...sign, ...digits].length, 0);
  if (flags.includes('-')) return sign + digits + ' '.repeat(missing);
  if (flags.includes('0') && isNumber) return sign + '0'.repeat(missing) + digits;
  return ' '.repeat(missing) + sign + digits;
}
