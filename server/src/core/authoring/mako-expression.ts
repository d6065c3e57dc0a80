import { type PythonData, pythonRepr, pythonStr, pythonTruth } from './python-repr.ts';

/** An expression that only Python can evaluate. */
export class UnknownExpression extends Error {
  constructor(source: string) {
    super(source);
    this.name = 'UnknownExpression';
  }
}

/** What a template may name. A name that is not here is Mako's UNDEFINED. */
export type MakoValues = ReadonlyMap<string, PythonData>;

const TOKEN =
  /\s*(?:((?:[A-Za-z_]\w*)(?:\.[A-Za-z_]\w*)*)|("(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')|(==|!=|[()]))/y;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
};
const KEYWORDS: readonly string[] = ['if', 'else', 'and', 'or', 'not', 'is', 'in', 'None', 'True', 'False'];

/**
 * Evaluates the Python of a template as far as revision templates need it: names, strings, None, `repr(…)`, `str(…)`,
 * `comma(…)`, `a if b else c`, `and`, `or`, `not`, `is`, `==`. Throws UnknownExpression for everything else.
 */
export function evaluateMako(source: string, values: MakoValues): PythonData {
  return new ExpressionReader(source, values).read();
}

/** `util.format_as_comma`. */
export function comma(value: PythonData): string {
  if (value === null) return '';
  if (typeof value === 'object') return value.items.join(', ');
  return pythonStr(value);
}

class ExpressionReader {
  readonly #source: string;
  readonly #values: MakoValues;
  readonly #tokens: string[] = [];
  #next = 0;

  constructor(source: string, values: MakoValues) {
    this.#source = source;
    this.#values = values;
    let at = 0;
    while (source.slice(at).trim() !== '') {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(source);
      if (match === null) throw new UnknownExpression(source);
      this.#tokens.push(match[0].trim());
      at = TOKEN.lastIndex;
    }
  }

  read(): PythonData {
    const value = this.#conditional();
    if (this.#next < this.#tokens.length) this.#fail();
    return value;
  }

  #conditional(): PythonData {
    const whenTrue = this.#or();
    if (!this.#take('if')) return whenTrue;
    const condition = this.#or();
    if (!this.#take('else')) this.#fail();
    const whenFalse = this.#conditional();
    return pythonTruth(condition) ? whenTrue : whenFalse;
  }

  #or(): PythonData {
    let value = this.#and();
    while (this.#take('or')) {
      const right = this.#and();
      value = pythonTruth(value) ? value : right;
    }
    return value;
  }

  #and(): PythonData {
    let value = this.#not();
    while (this.#take('and')) {
      const right = this.#not();
      value = pythonTruth(value) ? right : value;
    }
    return value;
  }

  #not(): PythonData {
    return this.#take('not') ? !pythonTruth(this.#not()) : this.#comparison();
  }

  #comparison(): PythonData {
    const left = this.#primary();
    if (this.#take('is')) {
      const negated = this.#take('not');
      return (left === this.#primary()) !== negated;
    }
    if (this.#take('==')) return pythonRepr(left) === pythonRepr(this.#primary());
    if (this.#take('!=')) return pythonRepr(left) !== pythonRepr(this.#primary());
    return left;
  }

  #primary(): PythonData {
    const token = this.#tokens[this.#next];
    this.#next += 1;
    if (token === undefined) return this.#fail();
    if (token === '(') {
      const value = this.#conditional();
      if (!this.#take(')')) this.#fail();
      return value;
    }
    if (token.startsWith('"') || token.startsWith("'")) return this.#string(token);
    if (token === 'None') return null;
    if (token === 'True' || token === 'False') return token === 'True';
    if (!/^[A-Za-z_]\w*$/.test(token) || KEYWORDS.includes(token)) return this.#fail();
    return this.#tokens[this.#next] === '(' ? this.#call(token) : this.#values.get(token);
  }

  #call(name: string): PythonData {
    this.#next += 1;
    const argument = this.#conditional();
    if (!this.#take(')')) this.#fail();
    if (name === 'repr') return pythonRepr(argument);
    if (name === 'str') return pythonStr(argument);
    if (name === 'comma') return comma(argument);
    return this.#fail();
  }

  #string(token: string): string {
    return token
      .slice(1, -1)
      .replace(/\\([\s\S])/g, (_, character: string) => ESCAPES[character] ?? this.#fail());
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#next] !== token) return false;
    this.#next += 1;
    return true;
  }

  #fail(): never {
    throw new UnknownExpression(this.#source);
  }
}
