import type { Connection } from 'vscode-languageserver/node';
import { DEFAULT_SETTINGS, type WorkbenchSettings } from '../protocol/settings.ts';

const SECTION = 'alembicWorkbench';

/** Asks the client for settings, once per scope until they change. A client without settings has the defaults. */
export class SettingsReader {
  readonly #connection: Connection;
  readonly #canAsk: boolean;
  readonly #known = new Map<string, Promise<WorkbenchSettings>>();

  constructor(connection: Connection, canAsk: boolean) {
    this.#connection = connection;
    this.#canAsk = canAsk;
  }

  /** Settings as they hold for a file or folder; without a URI those of the window. */
  read(scopeUri?: string): Promise<WorkbenchSettings> {
    if (!this.#canAsk) return Promise.resolve(DEFAULT_SETTINGS);
    const key = scopeUri ?? '';
    let settings = this.#known.get(key);
    if (settings === undefined) {
      settings = this.#ask(scopeUri);
      this.#known.set(key, settings);
      settings.catch(() => this.#known.delete(key));
    }
    return settings;
  }

  /** The programs that VS Code's own setting `git.path` names, which is a path, a list of them or nothing. */
  async gitPaths(): Promise<readonly string[]> {
    if (!this.#canAsk) return [];
    const answer: unknown = await this.#connection.workspace.getConfiguration({ section: 'git.path' });
    const named: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
    return named.filter((path): path is string => typeof path === 'string' && path !== '');
  }

  /** The user changed something. */
  forget(): void {
    this.#known.clear();
  }

  async #ask(scopeUri: string | undefined): Promise<WorkbenchSettings> {
    const item = scopeUri === undefined ? { section: SECTION } : { section: SECTION, scopeUri };
    const answer: unknown = await this.#connection.workspace.getConfiguration(item);
    return withDefaults(answer);
  }
}

/** Values of the right type over the defaults; a mistyped setting counts as not set. */
function withDefaults(answer: unknown): WorkbenchSettings {
  if (typeof answer !== 'object' || answer === null) return DEFAULT_SETTINGS;
  const given = Object.entries(answer).filter(([key, value]) => {
    const standard = Object.entries(DEFAULT_SETTINGS).find(([name]) => name === key)?.[1];
    return typeof value === typeof standard && Array.isArray(value) === Array.isArray(standard);
  });
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(given) };
}
