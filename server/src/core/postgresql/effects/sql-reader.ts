import { type SqlToken, splitAtTopLevel } from './sql-tokens.ts';

/** Walks over the tokens of a statement. Keywords are given in lower case. */
export class SqlReader {
  readonly tokens: readonly SqlToken[];
  #index = 0;

  constructor(tokens: readonly SqlToken[]) {
    this.tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#index >= this.tokens.length;
  }

  /** What has not been walked over. */
  get rest(): readonly SqlToken[] {
    return this.tokens.slice(this.#index);
  }

  /** Whether these keywords come next, without walking over them. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, ahead) => {
      const token = this.tokens[this.#index + ahead];
      return token?.value === word && (token.kind === 'word' || token.kind === 'symbol');
    });
  }

  /** Walks over these keywords if all of them come next. */
  take(...words: readonly string[]): boolean {
    const seen = this.sees(...words);
    if (seen) this.#index += words.length;
    return seen;
  }

  /** Walks over the first of these keywords that comes next. */
  takeOneOf(...words: readonly string[]): string | undefined {
    return words.find((word) => this.take(word));
  }

  /** Walks over the next tokens, whatever they are. */
  skip(count = 1): void {
    this.#index += count;
  }

  /** An identifier, or undefined without walking where none comes next. */
  identifier(): string | undefined {
    const token = this.tokens[this.#index];
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'quoted')) return undefined;
    this.#index += 1;
    return token.value;
  }

  /** A name with its schema, its parts joined by dots without quotes. */
  name(): string | undefined {
    const first = this.identifier();
    if (first === undefined) return undefined;
    const parts = [first];
    while (this.take('.')) {
      const part = this.identifier();
      if (part === undefined) break;
      parts.push(part);
    }
    return parts.join('.');
  }

  /** Names parted by commas, each maybe with ONLY before it and `*` behind it. */
  names(): readonly string[] {
    const names: string[] = [];
    do {
      this.take('only');
      const name = this.name();
      if (name === undefined) break;
      this.take('*');
      names.push(name);
    } while (this.take(','));
    return names;
  }

  /** The tokens between parentheses that come next, cut at commas; undefined without walking where none do. */
  list(): ReadonlyArray<readonly SqlToken[]> | undefined {
    if (!this.sees('(')) return undefined;
    const start = this.#index + 1;
    let depth = 0;
    while (!this.isAtEnd) {
      if (this.sees('(')) depth += 1;
      if (this.sees(')')) depth -= 1;
      this.#index += 1;
      if (depth === 0) break;
    }
    const end = depth === 0 ? this.#index - 1 : this.#index;
    const inside = this.tokens.slice(start, end);
    return inside.length === 0 ? [] : splitAtTopLevel(inside, ',');
  }

  /** Walks on to the first of these keywords outside parentheses; false and at the end where there is none. */
  seek(...words: readonly string[]): boolean {
    while (!this.isAtEnd) {
      if (words.some((word) => this.sees(word))) return true;
      if (this.sees('(')) this.list();
      else this.skip();
    }
    return false;
  }
}

/** Whether these keywords stand next to each other somewhere outside parentheses. */
export function contains(tokens: readonly SqlToken[], ...words: readonly string[]): boolean {
  const reader = new SqlReader(tokens);
  const [first = ''] = words;
  while (reader.seek(first)) {
    if (reader.sees(...words)) return true;
    reader.skip();
  }
  return false;
}
