import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { GitRepository } from '../git/locate-repository.ts';

/** What changes where refs, HEAD or the stash do. */
const REFS = '{HEAD,packed-refs,refs/**,logs/refs/stash,reftable/**}';

/** Asks the client to watch the refs of git repositories. */
export class WatchedRepositories {
  readonly #connection: Connection;
  readonly #canWatch: boolean;
  #directories: readonly string[] = [];
  #registration: Promise<Disposable> | undefined;

  constructor(connection: Connection, canWatch: boolean) {
    this.#connection = connection;
    this.#canWatch = canWatch;
  }

  /** Registers the watchers anew where the repositories changed. */
  async watch(repositories: readonly GitRepository[]): Promise<void> {
    const directories = [
      ...new Set(
        repositories.flatMap(({ gitDirectory, commonDirectory }) => [gitDirectory, commonDirectory]),
      ),
    ].sort();
    if (directories.join('\n') === this.#directories.join('\n')) return;
    this.#directories = directories;
    if (!this.#canWatch) return;
    const before = this.#registration;
    this.#registration = this.#connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: directories.map((directory) => ({
        globPattern: { baseUri: URI.file(directory).toString(), pattern: REFS },
      })),
    });
    await this.#registration;
    (await before)?.dispose();
  }

  /** True for a file of git's own. */
  has(path: string): boolean {
    return this.#directories.some((directory) => path.startsWith(`${directory}/`));
  }
}
