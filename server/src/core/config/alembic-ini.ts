import { ConfigError } from './config-error.ts';
import type { ConfigParser } from './configparser.ts';
import { strip } from './python-text.ts';

const LOGGING_SECTION =
  /^(?:loggers|handlers|formatters|logger_.*|handler_.*|formatter_.*|post_write_hooks)$/;
const SEPARATORS: ReadonlyMap<string, string> = new Map([
  ['space', ' '],
  ['newline', '\n'],
  [':', ':'],
  [';', ';'],
]);

/** A list of an ini file, and what is worth telling about the way it was split. */
export interface IniList {
  readonly entries: readonly string[];
  readonly warnings: readonly string[];
}

/** One section of an alembic.ini. Values are interpolated when asked for; every getter may throw ConfigError. */
export class AlembicIni {
  readonly path: string;
  readonly section: string;
  readonly #parser: ConfigParser;
  readonly #pathSeparator: string;

  /** `pathSeparator` is `os.pathsep`, what `path_separator = os` means. */
  constructor(parser: ConfigParser, section: string, pathSeparator: string) {
    this.path = parser.path;
    this.section = section;
    this.#parser = parser;
    this.#pathSeparator = pathSeparator;
  }

  has(name: string): boolean {
    return this.#parser.hasOption(this.section, name);
  }

  get(name: string): string | undefined {
    return this.#parser.get(this.section, name);
  }

  lineOf(name: string): number | undefined {
    return this.#parser.lineOf(this.section, name);
  }

  hasSection(section: string): boolean {
    return this.#parser.hasSection(section);
  }

  getOf(section: string, name: string): string | undefined {
    return this.#parser.get(section, name);
  }

  /** Only the exact word `true` counts. Source: `Config.get_alembic_boolean_option`. */
  boolean(name: string): boolean | undefined {
    return this.has(name) ? this.get(name) === 'true' : undefined;
  }

  /** Undefined where the option is absent or empty. Source: `Config.get_version_locations_list`. */
  versionLocations(): IniList | undefined {
    return this.#list(
      'version_locations',
      ['path_separator', 'version_path_separator'],
      /, *| +/,
      'spaces/commas',
    );
  }

  /** Source: `Config.get_prepend_sys_paths_list`. */
  prependSysPath(): IniList | undefined {
    return this.#list('prepend_sys_path', ['path_separator'], /, *| +|:/, 'spaces, commas, and colons');
  }

  #list(
    name: string,
    separators: readonly string[],
    legacy: RegExp,
    legacyWords: string,
  ): IniList | undefined {
    const text = this.get(name);
    if (text === undefined || text === '') return undefined;
    const key = separators.find((separator) => this.has(separator));
    if (key === undefined) {
      const entries = text.split(legacy);
      const warning = `${name} is split on ${legacyWords} because path_separator is not set; add "path_separator = os".`;
      return { entries, warnings: entries.length > 1 ? [warning] : [] };
    }
    const separator = this.#separator(key);
    const entries = text.split(separator).filter((entry) => entry !== '');
    const deprecated = 'version_path_separator is deprecated; call it path_separator.';
    return { entries: entries.map(strip), warnings: key === 'version_path_separator' ? [deprecated] : [] };
  }

  #separator(key: string): string {
    const word = this.get(key) ?? '';
    const separator = word === 'os' ? this.#pathSeparator : SEPARATORS.get(word);
    if (separator !== undefined) return separator;
    const expected = "expected 'space', 'newline', 'os', ':', ';'";
    throw new ConfigError(
      'invalid-value',
      `'${word}' is not a valid value for ${key}; ${expected}.`,
      this.path,
      this.lineOf(key),
    );
  }
}

/**
 * Sections of an ini file that hold a migration environment (what `alembic -n` may name): `alembic` where it exists, and
 * every section with a script_location of its own. Without both, those that get one from [DEFAULT].
 */
export function environmentSections(parser: ConfigParser): readonly string[] {
  const named = parser.sections.filter(
    (section) => section === 'alembic' || parser.hasOwnOption(section, 'script_location'),
  );
  if (named.length > 0) return named;
  return parser.sections.filter(
    (section) => !LOGGING_SECTION.test(section) && parser.hasOption(section, 'script_location'),
  );
}
