import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  FileChangeType,
  type FileSystemWatcher,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import type { Environment } from '../workspace/environment.ts';
import type { FileChange } from '../workspace/environment-store.ts';
import { pathOfUri } from './file-uri.ts';

const EVERYWHERE: readonly FileSystemWatcher[] = [
  { globPattern: '**/*.py' },
  { globPattern: '**/alembic.ini' },
  { globPattern: '**/pyproject.toml' },
];

/**
 * Asks the client to watch Python and configuration files and, below each script location, everything: a directory that
 * is deleted or renamed is one event that names no file.
 */
export class WatchedFiles {
  readonly #connection: Connection;
  readonly #supportsRelative: boolean;
  #registration: Promise<Disposable> | undefined;
  #registered = '';

  constructor(connection: Connection, supportsRelative: boolean) {
    this.#connection = connection;
    this.#supportsRelative = supportsRelative;
  }

  /** Registers the watchers anew where the environments' folders changed. */
  async watch(environments: readonly Environment[]): Promise<void> {
    const roots = new Set(environments.flatMap(rootsOf));
    const key = [...roots].sort().join('\n');
    if (this.#registration !== undefined && key === this.#registered) return;
    this.#registered = key;
    const before = this.#registration;
    const below = [...roots].map((root) => ({
      globPattern: { baseUri: URI.file(root).toString(), pattern: '**' },
    }));
    this.#registration = this.#connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [...EVERYWHERE, ...(this.#supportsRelative ? below : [])],
    });
    await this.#registration;
    (await before)?.dispose();
  }
}

function rootsOf({ snapshot }: Environment): readonly string[] {
  if (snapshot === undefined) return [];
  return [snapshot.config.scriptLocation, ...snapshot.config.versionLocations];
}

const KINDS: Readonly<Record<FileChangeType, FileChange['kind']>> = {
  [FileChangeType.Created]: 'created',
  [FileChangeType.Changed]: 'changed',
  [FileChangeType.Deleted]: 'deleted',
};

/** What the client saw, with paths. */
export function toFileChanges(
  events: ReadonlyArray<{ readonly uri: string; readonly type: FileChangeType }>,
): readonly FileChange[] {
  return events.flatMap(({ uri, type }) => {
    const path = pathOfUri(uri);
    return path === undefined ? [] : [{ path, kind: KINDS[type] }];
  });
}
