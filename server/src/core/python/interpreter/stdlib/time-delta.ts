import type { Span } from '../../../text/span.ts';
import {
  type BinaryOperator,
  type CallArguments,
  type PythonNative,
  PythonRaise,
  type PythonValue,
} from '../../values.ts';
import { firstUnknown } from '../arguments.ts';
import { bool, int, nativeFunction, unknown } from '../objects.ts';
import { DAY, digits } from './calendar.ts';

/** `datetime.timedelta(…)`, as microseconds. */
export class TimeDeltaValue implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'timedelta';
  readonly pure = true;
  readonly microseconds: number;

  constructor(microseconds: number) {
    this.microseconds = microseconds;
  }

  get #days(): number {
    return Math.floor(this.microseconds / DAY);
  }

  /** Source: `timedelta.__str__`. */
  toText(): string {
    const rest = this.microseconds - this.#days * DAY;
    const seconds = Math.floor(rest / 1e6);
    const clock = `${Math.floor(seconds / 3600)}:${digits(Math.floor(seconds / 60) % 60, 2)}:${digits(seconds % 60, 2)}`;
    const micro = rest % 1e6 === 0 ? '' : `.${digits(rest % 1e6, 6)}`;
    const days = this.#days === 0 ? '' : `${this.#days} day${Math.abs(this.#days) === 1 ? '' : 's'}, `;
    return days + clock + micro;
  }

  toRepr(): string {
    const rest = this.microseconds - this.#days * DAY;
    const parts = [
      ['days', this.#days],
      ['seconds', Math.floor(rest / 1e6)],
      ['microseconds', rest % 1e6],
    ] as const;
    const shown = parts.filter(([, value]) => value !== 0).map(([name, value]) => `${name}=${value}`);
    return `datetime.timedelta(${shown.length === 0 ? '0' : shown.join(', ')})`;
  }

  truth(): boolean {
    return this.microseconds !== 0;
  }

  getAttribute(name: string, span: Span): PythonValue {
    const rest = this.microseconds - this.#days * DAY;
    if (name === 'days') return int(this.#days);
    if (name === 'seconds') return int(Math.floor(rest / 1e6));
    if (name === 'microseconds') return int(rest % 1e6);
    if (name === 'total_seconds')
      return nativeFunction(name, () => ({ kind: 'float', value: this.microseconds / 1e6 }));
    return unknown('unsupported-operation', `\`${name}\` of a timedelta is not followed`, span);
  }

  unary(operator: string, span: Span): PythonValue {
    if (operator === '-') return new TimeDeltaValue(-this.microseconds);
    return operator === '+' ? this : notFollowed(span);
  }

  binary(
    operator: BinaryOperator,
    other: PythonValue,
    reflected: boolean,
    span: Span,
  ): PythonValue | undefined {
    if (other instanceof TimeDeltaValue) return this.#withDelta(operator, other, reflected, span);
    if (operator === '*' && other.kind === 'int') {
      return new TimeDeltaValue(this.microseconds * Number(other.value));
    }
    if (operator === '==' || operator === '!=') {
      return other.kind === 'unknown' ? undefined : bool(operator === '!=');
    }
    // The other side, a date, adds it.
    return other.kind === 'native' && !reflected ? undefined : notFollowed(span);
  }

  #withDelta(operator: BinaryOperator, other: TimeDeltaValue, reflected: boolean, span: Span): PythonValue {
    const [left, right] = reflected
      ? [other.microseconds, this.microseconds]
      : [this.microseconds, other.microseconds];
    switch (operator) {
      case '+':
        return new TimeDeltaValue(left + right);
      case '-':
        return new TimeDeltaValue(left - right);
      case '==':
        return bool(left === right);
      case '!=':
        return bool(left !== right);
      case '<':
        return bool(left < right);
      case '<=':
        return bool(left <= right);
      case '>':
        return bool(left > right);
      case '>=':
        return bool(left >= right);
      default:
        return notFollowed(span);
    }
  }
}

function notFollowed(span: Span): PythonValue {
  return unknown('unsupported-operation', 'this calculation with a timedelta is not followed', span);
}

/** In the order of the constructor's parameters. */
const UNITS: Readonly<Record<string, number>> = {
  days: DAY,
  seconds: 1e6,
  microseconds: 1,
  milliseconds: 1e3,
  minutes: 60e6,
  hours: 3600e6,
  weeks: 7 * DAY,
};

export function makeTimeDelta(args: CallArguments): PythonValue {
  const unknownArgument = firstUnknown(args);
  if (unknownArgument !== undefined) return unknownArgument;
  const names = Object.keys(UNITS);
  let total = 0;
  const given = [
    ...args.positional.map((value, index) => [names[index] ?? '', value] as const),
    ...args.keywords,
  ];
  for (const [name, value] of given) {
    const unit = UNITS[name];
    if (unit === undefined)
      throw new PythonRaise('TypeError', `'${name}' is an invalid keyword argument`, args.span);
    if (value.kind !== 'int' && value.kind !== 'float') {
      return unknown('unsupported-operation', 'this timedelta is not followed', args.span);
    }
    total += unit * Number(value.value);
  }
  if (!Number.isSafeInteger(total)) {
    return unknown('unsupported-operation', 'this timedelta is not followed', args.span);
  }
  return new TimeDeltaValue(total);
}
