import { CommandError } from '../script/command-error.ts';

/** A moment as Python's datetime shows it: in a zone with its offset, or local and without one. */
export interface CreateDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  /** Minutes east of UTC; undefined for local time, which Alembic writes without an offset. */
  readonly offsetMinutes: number | undefined;
  /** Whole seconds since 1970. */
  readonly epoch: number;
}

/**
 * `now` in `timezone`, a zoneinfo name; undefined or empty stands for the local time of the machine. Throws CommandError
 * `unknown-timezone`. Source: `ScriptDirectory._generate_create_date`.
 */
export function createDate(now: Date, timezone: string | undefined): CreateDate {
  const milliseconds = now.getTime();
  const format = formatIn(timezone === '' ? undefined : timezone);
  const parts = new Map(format.formatToParts(now).map((part) => [part.type, Number(part.value)] as const));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const fields = {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
  const { year, month, day, hour, minute, second } = fields;
  const epoch = Math.floor(milliseconds / 1000);
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  return {
    ...fields,
    microsecond: (milliseconds - epoch * 1000) * 1000,
    offsetMinutes: timezone === undefined || timezone === '' ? undefined : Math.round((asUtc - epoch) / 60),
    epoch,
  };
}

function formatIn(timezone: string | undefined): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      ...(timezone === undefined ? {} : { timeZone: timezone }),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const help = 'Set timezone to a name such as UTC or Europe/Berlin, or leave it out for local time.';
    throw new CommandError('unknown-timezone', `Can't locate timezone: ${timezone}. ${help}`, { timezone });
  }
}

/** `str(datetime)`: `2026-03-01 09:30:00.250000+01:00`. */
export function formatCreateDate(date: CreateDate): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(date.year).padStart(4, '0')}-${two(date.month)}-${two(date.day)}`;
  const time = `${two(date.hour)}:${two(date.minute)}:${two(date.second)}`;
  const fraction = date.microsecond === 0 ? '' : `.${String(date.microsecond).padStart(6, '0')}`;
  return `${day} ${time}${fraction}${offset(date.offsetMinutes, two)}`;
}

function offset(minutes: number | undefined, two: (value: number) => string): string {
  if (minutes === undefined) return '';
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
