import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { withValues } from '../core/postgresql/runtime-values.ts';
import type { Statement } from '../core/postgresql/statement.ts';
import { digits, type Moment } from '../core/python/interpreter/stdlib/calendar.ts';
import type { RuntimeMark } from '../core/python/runtime-mark.ts';

const CLOCKS: ReadonlySet<RuntimeMark['maker']> = new Set(['now', 'now_utc', 'utcnow', 'time']);

/**
 * The values that the calls of one migration make, `uuid4()` and `utcnow()`: each is made once, in the order of the calls.
 */
export class RuntimeValues {
  readonly #made = new Map<number, string | number>();
  readonly #pending: RuntimeMark[];

  /** `statements` are those of the migration. */
  constructor(statements: readonly Statement[]) {
    const marks = statements.flatMap(({ runtime = [] }) =>
      runtime.filter((piece) => typeof piece !== 'string'),
    );
    this.#pending = marks.sort((left, right) => left.call - right.call);
  }

  /** The statement as it runs, with the values in their places. */
  fill(statement: Statement): Statement {
    if (statement.runtime === undefined) return statement;
    return { ...statement, sql: withValues(statement.runtime, (mark) => this.#text(mark)) };
  }

  #text(mark: RuntimeMark): string {
    for (const earlier of this.#pending) {
      if (earlier.call > mark.call) break;
      if (!this.#made.has(earlier.call)) this.#made.set(earlier.call, make(earlier));
    }
    const value = this.#made.get(mark.call) ?? '';
    if (CLOCKS.has(mark.maker)) return timeText(mark, Number(value));
    return mark.form === 'hex' ? String(value).replaceAll('-', '') : String(value);
  }
}

/** A time is microseconds since 1970. */
function make(mark: RuntimeMark): string | number {
  const [first = 0, second = 0] = mark.arguments;
  switch (mark.maker) {
    case 'uuid1':
      return timeBasedUuid();
    case 'uuid4':
      return randomUUID();
    case 'token_hex':
    case 'urandom':
      return randomBytes(first).toString('hex');
    case 'token_urlsafe':
      return randomBytes(first).toString('base64url');
    case 'random':
      return randomInt(2 ** 48 - 1) / 2 ** 48;
    case 'randint':
      return first + Math.floor((randomInt(2 ** 48 - 1) / 2 ** 48) * (second - first + 1));
    default:
      return Math.round((performance.timeOrigin + performance.now()) * 1000);
  }
}

/** Version 1 of RFC 9562, with a random node as `uuid.getnode()` takes where there is no network card. */
function timeBasedUuid(): string {
  const sinceGregorian = BigInt(Date.now()) * 10_000n + 0x01b21dd213814000n + BigInt(randomInt(10_000));
  const time = sinceGregorian.toString(16).padStart(15, '0');
  const rest = randomBytes(8);
  rest[0] = ((rest[0] ?? 0) & 0x3f) | 0x80;
  rest[2] = (rest[2] ?? 0) | 0x01;
  const tail = rest.toString('hex');
  return `${time.slice(7)}-${time.slice(3, 7)}-1${time.slice(0, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** As Python writes a datetime, a date or a number of seconds. */
function timeText(mark: RuntimeMark, made: number): string {
  const at = made + mark.shift;
  if (mark.maker === 'time' || mark.form === 'epoch') {
    return mark.form === 'integer' ? String(Math.floor(at / 1e6)) : floatSeconds(at);
  }
  const moment = mark.maker === 'now' ? localMoment(at) : utcMoment(at);
  const zone = mark.maker === 'now_utc' ? '+00:00' : '';
  const date = `${digits(moment.year, 4)}-${digits(moment.month, 2)}-${digits(moment.day, 2)}`;
  const time = `${digits(moment.hour, 2)}:${digits(moment.minute, 2)}:${digits(moment.second, 2)}`;
  const micro = moment.microsecond === 0 ? '' : `.${digits(moment.microsecond, 6)}`;
  switch (mark.form) {
    case 'date':
      return date;
    case 'seconds':
      return `${date} ${time}${zone}`;
    case 'iso':
      return `${date}T${time}${micro}${zone}`;
    case 'text':
      return `${date} ${time}${micro}${zone}`;
    default:
      return directive(mark.form, moment);
  }
}

function directive(form: RuntimeMark['form'], moment: Moment): string {
  switch (form) {
    case 'Y':
      return String(moment.year);
    case 'm':
      return digits(moment.month, 2);
    case 'd':
      return digits(moment.day, 2);
    case 'H':
      return digits(moment.hour, 2);
    case 'M':
      return digits(moment.minute, 2);
    case 'S':
      return digits(moment.second, 2);
    default:
      return digits(moment.microsecond, 6);
  }
}

function floatSeconds(microseconds: number): string {
  const seconds = microseconds / 1e6;
  return Number.isInteger(seconds) ? `${seconds}.0` : String(seconds);
}

function utcMoment(microseconds: number): Moment {
  const date = new Date(Math.floor(microseconds / 1000));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    microsecond: ((microseconds % 1e6) + 1e6) % 1e6,
  };
}

function localMoment(microseconds: number): Moment {
  const date = new Date(Math.floor(microseconds / 1000));
  return {
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
    hour: date.getHours(),
    minute: date.getMinutes(),
    second: date.getSeconds(),
    microsecond: ((microseconds % 1e6) + 1e6) % 1e6,
  };
}
