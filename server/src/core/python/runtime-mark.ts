/** What makes a value anew in each run. The names are those of Python's functions. */
export type RuntimeMaker =
  | 'uuid1'
  | 'uuid4'
  | 'now'
  | 'now_utc'
  | 'utcnow'
  | 'time'
  | 'token_hex'
  | 'token_urlsafe'
  | 'urandom'
  | 'random'
  | 'randint';

/**
 * How the value is written. `text` is what `str()` gives, `iso` is `isoformat()`, `seconds` is `text` without microseconds,
 * `integer` cuts the decimals off, `epoch` is `timestamp()`; a form of one letter is that directive of `strftime()`.
 */
export type RuntimeForm =
  | 'text'
  | 'hex'
  | 'iso'
  | 'seconds'
  | 'date'
  | 'integer'
  | 'epoch'
  | 'Y'
  | 'm'
  | 'd'
  | 'H'
  | 'M'
  | 'S'
  | 'f';

/** A place in a text where a value stands that is made when the migration runs. */
export interface RuntimeMark {
  /** Which call of the program makes the value: the same number stands for the same value. */
  readonly call: number;
  readonly maker: RuntimeMaker;
  readonly form: RuntimeForm;
  /** Microseconds that are added to a time. */
  readonly shift: number;
  /** Numbers that the function was called with. */
  readonly arguments: readonly number[];
}

// Characters that no text may hold, so that a mark is never mistaken.
const OPEN = '\uFDD0';
const CLOSE = '\uFDD1';
const MARK = /\uFDD0([^\uFDD0\uFDD1]*)\uFDD1/g;

/** A mark as it stands in a text while SQL is written. It holds no character that SQL or text() would take for its own. */
export function markText({ call, maker, form, shift, arguments: given }: RuntimeMark): string {
  return `${OPEN}${[call, maker, form, shift, given.join(',')].join('|')}${CLOSE}`;
}

export function hasMark(text: string): boolean {
  return text.includes(OPEN);
}

/** True where `text()` could take a part of the value, or what stands beside it, for a parameter. */
export function isMarkBesideColon(text: string): boolean {
  return /[:\\]\uFDD0|\uFDD1:/.test(text);
}

/** The pieces of a text, in order. */
export function splitAtMarks(text: string): ReadonlyArray<string | RuntimeMark> {
  return text.split(MARK).map((piece, index) => (index % 2 === 0 ? piece : readMark(piece)));
}

function readMark(text: string): RuntimeMark {
  const [call, maker, form, shift, given = ''] = text.split('|');
  return {
    call: Number(call),
    maker: maker as RuntimeMaker,
    form: form as RuntimeForm,
    shift: Number(shift),
    arguments: given === '' ? [] : given.split(',').map(Number),
  };
}
