import { type PythonNative, PythonRaise, type PythonValue } from '../../values.ts';
import { bool, unknown } from '../objects.ts';
import { plainValue } from '../program-values.ts';
import { typeObject } from '../type-objects.ts';

/** `decimal.Decimal('…')`, kept as it is written. */
export class DecimalValue implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'Decimal';
  readonly pure = true;
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

  binary(
    operator: string,
    other: PythonValue,
    _reflected: boolean,
    span: { start: number; end: number },
  ): PythonValue {
    const isSame = other instanceof DecimalValue && other.text === this.text;
    if (isSame && (operator === '==' || operator === '!=')) return bool(operator === '==');
    return unknown('unsupported-operation', 'calculations with Decimal are not followed', span);
  }

  unary(_operator: string, span: { start: number; end: number }): PythonValue {
    return unknown('unsupported-operation', 'calculations with Decimal are not followed', span);
  }
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
      if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return new DecimalValue(normalized(text));
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
