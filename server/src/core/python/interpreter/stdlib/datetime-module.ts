import type { Span } from '../../../text/span.ts';
import { type CallArguments, type PythonNative, PythonRaise, type PythonValue } from '../../values.ts';
import { firstUnknown, toNumber } from '../arguments.ts';
import { bool, int, NONE, nativeFunction, str, unknown } from '../objects.ts';
import { typeObject } from '../type-objects.ts';
import { runtimeValue } from './runtime-modules.ts';

type Fields = Readonly<Record<string, number>>;

const DATE_FIELDS = ['year', 'month', 'day'] as const;
const TIME_FIELDS = ['hour', 'minute', 'second', 'microsecond'] as const;

/** A date, time or datetime with fixed fields. `isUtc` is the only time zone that is followed. */
export class TimeValue implements PythonNative {
  readonly kind = 'native';
  readonly typeName: 'date' | 'time' | 'datetime';
  readonly pure = true;
  readonly fields: Fields;
  readonly isUtc: boolean;

  constructor(typeName: TimeValue['typeName'], fields: Fields, isUtc: boolean) {
    this.typeName = typeName;
    this.fields = fields;
    this.isUtc = isUtc;
  }

  toText(): string {
    return this.text(' ');
  }

  text(separator: string): string {
    const pad = (name: string, width = 2) => String(this.fields[name] ?? 0).padStart(width, '0');
    const date = `${pad('year', 4)}-${pad('month')}-${pad('day')}`;
    if (this.typeName === 'date') return date;
    const micro = (this.fields.microsecond ?? 0) === 0 ? '' : `.${pad('microsecond', 6)}`;
    const time = `${pad('hour')}:${pad('minute')}:${pad('second')}${micro}${this.isUtc ? '+00:00' : ''}`;
    return this.typeName === 'time' ? time : `${date}${separator}${time}`;
  }

  getAttribute(name: string, span: Span): PythonValue {
    const field = this.fields[name];
    if (field !== undefined) return int(field);
    if (name === 'isoformat')
      return nativeFunction(name, (args) =>
        args.positional.length > 0 ? notFollowed('isoformat', args.span) : str(this.text('T')),
      );
    if (name === 'date' && this.typeName === 'datetime')
      return nativeFunction(name, () => new TimeValue('date', pick(this.fields, DATE_FIELDS), false));
    return notFollowed(name, span);
  }

  binary(operator: string, other: PythonValue, _reflected: boolean, span: Span): PythonValue {
    if (other instanceof TimeValue && other.typeName === this.typeName && other.isUtc === this.isUtc) {
      const isSame = other.toText() === this.toText();
      if (operator === '==') return bool(isSame);
      if (operator === '!=') return bool(!isSame);
    } else if (
      !(other instanceof TimeValue) &&
      other.kind !== 'native' &&
      other.kind !== 'unknown' &&
      (operator === '==' || operator === '!=')
    ) {
      return bool(operator === '!=');
    }
    return unknown('unsupported-operation', 'calculations with dates are not followed', span);
  }
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? 0]));
}

function notFollowed(name: string, span: Span): PythonValue {
  return unknown('unsupported-operation', `\`${name}\` of a date is not followed`, span);
}

/** `datetime.timedelta(…)`, as microseconds. */
export class TimeDeltaValue implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'timedelta';
  readonly pure = true;
  readonly microseconds: number;

  constructor(microseconds: number) {
    this.microseconds = microseconds;
  }

  getAttribute(name: string, span: Span): PythonValue {
    if (name === 'total_seconds')
      return nativeFunction(name, () => ({ kind: 'float', value: this.microseconds / 1e6 }));
    return notFollowed(name, span);
  }

  binary(_operator: string, _other: PythonValue, _reflected: boolean, span: Span): PythonValue {
    return unknown('unsupported-operation', 'calculations with dates are not followed', span);
  }
}

const UTC: PythonNative = { kind: 'native', typeName: 'timezone', pure: true, toText: () => 'UTC' };

const UNITS: Readonly<Record<string, number>> = {
  days: 86_400e6,
  seconds: 1e6,
  microseconds: 1,
  milliseconds: 1e3,
  minutes: 60e6,
  hours: 3600e6,
  weeks: 604_800e6,
};

export function datetimeNames(): ReadonlyMap<string, PythonValue> {
  const clock = (name: string) =>
    nativeFunction(name, (args) =>
      runtimeValue(`datetime.${name}`, 'the current time is known only when it runs', args.span),
    );
  const type = (name: TimeValue['typeName'], clocks: readonly string[]) =>
    typeObject(
      name,
      (value) =>
        value instanceof TimeValue &&
        (value.typeName === name || (name === 'date' && value.typeName === 'datetime')),
      (args) => makeTime(name, args),
      (attribute, span) => (clocks.includes(attribute) ? clock(attribute) : notFollowed(attribute, span)),
    );
  const timezone = typeObject(
    'timezone',
    () => undefined,
    (args) => unknown('unsupported-operation', 'time zones other than UTC are not followed', args.span),
    (attribute) => (attribute === 'utc' ? UTC : undefined),
  );
  return new Map<string, PythonValue>([
    ['datetime', type('datetime', ['now', 'utcnow', 'today', 'fromtimestamp', 'utcfromtimestamp'])],
    ['date', type('date', ['today', 'fromtimestamp'])],
    ['time', type('time', [])],
    ['timedelta', typeObject('timedelta', (value) => value instanceof TimeDeltaValue, makeDelta)],
    ['timezone', timezone],
    ['UTC', UTC],
  ]);
}

function makeTime(typeName: TimeValue['typeName'], args: CallArguments): PythonValue {
  const unknownArgument = firstUnknown(args);
  if (unknownArgument !== undefined) return unknownArgument;
  const names =
    typeName === 'date' ? DATE_FIELDS : typeName === 'time' ? TIME_FIELDS : [...DATE_FIELDS, ...TIME_FIELDS];
  const fields: Record<string, number> = {};
  for (const [index, name] of names.entries()) {
    const value = args.positional[index] ?? args.keywords.get(name);
    const isDate = (DATE_FIELDS as readonly string[]).includes(name);
    if (value === undefined && isDate)
      throw new PythonRaise('TypeError', `function missing required argument '${name}'`, args.span);
    fields[name] = value === undefined ? 0 : toNumber(value, args.span);
  }
  const zone = args.positional[names.length] ?? args.keywords.get('tzinfo') ?? NONE;
  if (zone.kind !== 'none' && zone !== UTC) {
    return unknown('unsupported-operation', 'time zones other than UTC are not followed', args.span);
  }
  checkFields(fields, args.span);
  return new TimeValue(typeName, fields, zone === UTC);
}

function checkFields(fields: Fields, span: Span): void {
  const { year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0, microsecond = 0 } = fields;
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const isValid =
    year >= 1 &&
    year <= 9999 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= lastDay &&
    hour >= 0 &&
    hour <= 23 &&
    minute >= 0 &&
    minute <= 59 &&
    second >= 0 &&
    second <= 59 &&
    microsecond >= 0 &&
    microsecond <= 999_999;
  if (!isValid) throw new PythonRaise('ValueError', 'a field of this date is out of range', span);
}

function makeDelta(args: CallArguments): PythonValue {
  const unknownArgument = firstUnknown(args);
  if (unknownArgument !== undefined) return unknownArgument;
  let total = 0;
  const names = Object.keys(UNITS);
  const given = [
    ...args.positional.map((value, index) => [names[index] ?? '', value] as const),
    ...args.keywords,
  ];
  for (const [name, value] of given) {
    const unit = UNITS[name];
    if (unit === undefined || value.kind !== 'int') {
      return unknown('unsupported-operation', 'this timedelta is not followed', args.span);
    }
    total += unit * Number(value.value);
  }
  return new TimeDeltaValue(total);
}
