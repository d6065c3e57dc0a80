import type { Span } from '../../text/span.ts';
import { hasMark } from '../runtime-mark.ts';
import { PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { isStrEnum } from './enum-members.ts';
import { exponentText, fixedText, floatText, generalText } from './number-format.ts';
import { typeNameOf, unknown } from './objects.ts';
import { plainValue } from './program-values.ts';
import type { Run } from './run.ts';
import { noWidth, textOf } from './text.ts';

interface FormatSpecification {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alternate: boolean;
  /** A `0` in front of the width, without an alignment. */
  readonly isZeroPadded: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const SPECIFICATION =
  /^(?:(.)?([<>=^]))?([+\- ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/su;
const MAXIMUM_WIDTH = 100_000;

/** `format(value, specification)`. Source: the format specification mini-language of Python's `string` module. */
export function formatValue(
  run: Run,
  value: PythonValue,
  specification: string,
  span: Span,
): string | PythonUnknown {
  if (value.kind === 'unknown') return textOf(run, value, span);
  const plain = plainValue(value);
  if (plain !== value && plain.kind === 'str' && !isStrEnum(value)) {
    const message = 'the text of a member of a str enum differs between Python versions; use `.value`';
    return unknown('unsupported-operation', message, span);
  }
  if (specification === '') return textOf(run, plain, span);
  if (value.kind === 'native' || value.kind === 'instance') {
    if (plain === value) {
      return unknown('unsupported-operation', `this format of a ${typeNameOf(value)} is not followed`, span);
    }
  }
  const parsed = parseSpecification(specification, span);
  if (parsed === undefined) {
    return unknown('unsupported-operation', `the format \`${specification}\` is not followed`, span);
  }
  run.meter.text(parsed.width, span);
  if (plain.kind === 'str' && hasMark(plain.value)) return noWidth(span);
  if (plain.kind === 'str') return formatText(plain.value, parsed, span);
  if (plain.kind === 'int') return formatInt(plain.value, parsed, span);
  if (plain.kind === 'bool') return formatInt(plain.value ? 1n : 0n, parsed, span);
  if (plain.kind === 'float') return formatFloat(plain.value, parsed, span);
  throw new PythonRaise(
    'TypeError',
    `unsupported format string passed to ${typeNameOf(value)}.__format__`,
    span,
  );
}

function parseSpecification(text: string, span: Span): FormatSpecification | undefined {
  const match = SPECIFICATION.exec(text);
  if (match === null) throw new PythonRaise('ValueError', `Invalid format specifier '${text}'`, span);
  const [, fill, align, sign, z, alternate, zero, width, grouping, precision, type] = match;
  if (z !== undefined || Number(width ?? 0) > MAXIMUM_WIDTH || Number(precision ?? 0) > 1000)
    return undefined;
  if (type === 'n') return undefined;
  return {
    fill: fill ?? (zero !== undefined ? '0' : ' '),
    align: align ?? (zero !== undefined ? '=' : ''),
    sign: sign ?? '-',
    alternate: alternate !== undefined,
    isZeroPadded: zero !== undefined && align === undefined,
    width: Number(width ?? 0),
    grouping: grouping ?? '',
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? '',
  };
}

function formatText(text: string, format: FormatSpecification, span: Span): string | PythonUnknown {
  if (format.type !== '' && format.type !== 's') {
    throw new PythonRaise(
      'ValueError',
      `Unknown format code '${format.type}' for object of type 'str'`,
      span,
    );
  }
  if (format.isZeroPadded) {
    return unknown('unsupported-operation', 'zeros around a text differ between Python versions', span);
  }
  if (format.align === '=' || format.grouping !== '' || format.sign !== '-' || format.alternate) {
    throw new PythonRaise('ValueError', "this format is not allowed for object of type 'str'", span);
  }
  const characters = [...text];
  const cut = format.precision === undefined ? text : characters.slice(0, format.precision).join('');
  return pad('', cut, format, '<');
}

/** Fills up to the width; the sign stays in front of the filling with `=`. */
function pad(sign: string, text: string, format: FormatSpecification, defaultAlign: string): string {
  const missing = Math.max(format.width - [...sign, ...text].length, 0);
  const align = format.align === '' ? defaultAlign : format.align;
  if (align === '<') return `${sign}${text}${format.fill.repeat(missing)}`;
  if (align === '>') return `${format.fill.repeat(missing)}${sign}${text}`;
  if (align === '=') return `${sign}${format.fill.repeat(missing)}${text}`;
  const left = Math.floor(missing / 2);
  return `${format.fill.repeat(left)}${sign}${text}${format.fill.repeat(missing - left)}`;
}

function signOf(isNegative: boolean, format: FormatSpecification): string {
  if (isNegative) return '-';
  return format.sign === '-' ? '' : format.sign;
}

const RADIX: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 };

function formatInt(value: bigint, format: FormatSpecification, span: Span): string | PythonUnknown {
  if ('eEfFgG%'.includes(format.type) && format.type !== '') return formatFloat(Number(value), format, span);
  if (format.type === 's' || format.precision !== undefined) {
    throw new PythonRaise('ValueError', "this format is not allowed for object of type 'int'", span);
  }
  if (format.type === 'c' && !(value >= 0n && value < 0x110000n)) {
    throw new PythonRaise('OverflowError', '%c arg not in range(0x110000)', span);
  }
  if (format.type === 'c') return pad('', String.fromCodePoint(Number(value)), format, '<');
  const radix = RADIX[format.type] ?? 10;
  const magnitude = (value < 0n ? -value : value).toString(radix);
  const digits = format.type === 'X' ? magnitude.toUpperCase() : magnitude;
  const prefix = format.alternate && radix !== 10 ? `0${format.type}` : '';
  const sign = signOf(value < 0n, format) + prefix;
  return pad(sign, group(digits, '', sign, format, radix === 10 ? 3 : 4), format, '>');
}

/** Puts `,` or `_` between the digits; filling zeros are grouped like digits. */
function group(whole: string, rest: string, sign: string, format: FormatSpecification, size: number): string {
  if (format.grouping === '') return whole + rest;
  let digits = whole;
  const grouped = () => digits.replace(new RegExp(`\\B(?=(?:.{${size}})+$)`, 'g'), format.grouping);
  if (format.fill === '0' && format.align === '=') {
    while (grouped().length + rest.length + sign.length < format.width) digits = `0${digits}`;
  }
  return grouped() + rest;
}

function formatFloat(value: number, format: FormatSpecification, span: Span): string | PythonUnknown {
  const sign = signOf(value < 0 || Object.is(value, -0), format);
  if (format.type !== '' && !'eEfFgG%'.includes(format.type)) {
    throw new PythonRaise(
      'ValueError',
      `Unknown format code '${format.type}' for object of type 'float'`,
      span,
    );
  }
  if (format.alternate)
    return unknown('unsupported-operation', 'this format of a float is not followed', span);
  if (!Number.isFinite(value)) {
    const text = Number.isNaN(value) ? 'nan' : 'inf';
    return pad(
      Number.isNaN(value) ? '' : sign,
      'EFG'.includes(format.type || ' ') ? text.toUpperCase() : text,
      format,
      '>',
    );
  }
  const text = floatDigits(value, format);
  if (text === undefined)
    return unknown('unsupported-operation', 'this format of a float is not followed', span);
  const match = /^(\d*)(.*)$/s.exec(text);
  return pad(sign, group(match?.[1] ?? '', match?.[2] ?? '', sign, format, 3), format, '>');
}

function floatDigits(value: number, format: FormatSpecification): string | undefined {
  const precision = format.precision ?? 6;
  switch (format.type) {
    case 'f':
    case 'F':
      return fixedText(value, precision);
    case 'e':
      return exponentText(value, precision);
    case 'E':
      return exponentText(value, precision).toUpperCase();
    case 'g':
      return generalText(value, precision);
    case 'G':
      return generalText(value, precision).toUpperCase();
    case '%':
      return `${fixedText(value * 100, precision)}%`;
    case '':
      return format.precision === undefined ? floatText(Math.abs(value)) : undefined;
    default:
      return undefined;
  }
}
