/** Python's `repr(float)`: the shortest digits, with an exponent below 1e-4 and from 1e16 on. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) return `${mantissa}e${exponentSuffix(exponent)}`;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const padded = digits.padEnd(exponent + 1, '0');
  const fraction = padded.slice(exponent + 1);
  return `${sign}${padded.slice(0, exponent + 1)}.${fraction === '' ? '0' : fraction}`;
}

function exponentSuffix(exponent: number): string {
  const sign = exponent < 0 ? '-' : '+';
  return `${sign}${Math.abs(exponent).toString().padStart(2, '0')}`;
}

/** A finite float as the exact fraction that it is. */
function exactFraction(value: number): { readonly numerator: bigint; readonly denominator: bigint } {
  let denominator = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return { numerator: BigInt(scaled), denominator };
}

/** Division to the nearest integer, a tie to the even one. */
function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator - quotient * denominator) * 2n;
  if (twice > denominator || (twice === denominator && quotient % 2n === 1n)) return quotient + 1n;
  return quotient;
}

/** `format(abs(value), '.<precision>f')` of a finite float. */
export function fixedText(value: number, precision: number): string {
  const { numerator, denominator } = exactFraction(Math.abs(value));
  const digits = roundedQuotient(numerator * 10n ** BigInt(precision), denominator)
    .toString()
    .padStart(precision + 1, '0');
  const point = digits.length - precision;
  return precision === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The first `count` decimal digits of a finite float, rounded, and the power of ten of the first. */
function significantDigits(
  value: number,
  count: number,
): { readonly digits: string; readonly exponent: number } {
  if (value === 0) return { digits: '0'.repeat(count), exponent: 0 };
  const { numerator, denominator } = exactFraction(Math.abs(value));
  let exponent = Number(value.toExponential().split('e')[1]);
  for (;;) {
    const shift = count - 1 - exponent;
    const scaled =
      shift >= 0
        ? roundedQuotient(numerator * 10n ** BigInt(shift), denominator)
        : roundedQuotient(numerator, denominator * 10n ** BigInt(-shift));
    const digits = scaled.toString();
    if (digits.length <= count) return { digits: digits.padStart(count, '0'), exponent };
    exponent += 1;
  }
}

/** `format(abs(value), '.<precision>e')` of a finite float. */
export function exponentText(value: number, precision: number): string {
  const { digits, exponent } = significantDigits(value, precision + 1);
  const fraction = precision === 0 ? '' : `.${digits.slice(1)}`;
  return `${digits[0] ?? '0'}${fraction}e${exponentSuffix(exponent)}`;
}

/** `format(abs(value), '.<precision>g')` of a finite float. */
export function generalText(value: number, precision: number): string {
  const count = Math.max(precision, 1);
  const { digits, exponent } = significantDigits(value, count);
  const trimmed = digits.replace(/0+$/, '');
  if (exponent < -4 || exponent >= count) {
    const rest = trimmed.slice(1);
    return `${digits[0] ?? '0'}${rest === '' ? '' : `.${rest}`}e${exponentSuffix(exponent)}`;
  }
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${trimmed}`;
  const whole = digits.slice(0, exponent + 1);
  const fraction = trimmed.slice(exponent + 1);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
