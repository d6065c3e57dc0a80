import { type RuntimeMark, splitAtMarks } from '../python/runtime-mark.ts';

/** A statement's text in pieces: what is known, and marks where the runner puts the values that it makes. */
export type RuntimePieces = ReadonlyArray<string | RuntimeMark>;

export interface ShownStatement {
  /**
   * The text with a psql variable in place of each value: nothing that could run with a wrong value. A comment at its end says
   * what makes the values.
   */
  readonly sql: string;
  readonly pieces: RuntimePieces;
}

const FUNCTIONS: Readonly<Record<RuntimeMark['maker'], string>> = {
  uuid1: 'uuid1()',
  uuid4: 'uuid4()',
  now: 'datetime.now()',
  now_utc: 'datetime.now(UTC)',
  utcnow: 'datetime.utcnow()',
  time: 'time.time()',
  token_hex: 'secrets.token_hex()',
  token_urlsafe: 'secrets.token_urlsafe()',
  urandom: 'os.urandom()',
  random: 'random.random()',
  randint: 'random.randint()',
};

/** How a statement with values that are made when it runs is shown; undefined where a value stands where none can be put. */
export function showRuntimeValues(marked: string): ShownStatement | undefined {
  const pieces = splitAtMarks(marked);
  const reader = new PlaceReader();
  const made = new Map<string, RuntimeMark>();
  for (const piece of pieces) {
    if (typeof piece === 'string') reader.text(piece);
    else {
      const name = variableName(piece);
      made.set(name, piece);
      if (!reader.variable(name)) return undefined;
    }
  }
  const names = [...made].map(([name, mark]) => `${name}: ${FUNCTIONS[mark.maker]}`);
  return { sql: `${reader.finish()} /* made when it runs: ${names.join('; ')} */`, pieces };
}

/** The same name for the same value in the same form. */
function variableName({ call, maker, form, shift }: RuntimeMark): string {
  const moved =
    shift === 0 ? '' : `_${shift > 0 ? 'plus' : 'minus'}_${Math.abs(shift) / 1e6}s`.replace('.', '_');
  return `${maker}_${call}${moved}${form === 'text' ? '' : `_${form}`}`;
}

/** The text that runs. `make` gives the value of a mark in its form. */
export function withValues(pieces: RuntimePieces, make: (mark: RuntimeMark) => string): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : make(piece))).join('');
}

type Place = 'plain' | 'literal' | 'identifier' | 'escape' | 'dollar' | 'line-comment' | 'comment';

/** Follows SQL text to know where a variable stands. Source: PostgreSQL's "Lexical Structure". */
class PlaceReader {
  #place: Place = 'plain';
  #tag = '';
  #written = '';
  /** Parts of the literal that is open. */
  #literal: string[] = [];
  #part = '';
  #hasVariable = false;

  text(text: string): void {
    let at = 0;
    while (at < text.length) at = this.#place === 'plain' ? this.#plain(text, at) : this.#inside(text, at);
  }

  /** False where psql puts no variable in. */
  variable(name: string): boolean {
    switch (this.#place) {
      case 'plain':
        this.#written += `:${name}`;
        return true;
      case 'literal':
        this.#endPart();
        this.#literal.push(`:'${name}'`);
        this.#hasVariable = true;
        return true;
      case 'line-comment':
      case 'comment':
        this.#written += name;
        return true;
      default:
        return false;
    }
  }

  finish(): string {
    return this.#written + (this.#place === 'literal' ? `'${this.#part}` : '');
  }

  #plain(text: string, at: number): number {
    const dollar = /^\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/u.exec(text.slice(at, at + 70));
    const two = text.slice(at, at + 2);
    const before = this.#written.at(-1) ?? ' ';
    if (two === '--') return this.#open('line-comment', two, at);
    if (two === '/*') return this.#open('comment', two, at);
    if (dollar !== null && !/[\p{L}\p{N}_$]/u.test(before)) {
      [this.#tag] = dollar;
      return this.#open('dollar', this.#tag, at);
    }
    const character = text[at] ?? '';
    if (character === '"') return this.#open('identifier', character, at);
    if (character === "'" && /[\p{L}\p{N}_&]/u.test(before)) return this.#open('escape', character, at);
    if (character === "'") {
      this.#place = 'literal';
      this.#literal = [];
      this.#hasVariable = false;
      return at + 1;
    }
    this.#written += character;
    return at + 1;
  }

  #open(place: Place, opening: string, at: number): number {
    this.#place = place;
    this.#written += opening;
    return at + opening.length;
  }

  #inside(text: string, at: number): number {
    const end = this.#ending();
    const next = text.indexOf(end, at);
    const isEscape = this.#place === 'escape' && next > 0 && text[next - 1] === '\\';
    const stop = next < 0 ? text.length : next;
    const content = text.slice(at, stop);
    if (this.#place === 'literal') this.#part += content;
    else this.#written += content;
    if (next < 0) return stop;
    const isDoubled = (end === "'" || end === '"') && (text[next + 1] === end || isEscape);
    if (isDoubled) {
      const kept = isEscape ? end : end + end;
      if (this.#place === 'literal') this.#part += kept;
      else this.#written += kept;
      return next + kept.length;
    }
    this.#close(end);
    return next + end.length;
  }

  #ending(): string {
    switch (this.#place) {
      case 'literal':
      case 'escape':
        return "'";
      case 'identifier':
        return '"';
      case 'dollar':
        return this.#tag;
      case 'line-comment':
        return '\n';
      default:
        return '*/';
    }
  }

  #close(end: string): void {
    if (this.#place === 'literal') {
      if (!this.#hasVariable) this.#literal.push(`'${this.#part}'`);
      else this.#endPart();
      this.#part = '';
      // Literals on lines of their own are one literal.
      this.#written += this.#literal.join('\n');
    } else this.#written += end;
    this.#place = 'plain';
  }

  #endPart(): void {
    if (this.#part !== '') this.#literal.push(`'${this.#part}'`);
    this.#part = '';
  }
}
