import type { Span } from '../../../text/span.ts';
import {
  type BinaryOperator,
  type PythonNative,
  PythonRaise,
  type PythonUnknown,
  type PythonValue,
} from '../../values.ts';
import { bool, unknown } from '../objects.ts';
import { plainValue } from '../program-values.ts';
import { typeObject } from '../type-objects.ts';

/** Digits of a result under Python's default context; a longer one would be rounded. */
const PRECISION = 28;

/** `decimal.Decimal('…')`: digits with a point somewhere among or behind them. */
export class DecimalValue implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'Decimal';
  readonly pure = true;
  /** As Python shows it. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toText(): string {
    return this.text;
  }

  toRepr(): string {
    return `Decimal('${this.text}')`;
  }

  truth(): boolean {
    return /[1-9]/.test(this.text);
  }

  getAttribute(name: string, span: Span): PythonValue {
    return unknown('unsupported-operation', `\`${name}\` of a Decimal is not followed`, span);
  }

  binary(
    operator: BinaryOperator,
    other: PythonValue,
    reflected: boolean,
    span: Span,
  ): PythonValue | undefined {
    const own = scaled(this);
    const given = scaled(plainValue(other));
    if (given === undefined || own === undefined) {
      if (operator === '%' && reflected && other.kind === 'str') return undefined;
      const isOther = other.kind === 'str' || other.kind === 'none';
      if (isOther && (operator === '==' || operator === '!=')) return bool(operator === '!=');
      return notCalculated(span);
    }
    const [left, right] = reflected ? [given, own] : [own, given];
    return calculated(operator, left, right) ?? notCalculated(span);
  }

  unary(operator: string, span: Span): PythonValue {
    const own = scaled(this);
    if (own === undefined || operator !== '-' || own.digits === 0n) return notCalculated(span);
    return decimal({ ...own, digits: -own.digits }) ?? notCalculated(span);
  }
}

function notCalculated(span: Span): PythonUnknown {
  return unknown('unsupported-operation', 'this calculation with Decimal is not followed', span);
}

/** `digits / 10 ** places`. */
interface Scaled {
  readonly digits: bigint;
  readonly places: number;
}

function scaled(value: PythonValue): Scaled | undefined {
  if (value.kind === 'int') return { digits: value.value, places: 0 };
  if (value.kind === 'bool') return { digits: value.value ? 1n : 0n, places: 0 };
  if (!(value instanceof DecimalValue)) return undefined;
  // A zero keeps its sign.
  if (value.text.startsWith('-') && !value.truth()) return undefined;
  const [whole = '0', fraction = ''] = value.text.split('.');
  return { digits: BigInt(whole + fraction), places: fraction.length };
}

/** Undefined where the result would be rounded or is not worked out. */
function calculated(operator: BinaryOperator, left: Scaled, right: Scaled): PythonValue | undefined {
  if (operator === '*')
    return decimal({ digits: left.digits * right.digits, places: left.places + right.places });
  const places = Math.max(left.places, right.places);
  const a = left.digits * 10n ** BigInt(places - left.places);
  const b = right.digits * 10n ** BigInt(places - right.places);
  switch (operator) {
    case '+':
      return decimal({ digits: a + b, places });
    case '-':
      return decimal({ digits: a - b, places });
    case '==':
      return bool(a === b);
    case '!=':
      return bool(a !== b);
    case '<':
      return bool(a < b);
    case '<=':
      return bool(a <= b);
    case '>':
      return bool(a > b);
    case '>=':
      return bool(a >= b);
    default:
      return undefined;
  }
}

/** Undefined where Python would round it or write an exponent. */
function decimal({ digits, places }: Scaled): DecimalValue | undefined {
  const magnitude = (digits < 0n ? -digits : digits).toString();
  if (magnitude.length > PRECISION || places - magnitude.length >= 6) return undefined;
  const padded = magnitude.padStart(places + 1, '0');
  const whole = padded.slice(0, padded.length - places);
  const fraction = places === 0 ? '' : `.${padded.slice(padded.length - places)}`;
  return new DecimalValue(`${digits < 0n ? '-' : ''}${whole}${fraction}`);
}

export function decimalNames(): ReadonlyMap<string, PythonValue> {
  const made = typeObject(
    'Decimal',
    (value) => value instanceof DecimalValue,
    (args) => {
      const value =
        args.positional[0] === undefined
          ? { kind: 'int' as const, value: 0n }
          : plainValue(args.positional[0]);
      if (value.kind === 'unknown') return { ...value, span: args.span };
      if (value.kind === 'int') return new DecimalValue(value.value.toString());
      if (value instanceof DecimalValue) return value;
      if (value.kind !== 'str')
        return unknown('unsupported-operation', 'this Decimal is not followed', args.span);
      const text = value.value.trim();
      if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) {
        const shown = normalized(text);
        // Python writes so small a number with an exponent.
        return /^-?0\.0{6}/.test(shown)
          ? unknown('unsupported-operation', 'this Decimal is not followed', args.span)
          : new DecimalValue(shown);
      }
      if (/^[+-]?(\d+\.?\d*|\.\d+)e[+-]?\d+$/i.test(text) || /^[+-]?(inf|infinity|nan)$/i.test(text)) {
        return unknown('unsupported-operation', 'this Decimal is not followed', args.span);
      }
      throw new PythonRaise('InvalidOperation', 'the text is no decimal number', args.span);
    },
  );
  return new Map<string, PythonValue>([['Decimal', made]]);
}

/** As Python shows it: no plus sign, no leading zeros, a digit in front of the point, none missing behind it. */
function normalized(text: string): string {
  const match = /^([+-]?)(\d*)\.?(\d*)$/.exec(text);
  const sign = match?.[1] === '-' ? '-' : '';
  const whole = (match?.[2] ?? '').replace(/^0+(?=\d)/, '') || '0';
  const fraction = match?.[3] ?? '';
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`;
}
