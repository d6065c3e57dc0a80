import { ConfigError, type ConfigErrorKind } from './config-error.ts';
import { fileLines, indexOfNonSpace, strip, stripEnd, stripStart } from './python-text.ts';

const DEFAULT_SECTION = 'DEFAULT';
const MAX_INTERPOLATION_DEPTH = 10;
const REFERENCE = /%\(([^)]+)\)s/y;

interface Option {
  value: string;
  /** 1-based line of the key; 0 for a value that was passed in. */
  readonly line: number;
}
type Options = Map<string, Option>;

/**
 * A file as `configparser.ConfigParser` reads it with its default settings: strict, `=` and `:`, whole-line comments
 * with `#` and `;`, values over several indented lines, BasicInterpolation when a value is asked for.
 * Source: `RawConfigParser._read` and `BasicInterpolation` of CPython's configparser.
 */
export class ConfigParser {
  readonly path: string;
  readonly #sections: Map<string, Options>;
  readonly #defaults: Options;

  private constructor(path: string, sections: Map<string, Options>, defaults: Options) {
    this.path = path;
    this.#sections = sections;
    this.#defaults = defaults;
  }

  /** Parses `text`; `defaults` are values of [DEFAULT] that the file may override. Throws ConfigError. */
  static parse(text: string, path: string, defaults: Readonly<Record<string, string>> = {}): ConfigParser {
    const initial: Options = new Map();
    for (const [key, value] of Object.entries(defaults)) initial.set(key.toLowerCase(), { value, line: 0 });
    const reader = new IniReader(path, initial);
    reader.read(text);
    return new ConfigParser(path, reader.sections, reader.defaults);
  }

  /** Section names in file order, without DEFAULT. */
  get sections(): readonly string[] {
    return [...this.#sections.keys()];
  }

  hasSection(section: string): boolean {
    return this.#sections.has(section);
  }

  /** True where the section exists and it or [DEFAULT] has the option. */
  hasOption(section: string, option: string): boolean {
    const key = option.toLowerCase();
    const own = this.#sections.get(section);
    return own !== undefined && (own.has(key) || this.#defaults.has(key));
  }

  /** True where the section itself has the option, whatever [DEFAULT] says. */
  hasOwnOption(section: string, option: string): boolean {
    return this.#sections.get(section)?.has(option.toLowerCase()) ?? false;
  }

  /** Names of a section's options, its own first, then those of [DEFAULT]. */
  options(section: string): readonly string[] {
    const own = this.#sections.get(section);
    return own === undefined ? [] : [...new Set([...own.keys(), ...this.#defaults.keys()])];
  }

  /** The value after interpolation, or undefined where the section or option is absent. Throws ConfigError. */
  get(section: string, option: string): string | undefined {
    const key = option.toLowerCase();
    const found = this.#find(section, key);
    if (found === undefined) return undefined;
    return this.#interpolate({ section, option: key, line: found.line }, found.value, 1);
  }

  /** 1-based line of an option's key, undefined where the file has no such line. */
  lineOf(section: string, option: string): number | undefined {
    const line = this.#find(section, option.toLowerCase())?.line;
    return line === 0 ? undefined : line;
  }

  #find(section: string, key: string): Option | undefined {
    const own = this.#sections.get(section);
    return own === undefined ? undefined : (own.get(key) ?? this.#defaults.get(key));
  }

  #interpolate(
    place: { section: string; option: string; line: number },
    value: string,
    depth: number,
  ): string {
    const fail = (kind: ConfigErrorKind, what: string): never => {
      const where = `Option '${place.option}' in section [${place.section}]`;
      throw new ConfigError(kind, `${where}: ${what}`, this.path, place.line === 0 ? undefined : place.line);
    };
    if (depth > MAX_INTERPOLATION_DEPTH) {
      fail('interpolation-depth', 'its %(name)s references are nested too deeply or refer to each other.');
    }
    let result = '';
    let at = 0;
    while (at < value.length) {
      const percent = value.indexOf('%', at);
      if (percent < 0) return result + value.slice(at);
      result += value.slice(at, percent);
      const next = value[percent + 1];
      if (next === '%') {
        result += '%';
        at = percent + 2;
        continue;
      }
      REFERENCE.lastIndex = percent;
      const match = next === '(' ? REFERENCE.exec(value) : null;
      if (match === null) {
        fail('interpolation-syntax', "a '%' must be written '%%', or begin a reference such as %(here)s.");
        return result;
      }
      const name = (match[1] ?? '').toLowerCase();
      const referred = this.#find(place.section, name);
      if (referred === undefined) {
        fail('interpolation-missing-option', `'%(${name})s' refers to a key that the section does not have.`);
        return result;
      }
      const text = referred.value;
      result += text.includes('%') ? this.#interpolate(place, text, depth + 1) : text;
      at = percent + match[0].length;
    }
    return result;
  }
}

/** One pass over the lines. It keeps the reading state that a line may depend on: section, option, indentation. */
class IniReader {
  readonly sections = new Map<string, Options>();
  readonly defaults: Options;
  readonly #path: string;
  readonly #optionsRead = new Set<string>();
  readonly #badLines: number[] = [];
  /** Lines of every value so far; joined at the end. */
  readonly #values = new Map<Option, string[]>();
  #section: Options | undefined;
  #sectionName = '';
  #option: string[] | undefined;
  #indent = 0;

  constructor(path: string, defaults: Options) {
    this.#path = path;
    this.defaults = defaults;
  }

  read(text: string): void {
    const lines = fileLines(text);
    for (const [index, line] of lines.entries()) this.#line(line, index + 1);
    const [first] = this.#badLines;
    if (first !== undefined) {
      const others = this.#badLines.length > 1 ? ` (also lines ${this.#badLines.slice(1).join(', ')})` : '';
      const what = `Line ${first}${others} is neither a [section], nor "key = value", nor an indented continuation.`;
      throw new ConfigError('parsing', what, this.#path, first);
    }
    for (const [option, parts] of this.#values) option.value = stripEnd(parts.join('\n'));
  }

  #line(line: string, number: number): void {
    const value = strip(line);
    if (value === '') {
      this.#option?.push('');
      return;
    }
    if (value.startsWith('#') || value.startsWith(';')) return;
    const indent = indexOfNonSpace(line);
    if (this.#option !== undefined && indent > this.#indent) {
      this.#option.push(value);
      return;
    }
    this.#indent = indent;
    const close = value.lastIndexOf(']');
    if (value.startsWith('[') && close >= 2) this.#header(value.slice(1, close), number);
    else this.#assignment(value, number);
  }

  #header(name: string, number: number): void {
    this.#sectionName = name;
    this.#option = undefined;
    if (this.sections.has(name)) {
      const what = `Section [${name}] appears twice; line ${number} begins it again.`;
      throw new ConfigError('duplicate-section', what, this.#path, number);
    }
    if (name === DEFAULT_SECTION) {
      this.#section = this.defaults;
      return;
    }
    this.#section = new Map();
    this.sections.set(name, this.#section);
  }

  #assignment(value: string, number: number): void {
    if (this.#section === undefined) {
      const mark = value.startsWith('\ufeff')
        ? ' The file begins with a byte order mark; save it without one.'
        : '';
      const what = `Line ${number} stands before any [section], so no section such as [alembic] has it.${mark}`;
      throw new ConfigError('missing-section-header', what, this.#path, number);
    }
    const delimiter = value.search(/[=:]/);
    if (delimiter < 0) {
      this.#badLines.push(number);
      return;
    }
    const name = stripEnd(value.slice(0, delimiter)).toLowerCase();
    if (name === '') this.#badLines.push(number);
    const id = `${this.#sectionName}\n${name}`;
    if (this.#optionsRead.has(id)) {
      const what = `Key '${name}' appears twice in section [${this.#sectionName}], again on line ${number}.`;
      throw new ConfigError('duplicate-option', what, this.#path, number);
    }
    this.#optionsRead.add(id);
    const option: Option = { value: '', line: number };
    const parts = [stripStart(value.slice(delimiter + 1))];
    this.#section.set(name, option);
    this.#values.set(option, parts);
    this.#option = name === '' ? undefined : parts;
  }
}
