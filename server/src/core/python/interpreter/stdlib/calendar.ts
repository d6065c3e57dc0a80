import type { Span } from '../../../text/span.ts';
import { PythonRaise } from '../../values.ts';

/** A moment of the proleptic Gregorian calendar, without a zone. */
export interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

export const MIDNIGHT = { hour: 0, minute: 0, second: 0, microsecond: 0 } as const;
export const DAY = 86_400_000_000;

/** Days since 1970-01-01. */
export function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 86_400_000;
}

/** Monday is 0. Source: `date.weekday`. */
export function weekday({ year, month, day }: Moment): number {
  return (((dayNumber(year, month, day) + 3) % 7) + 7) % 7;
}

/** Microseconds since midnight. */
export function timeOfDay({ hour, minute, second, microsecond }: Moment): number {
  return ((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond;
}

/** `moment + microseconds`; raises OverflowError outside the years 1 to 9999. */
export function shifted(moment: Moment, microseconds: number, span: Span): Moment {
  const total = timeOfDay(moment) + microseconds;
  const days = dayNumber(moment.year, moment.month, moment.day) + Math.floor(total / DAY);
  const rest = total - Math.floor(total / DAY) * DAY;
  const date = new Date(days * 86_400_000);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw new PythonRaise('OverflowError', 'date value out of range', span);
  const seconds = Math.floor(rest / 1_000_000);
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    microsecond: rest % 1_000_000,
  };
}

/** `left - right` in microseconds. */
export function difference(left: Moment, right: Moment): number {
  const days = dayNumber(left.year, left.month, left.day) - dayNumber(right.year, right.month, right.day);
  return days * DAY + timeOfDay(left) - timeOfDay(right);
}

/** Raises ValueError as Python's constructors do. */
export function checkMoment(moment: Moment, span: Span): void {
  const { year, month, day, hour, minute, second, microsecond } = moment;
  const inRange = (value: number, least: number, most: number) => value >= least && value <= most;
  if (!inRange(year, 1, 9999)) throw new PythonRaise('ValueError', `year ${year} is out of range`, span);
  if (!inRange(month, 1, 12)) throw new PythonRaise('ValueError', 'month must be in 1..12', span);
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  if (!inRange(day, 1, lastDay)) throw new PythonRaise('ValueError', 'day is out of range for month', span);
  if (!inRange(hour, 0, 23)) throw new PythonRaise('ValueError', 'hour must be in 0..23', span);
  if (!inRange(minute, 0, 59)) throw new PythonRaise('ValueError', 'minute must be in 0..59', span);
  if (!inRange(second, 0, 59)) throw new PythonRaise('ValueError', 'second must be in 0..59', span);
  if (!inRange(microsecond, 0, 999_999)) {
    throw new PythonRaise('ValueError', 'microsecond must be in 0..999999', span);
  }
}

export function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

/** `strftime` in the C locale; undefined where a directive is not worked out. */
export function formatMoment(moment: Moment, format: string): string | undefined {
  const dayOfYear = dayNumber(moment.year, moment.month, moment.day) - dayNumber(moment.year, 1, 1) + 1;
  const directives: Readonly<Record<string, string>> = {
    Y: String(moment.year),
    y: digits(moment.year % 100, 2),
    m: digits(moment.month, 2),
    d: digits(moment.day, 2),
    H: digits(moment.hour, 2),
    I: digits(((moment.hour + 11) % 12) + 1, 2),
    M: digits(moment.minute, 2),
    S: digits(moment.second, 2),
    f: digits(moment.microsecond, 6),
    j: digits(dayOfYear, 3),
    B: MONTHS[moment.month - 1] ?? '',
    b: (MONTHS[moment.month - 1] ?? '').slice(0, 3),
    A: WEEKDAYS[weekday(moment)] ?? '',
    a: (WEEKDAYS[weekday(moment)] ?? '').slice(0, 3),
    p: moment.hour < 12 ? 'AM' : 'PM',
    '%': '%',
  };
  const isKnown = [...format.matchAll(/%(.?)/gs)].every(([, letter = '']) => letter in directives);
  if (!isKnown || moment.year < 1000) return undefined;
  return format.replace(/%(.)/g, (_, letter: string) => directives[letter] ?? '');
}

const FIELD_PATTERNS: Readonly<Record<string, readonly [keyof Moment, string]>> = {
  Y: ['year', '\\d{4}'],
  m: ['month', '1[0-2]|0[1-9]|[1-9]'],
  d: ['day', '3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]'],
  H: ['hour', '2[0-3]|[01]\\d|\\d'],
  M: ['minute', '[0-5]\\d|\\d'],
  S: ['second', '[0-5]\\d|\\d'],
  f: ['microsecond', '\\d{1,6}'],
};

/** `strptime`: undefined where a directive is not worked out, null where the text does not match. Source: `_strptime`. */
export function parseMoment(text: string, format: string): Moment | null | undefined {
  const names: Array<keyof Moment> = [];
  let isKnown = true;
  const pattern = format
    .replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
    .replace(/%(.)/g, (_, letter: string) => {
      if (letter === '%') return '%';
      const field = FIELD_PATTERNS[letter];
      if (field === undefined || names.includes(field[0])) isKnown = false;
      else names.push(field[0]);
      return field === undefined ? '' : `(${field[1]})`;
    });
  if (!isKnown) return undefined;
  const match = new RegExp(`^${pattern}$`).exec(text);
  if (match === null) return null;
  const fields: Record<string, number> = { year: 1900, month: 1, day: 1, ...MIDNIGHT };
  for (const [index, name] of names.entries()) {
    const found = (match[index + 1] ?? '').trim();
    fields[name] = Number(name === 'microsecond' ? found.padEnd(6, '0') : found);
  }
  return fields as unknown as Moment;
}
