const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const MINUTE_MS = 60_000;
/** A zone's clock changes at whole quarters of an hour only. */
const BLOCK_MINUTES = 15;
/** A window of one day a week may be skipped by a clock change, and is found a week later. */
const SEARCHED_MINUTES = 2 * WEEK_MINUTES + DAY_MINUTES;

export const WINDOW_FORM = 'Sat 22:00-04:00 Europe/Berlin';

/** Times of the week, by the wall clock of one time zone, at which runs are expected. */
export interface MaintenanceWindow {
  /** As it was written. */
  readonly text: string;
  readonly timeZone: string;
  /** Minutes from Sunday 00:00, the end exclusive; an end past the week goes on in the next one. */
  readonly spans: ReadonlyArray<{ readonly start: number; readonly end: number }>;
}

export interface WindowState {
  readonly open: boolean;
  /** When it closes where it is open, else when it opens; undefined where it is always open. */
  readonly changesAt: Date | undefined;
}

/** A text that is no maintenance window; the message says what is wrong with it and shows the form. */
export class MaintenanceWindowError extends Error {
  constructor(text: string, reason: string) {
    super(
      `The maintenance window "${text}" cannot be read: ${reason}. Write days, times and a time zone, e.g. ${WINDOW_FORM}.`,
    );
    this.name = 'MaintenanceWindowError';
  }
}

/**
 * Reads `Sat 22:00-04:00 Europe/Berlin`: days (`Sat`, `Mon-Fri`, `Sat,Sun`, `daily`), a span of time that may run into the
 * next day, and an IANA time zone, UTC where it is left out. Several spans stand behind each other, separated by `;`; the
 * zone of the last one holds for all that name none. Throws MaintenanceWindowError.
 */
export function parseMaintenanceWindow(text: string): MaintenanceWindow {
  const parts = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) throw new MaintenanceWindowError(text, 'it is empty');
  let timeZone: string | undefined;
  const spans = parts.flatMap((part) => {
    const [, days = '', start = '', end = '', zone] =
      /^(\S.*?)\s+(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})(?:\s+(\S+))?$/.exec(part) ?? [];
    if (days === '') throw new MaintenanceWindowError(text, `"${part}" has no days and times`);
    if (zone !== undefined && timeZone !== undefined && zone !== timeZone) {
      throw new MaintenanceWindowError(text, 'it names two time zones');
    }
    timeZone = zone ?? timeZone;
    const [from, to] = [minuteOfDay(start, text), minuteOfDay(end, text)];
    const length = to > from ? to - from : to - from + DAY_MINUTES;
    return daysOf(days, text).map((day) => {
      const first = day * DAY_MINUTES + from;
      return { start: first, end: first + length };
    });
  });
  const zone = timeZone ?? 'UTC';
  if (!isTimeZone(zone)) throw new MaintenanceWindowError(text, `"${zone}" is no time zone`);
  return { text: text.trim(), timeZone: zone, spans };
}

/**
 * Whether a window is open at `now`, and when that changes. The wall clock decides: an hour that a clock change repeats
 * counts twice, one that it skips is not there.
 */
export function windowState(window: MaintenanceWindow, now: Date): WindowState {
  const start = Math.floor(now.getTime() / MINUTE_MS);
  const open = isOpen(window, start + zoneOffset(window.timeZone, start));
  let offset = 0;
  for (let minute = start; minute < start + SEARCHED_MINUTES; minute += 1) {
    if (minute === start || minute % BLOCK_MINUTES === 0) offset = zoneOffset(window.timeZone, minute);
    if (isOpen(window, minute + offset) !== open) return { open, changesAt: new Date(minute * MINUTE_MS) };
  }
  return { open, changesAt: undefined };
}

/** An instant as the clock of a time zone shows it: "Sat 2026-03-28 22:00". */
export function wallClock(instant: Date, timeZone: string): string {
  const minute = Math.floor(instant.getTime() / MINUTE_MS);
  const local = new Date((minute + zoneOffset(timeZone, minute)) * MINUTE_MS);
  return `${DAYS[local.getUTCDay()]} ${local.toISOString().slice(0, 16).replace('T', ' ')}`;
}

/** `minute` counts from the epoch, on the wall clock. The epoch was a Thursday. */
function isOpen({ spans }: MaintenanceWindow, minute: number): boolean {
  const ofWeek = (((minute + 4 * DAY_MINUTES) % WEEK_MINUTES) + WEEK_MINUTES) % WEEK_MINUTES;
  return spans.some(
    ({ start, end }) =>
      (ofWeek >= start && ofWeek < end) || (ofWeek + WEEK_MINUTES >= start && ofWeek + WEEK_MINUTES < end),
  );
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes that a zone's clock is ahead of UTC at a minute from the epoch. */
function zoneOffset(timeZone: string, minute: number): number {
  if (timeZone === 'UTC') return 0;
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const parts = format.formatToParts(minute * MINUTE_MS);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return local / MINUTE_MS - minute;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function minuteOfDay(time: string, text: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (minute > 59 || hour * 60 + minute > DAY_MINUTES) {
    throw new MaintenanceWindowError(text, `"${time}" is no time of the day`);
  }
  return hour * 60 + minute;
}

/** Numbers of the days, Sunday is 0. A range may run over the end of the week. */
function daysOf(words: string, text: string): readonly number[] {
  if (/^daily$/i.test(words)) return DAYS.map((_, day) => day);
  return words.split(',').flatMap((word) => {
    const [first = '', last = first] = word.trim().split(/\s*[-–]\s*/);
    const from = dayOf(first, text);
    const length = (dayOf(last, text) - from + DAYS.length) % DAYS.length;
    return Array.from({ length: length + 1 }, (_, index) => (from + index) % DAYS.length);
  });
}

/** A day by its English name or the first three letters of it. */
function dayOf(word: string, text: string): number {
  const day = DAYS.findIndex((name) => word.slice(0, 3).toLowerCase() === name.toLowerCase());
  if (day === -1 || !/^[a-z]+$/i.test(word)) throw new MaintenanceWindowError(text, `"${word}" is no day`);
  return day;
}
