import { parse, TomlError } from 'smol-toml';
import { ConfigError } from './config-error.ts';
import { PercentFormatError, percentFormat } from './percent-format.ts';

/**
 * `[tool.alembic]` of a pyproject.toml. Every string goes through Python's `%` formatting with `here`, so a literal
 * percent sign is written `%%`. Getters throw ConfigError.
 * Source: `Config.toml_alembic_config` and `Config._get_toml_config_value` (Alembic 1.16 and later).
 */
export class ToolAlembic {
  readonly path: string;
  readonly #table: Readonly<Record<string, unknown>>;
  readonly #here: string;
  readonly #lines: ReadonlyMap<string, number>;

  private constructor(
    path: string,
    here: string,
    table: Readonly<Record<string, unknown>>,
    lines: ReadonlyMap<string, number>,
  ) {
    this.path = path;
    this.#here = here;
    this.#table = table;
    this.#lines = lines;
  }

  /** Undefined where the file has no `[tool.alembic]`. Throws ConfigError for text that is not TOML. */
  static parse(text: string, path: string, here: string): ToolAlembic | undefined {
    const document = parseToml(text, path);
    const tool = document.tool;
    const table = isTable(tool) ? tool.alembic : undefined;
    if (table === undefined) return undefined;
    if (!isTable(table)) {
      throw new ConfigError(
        'invalid-value',
        'tool.alembic must be a table: write [tool.alembic].',
        path,
        undefined,
      );
    }
    return new ToolAlembic(path, here, table, keyLines(text));
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#table, name);
  }

  lineOf(name: string): number | undefined {
    return this.#lines.get(name);
  }

  string(name: string): string | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#table[name];
    if (typeof value !== 'string') return this.#fail(name, 'must be a string');
    return this.#format(name, value);
  }

  strings(name: string): readonly string[] | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#table[name];
    if (!Array.isArray(value)) return this.#fail(name, 'must be an array of strings');
    return value.map((item: unknown) =>
      typeof item === 'string' ? this.#format(name, item) : this.#fail(name, 'must be an array of strings'),
    );
  }

  boolean(name: string): boolean | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#table[name];
    return typeof value === 'boolean' ? value : this.#fail(name, 'must be a TOML boolean: true or false');
  }

  /** A whole number, a boolean or text, for the options that Alembic converts itself. */
  scalar(name: string): string | number | boolean | undefined {
    if (!this.has(name)) return undefined;
    const value = this.#table[name];
    if (typeof value === 'string') return this.#format(name, value);
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isInteger(value))) return value;
    return this.#fail(name, 'must be a whole number, a boolean or a string');
  }

  /** `name` of every `[[tool.alembic.post_write_hooks]]`. */
  hookNames(): readonly string[] {
    const hooks = this.#table.post_write_hooks;
    if (!Array.isArray(hooks)) return [];
    return hooks.map((hook: unknown) => {
      const name = isTable(hook) ? hook.name : undefined;
      return typeof name === 'string' ? name : this.#fail('post_write_hooks', 'needs a name for every hook');
    });
  }

  #format(name: string, text: string): string {
    try {
      return percentFormat(text, { here: this.#here });
    } catch (error) {
      if (!(error instanceof PercentFormatError)) throw error;
      return this.#fail(
        name,
        `cannot be formatted: ${error.message}. In pyproject.toml a literal "%" is written "%%"`,
      );
    }
  }

  #fail(name: string, what: string): never {
    throw new ConfigError('invalid-value', `tool.alembic.${name} ${what}.`, this.path, this.lineOf(name));
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function parseToml(text: string, path: string): Readonly<Record<string, unknown>> {
  if (text.startsWith('\ufeff')) {
    const what = 'The file begins with a byte order mark, at which Python refuses it; save it without one.';
    throw new ConfigError('toml-syntax', what, path, 1);
  }
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [summary = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    throw new ConfigError('toml-syntax', `Line ${error.line} is not TOML: ${summary}.`, path, error.line);
  }
}

/** Lines of the keys under a `[tool.alembic]` header, so that an error can name one. */
function keyLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let inside = false;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*\[/.test(line)) inside = /^\s*\[\s*tool\s*\.\s*"?alembic"?\s*\]/.test(line);
    const key = inside ? /^\s*"?([A-Za-z0-9_.-]+)"?\s*=/.exec(line)?.[1] : undefined;
    if (key !== undefined && !lines.has(key)) lines.set(key, index + 1);
  }
  return lines;
}

/**
 * `[tool.alembic-workbench.known-values]` of a pyproject.toml as it stands; undefined where there is none. Throws ConfigError
 * for text that is not TOML.
 */
export function knownValuesTable(text: string, path: string): unknown {
  const { tool } = parseToml(text, path);
  const workbench = isTable(tool) ? tool['alembic-workbench'] : undefined;
  return isTable(workbench) ? workbench['known-values'] : undefined;
}
