import type { Span } from '../../../text/span.ts';
import {
  type BinaryOperator,
  type CallArguments,
  type PythonNative,
  PythonRaise,
  type PythonUnknown,
  type PythonValue,
} from '../../values.ts';
import { firstUnknown, toNumber } from '../arguments.ts';
import { bool, int, NONE, nativeFunction, str, unknown } from '../objects.ts';
import {
  checkMoment,
  dayNumber,
  difference,
  digits,
  formatMoment,
  MIDNIGHT,
  type Moment,
  shifted,
  weekday,
} from './calendar.ts';
import { TimeDeltaValue } from './time-delta.ts';

type TimeType = 'date' | 'time' | 'datetime';

const DATE_FIELDS = ['year', 'month', 'day'] as const;
const TIME_FIELDS = ['hour', 'minute', 'second', 'microsecond'] as const;
const FIELDS: Readonly<Record<TimeType, ReadonlyArray<keyof Moment>>> = {
  date: DATE_FIELDS,
  time: TIME_FIELDS,
  datetime: [...DATE_FIELDS, ...TIME_FIELDS],
};

export const UTC: PythonNative = { kind: 'native', typeName: 'timezone', pure: true, toText: () => 'UTC' };

/** A date, time or datetime with fixed fields. `isUtc` is the only time zone that is followed. */
export class TimeValue implements PythonNative {
  readonly kind = 'native';
  readonly typeName: TimeType;
  readonly pure = true;
  readonly moment: Moment;
  readonly isUtc: boolean;

  constructor(typeName: TimeType, moment: Moment, isUtc: boolean) {
    this.typeName = typeName;
    this.moment = typeName === 'date' ? { ...moment, ...MIDNIGHT } : moment;
    this.isUtc = isUtc;
  }

  toText(): string {
    return this.text(' ');
  }

  toRepr(): string {
    const values = FIELDS[this.typeName].map((field) => this.moment[field]);
    // Seconds and microseconds that are zero are left out, from the end.
    for (let left = this.typeName === 'date' ? 0 : 2; left > 0 && values.at(-1) === 0; left -= 1)
      values.pop();
    const zone = this.isUtc ? ', tzinfo=datetime.timezone.utc' : '';
    return `datetime.${this.typeName}(${values.join(', ')}${zone})`;
  }

  text(separator: string): string {
    const { year, month, day, hour, minute, second, microsecond } = this.moment;
    const date = `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
    if (this.typeName === 'date') return date;
    const micro = microsecond === 0 ? '' : `.${digits(microsecond, 6)}`;
    const zone = this.isUtc ? '+00:00' : '';
    const time = `${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}${micro}${zone}`;
    return this.typeName === 'time' ? time : `${date}${separator}${time}`;
  }

  getAttribute(name: string, span: Span): PythonValue {
    const fields = FIELDS[this.typeName];
    const field = fields.find((known) => known === name);
    if (field !== undefined) return int(this.moment[field]);
    const method = METHODS[name];
    if (method !== undefined)
      return nativeFunction(name, (args) => method(this, args) ?? notFollowed(name, args.span));
    if (name === 'tzinfo' && this.typeName !== 'date') return this.isUtc ? UTC : NONE;
    return notFollowed(name, span);
  }

  binary(
    operator: BinaryOperator,
    other: PythonValue,
    reflected: boolean,
    span: Span,
  ): PythonValue | undefined {
    if (other instanceof TimeDeltaValue) return this.#plusDelta(operator, other, reflected, span);
    if (other instanceof TimeValue) return this.#withTime(operator, other, reflected, span);
    const isPlain = other.kind !== 'native' && other.kind !== 'unknown';
    if (isPlain && (operator === '==' || operator === '!=')) return bool(operator === '!=');
    return operator === '%' && reflected && other.kind === 'str' ? undefined : notCalculated(span);
  }

  #plusDelta(operator: BinaryOperator, delta: TimeDeltaValue, reflected: boolean, span: Span): PythonValue {
    const isPlus = operator === '+';
    if (this.typeName === 'time' || (!isPlus && (operator !== '-' || reflected))) return notCalculated(span);
    const by = isPlus ? delta.microseconds : -delta.microseconds;
    const days = Math.floor(delta.microseconds / 86_400e6) * 86_400e6;
    const ofDate = isPlus ? days : -days;
    return new TimeValue(
      this.typeName,
      shifted(this.moment, this.typeName === 'date' ? ofDate : by, span),
      this.isUtc,
    );
  }

  #withTime(operator: BinaryOperator, other: TimeValue, reflected: boolean, span: Span): PythonValue {
    if (other.typeName !== this.typeName || other.isUtc !== this.isUtc) return notCalculated(span);
    const between = reflected ? difference(other.moment, this.moment) : difference(this.moment, other.moment);
    switch (operator) {
      case '-':
        return this.typeName === 'time' ? notCalculated(span) : new TimeDeltaValue(between);
      case '==':
        return bool(between === 0);
      case '!=':
        return bool(between !== 0);
      case '<':
        return bool(between < 0);
      case '<=':
        return bool(between <= 0);
      case '>':
        return bool(between > 0);
      case '>=':
        return bool(between >= 0);
      default:
        return notCalculated(span);
    }
  }
}

function notCalculated(span: Span): PythonUnknown {
  return unknown('unsupported-operation', 'this calculation with dates is not followed', span);
}

function notFollowed(name: string, span: Span): PythonUnknown {
  return unknown('unsupported-operation', `\`${name}\` of a date is not followed`, span);
}

type TimeMethod = (self: TimeValue, args: CallArguments) => PythonValue | undefined;

const withoutArguments =
  (make: (self: TimeValue) => PythonValue | undefined): TimeMethod =>
  (self, { positional, keywords }) =>
    positional.length + keywords.size > 0 ? undefined : make(self);

/** Undefined: not worked out for these arguments. */
const METHODS: Readonly<Record<string, TimeMethod>> = {
  isoformat: (self, { positional: [separator, ...others], keywords }) => {
    if (others.length + keywords.size > 0) return undefined;
    if (separator === undefined) return str(self.text('T'));
    return separator.kind === 'str' && self.typeName === 'datetime'
      ? str(self.text(separator.value))
      : undefined;
  },
  date: withoutArguments((self) =>
    self.typeName === 'datetime' ? new TimeValue('date', self.moment, false) : undefined,
  ),
  time: withoutArguments((self) =>
    self.typeName === 'datetime' ? new TimeValue('time', self.moment, false) : undefined,
  ),
  weekday: withoutArguments((self) => (self.typeName === 'time' ? undefined : int(weekday(self.moment)))),
  isoweekday: withoutArguments((self) =>
    self.typeName === 'time' ? undefined : int(weekday(self.moment) + 1),
  ),
  toordinal: withoutArguments(({ typeName, moment: { year, month, day } }) =>
    typeName === 'time' ? undefined : int(dayNumber(year, month, day) + 719_163),
  ),
  timestamp: withoutArguments((self) =>
    self.isUtc && self.typeName === 'datetime'
      ? { kind: 'float', value: difference(self.moment, EPOCH) / 1e6 }
      : undefined,
  ),
  strftime: (self, { positional: [format] }) => {
    const text = format?.kind === 'str' ? formatMoment(self.moment, format.value) : undefined;
    return text === undefined ? undefined : str(text);
  },
  replace: (self, args) => {
    const moment: Record<string, number> = { ...self.moment };
    let { isUtc } = self;
    if (args.positional.length > 0) return undefined;
    for (const [name, value] of args.keywords) {
      if (name === 'tzinfo' && (value.kind === 'none' || value === UTC)) isUtc = value === UTC;
      else if ((FIELDS[self.typeName] as readonly string[]).includes(name) && value.kind === 'int')
        moment[name] = toNumber(value, args.span);
      else return undefined;
    }
    checkMoment(moment as unknown as Moment, args.span);
    return new TimeValue(self.typeName, moment as unknown as Moment, isUtc);
  },
};

export const EPOCH: Moment = { year: 1970, month: 1, day: 1, ...MIDNIGHT };

/** `date(…)`, `time(…)` or `datetime(…)`. */
export function makeTime(typeName: TimeType, args: CallArguments): PythonValue {
  const unknownArgument = firstUnknown(args);
  if (unknownArgument !== undefined) return unknownArgument;
  const names = FIELDS[typeName];
  const fields: Record<string, number> = { ...EPOCH };
  for (const [index, name] of names.entries()) {
    const value = args.positional[index] ?? args.keywords.get(name);
    const isDate = (DATE_FIELDS as readonly string[]).includes(name);
    if (value === undefined && isDate)
      throw new PythonRaise(
        'TypeError',
        `function missing required argument '${name}' (pos ${index + 1})`,
        args.span,
      );
    fields[name] = value === undefined ? 0 : toNumber(value, args.span);
  }
  const zone = args.positional[names.length] ?? args.keywords.get('tzinfo') ?? NONE;
  if (zone.kind !== 'none' && zone !== UTC) {
    return unknown('unsupported-operation', 'time zones other than UTC are not followed', args.span);
  }
  checkMoment(fields as unknown as Moment, args.span);
  return new TimeValue(typeName, fields as unknown as Moment, zone === UTC);
}
