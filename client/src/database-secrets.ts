import type { SecretStorage } from 'vscode';

/**
 * Passwords of databases in VS Code's secret storage. The key holds the URL beside the name: a workspace that gives a
 * known name to a host of its own is not handed the password of the other.
 */
export class DatabaseSecrets {
  readonly #storage: SecretStorage;

  constructor(storage: SecretStorage) {
    this.#storage = storage;
  }

  /** The stored password; null where there is none. */
  async password(database: string, displayUrl: string): Promise<string | null> {
    return (await this.#storage.get(key(database, displayUrl))) ?? null;
  }

  /** Keeps a password, or forgets it where it is undefined. */
  async keep(database: string, displayUrl: string, password: string | undefined): Promise<void> {
    if (password === undefined) await this.#storage.delete(key(database, displayUrl));
    else await this.#storage.store(key(database, displayUrl), password);
  }
}

function key(database: string, displayUrl: string): string {
  return `database-password ${JSON.stringify([database, displayUrl])}`;
}
