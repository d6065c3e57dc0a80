import { AlembicIni, type IniList } from './alembic-ini.ts';
import { ConfigError } from './config-error.ts';
import { ConfigParser } from './configparser.ts';
import { ToolAlembic } from './pyproject-toml.ts';

/** A configuration file as it was read: absolute `/` separated path, and text. */
export interface ConfigFile {
  readonly path: string;
  readonly text: string;
}

/** Alembic reads one alembic.ini, one pyproject.toml or both; a value of the ini wins. */
export interface ConfigSources {
  readonly ini: ConfigFile | undefined;
  readonly toml: ConfigFile | undefined;
  /** The ini section: "alembic", or what `-n` names. */
  readonly section: string;
  /** `os.pathsep`: ":" or, on Windows, ";". */
  readonly pathSeparator: string;
}

/** What the configuration says, before any path is looked at. Paths are as written, `%(here)s` replaced. */
export interface AlembicOptions {
  readonly configPath: string;
  readonly section: string;
  readonly scriptLocation: string | undefined;
  /** Undefined: `versions` below the script location. An empty string stands for the working directory. */
  readonly versionLocations: readonly string[] | undefined;
  readonly recursiveVersionLocations: boolean;
  readonly sourceless: boolean;
  readonly fileTemplate: string;
  readonly truncateSlugLength: number;
  readonly timezone: string | undefined;
  readonly outputEncoding: string;
  readonly revisionEnvironment: boolean;
  readonly prependSysPath: readonly string[];
  readonly databaseUrl: string | undefined;
  /** Names of the post_write_hooks, which run programs on a new revision file. */
  readonly postWriteHooks: readonly string[];
  /** 1-based line of a key in the file that gave it. */
  readonly lineOf: (name: string) => number | undefined;
  readonly warnings: readonly string[];
}

const PLACEHOLDER_URL = /^driver:\/\/user:pass@/;
const TRUE_WORDS: readonly string[] = ['true', 'yes', 'on', 'y', 't', '1'];
const FALSE_WORDS: readonly string[] = ['false', 'no', 'off', 'n', 'f', '0'];
const HOOK_SEPARATOR = /, *| +/;

/**
 * Reads the configuration as `Config` and `ScriptDirectory.from_config` do. Throws ConfigError where Alembic stops with
 * an error, except for a missing script_location, which Flask-Migrate's layout does not need.
 */
export function readAlembicOptions(sources: ConfigSources): AlembicOptions {
  return new OptionReader(sources).read();
}

/** The directory of a `/` separated path: what `%(here)s` stands for. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '.';
  return slash === 0 || /^[A-Za-z]:$/.test(path.slice(0, slash))
    ? path.slice(0, slash + 1)
    : path.slice(0, slash);
}

class OptionReader {
  readonly #ini: AlembicIni | undefined;
  readonly #toml: ToolAlembic | undefined;
  readonly #configPath: string;
  readonly #section: string;
  readonly #warnings: string[] = [];

  constructor({ ini, toml, section, pathSeparator }: ConfigSources) {
    this.#configPath = ini?.path ?? toml?.path ?? '';
    this.#section = section;
    if (ini !== undefined) {
      const parser = ConfigParser.parse(ini.text, ini.path, { here: directoryOf(ini.path) });
      this.#ini = new AlembicIni(parser, section, pathSeparator);
    }
    if (toml !== undefined) this.#toml = ToolAlembic.parse(toml.text, toml.path, directoryOf(toml.path));
    if (ini === undefined && this.#toml === undefined) {
      throw new ConfigError(
        'no-script-location',
        `${this.#configPath} has no [tool.alembic].`,
        this.#configPath,
        undefined,
      );
    }
  }

  read(): AlembicOptions {
    const boolean = (name: string): boolean => this.#ini?.boolean(name) ?? this.#toml?.boolean(name) ?? false;
    const scriptLocation = this.#string('script_location');
    const options: AlembicOptions = {
      configPath: scriptLocation?.path ?? this.#configPath,
      section: this.#section,
      scriptLocation: scriptLocation?.text,
      versionLocations: this.#list('version_locations', this.#ini?.versionLocations()),
      recursiveVersionLocations: boolean('recursive_version_locations'),
      sourceless: boolean('sourceless'),
      fileTemplate: this.#string('file_template')?.text ?? '%(rev)s_%(slug)s',
      truncateSlugLength: this.#truncateSlugLength(),
      timezone: this.#string('timezone')?.text,
      outputEncoding: this.#string('output_encoding')?.text ?? 'utf-8',
      revisionEnvironment: this.#revisionEnvironment(),
      prependSysPath: this.#list('prepend_sys_path', this.#ini?.prependSysPath()) ?? [],
      databaseUrl: this.#databaseUrl(),
      postWriteHooks: this.#postWriteHooks(),
      lineOf: (name) => (this.#ini?.has(name) ? this.#ini.lineOf(name) : this.#toml?.lineOf(name)),
      warnings: this.#warnings,
    };
    return options;
  }

  #string(name: string): { text: string; path: string } | undefined {
    const own = this.#ini?.get(name);
    if (this.#ini !== undefined && own !== undefined) return { text: own, path: this.#ini.path };
    const toml = this.#toml?.string(name);
    return this.#toml === undefined || toml === undefined ? undefined : { text: toml, path: this.#toml.path };
  }

  #list(name: string, fromIni: IniList | undefined): readonly string[] | undefined {
    if (fromIni === undefined) return this.#toml?.strings(name);
    this.#warnings.push(...fromIni.warnings);
    return fromIni.entries;
  }

  #scalar(name: string): string | number | boolean | undefined {
    return this.#ini?.get(name) ?? this.#toml?.scalar(name);
  }

  #truncateSlugLength(): number {
    const value = this.#scalar('truncate_slug_length');
    if (value === undefined) return 40;
    if (typeof value !== 'string') return Number(value) || 40;
    const digits = /^\s*([+-]?\d+(?:_\d+)*)\s*$/.exec(value)?.[1];
    if (digits === undefined)
      return this.#invalid('truncate_slug_length', `'${value}' is not a whole number`);
    return Number(digits.replaceAll('_', '')) || 40;
  }

  /** Source: `util.asbool` of SQLAlchemy. */
  #revisionEnvironment(): boolean {
    const value = this.#scalar('revision_environment');
    if (typeof value !== 'string') return Boolean(value);
    const word = value.trim().toLowerCase();
    if (TRUE_WORDS.includes(word)) return true;
    if (FALSE_WORDS.includes(word)) return false;
    return this.#invalid('revision_environment', `'${value}' is neither true nor false`);
  }

  /** A URL that cannot be read harms only those who ask for it, so it is a warning and never shown. */
  #databaseUrl(): string | undefined {
    if (this.#toml?.has('sqlalchemy.url') && !this.#ini?.has('sqlalchemy.url')) {
      this.#warnings.push(
        'sqlalchemy.url in pyproject.toml is ignored: Alembic reads it from alembic.ini only.',
      );
    }
    try {
      const url = this.#ini?.get('sqlalchemy.url');
      return url === undefined || url === '' || PLACEHOLDER_URL.test(url) ? undefined : url;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      const line = error.line === undefined ? '' : ` (line ${error.line})`;
      this.#warnings.push(`sqlalchemy.url cannot be read${line}: a '%' in it must be written '%%'.`);
      return undefined;
    }
  }

  #postWriteHooks(): readonly string[] {
    if (!this.#ini?.hasSection('post_write_hooks')) return this.#toml?.hookNames() ?? [];
    const hooks = this.#ini.getOf('post_write_hooks', 'hooks') ?? '';
    return hooks.split(HOOK_SEPARATOR).filter((name) => name !== '');
  }

  #invalid(name: string, what: string): never {
    const fromIni = this.#ini?.has(name);
    const path = (fromIni ? this.#ini?.path : this.#toml?.path) ?? this.#configPath;
    const line = fromIni ? this.#ini?.lineOf(name) : this.#toml?.lineOf(name);
    throw new ConfigError('invalid-value', `${name}: ${what}.`, path, line);
  }
}
