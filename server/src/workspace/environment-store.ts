import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { BaseBranch } from '../core/lint/base-branch.ts';
import { ChangeQueue, type QueueTimes } from './change-queue.ts';
import type { Environment } from './environment.ts';
import { EnvironmentReader } from './environment-reader.ts';
import type { FileChanges } from './file-changes.ts';
import { type EnvironmentLocation, environmentsOfFile, findEnvironments } from './find-environments.ts';
import { isDirectory } from './is-directory.ts';
import { OpenDocuments } from './open-documents.ts';
import { slashPath } from './slash-path.ts';

/** Which folders to look in. An entry of `configFiles` is relative to each folder; empty: found by themselves. */
export interface WorkspaceFolders {
  readonly folders: readonly string[];
  readonly configFiles: readonly string[];
}

export interface FileChange {
  readonly path: string;
  readonly kind: 'created' | 'changed' | 'deleted';
}

/** Ids of the environments that may look different now. `found` is true where environments came or went. */
export interface StoreChange {
  readonly environments: readonly string[];
  readonly found: boolean;
}

const TIMES: QueueTimes = { quiet: 40, quietWhenMany: 250 };
const CONFIG_NAMES: readonly string[] = ['alembic.ini', 'pyproject.toml'];

/**
 * Holds the migration environments of a workspace and keeps them up to date with the disk and with the editor, whose
 * text wins. Changes of files wait until it has been quiet and end in one rebuild; a text that is edited counts at once
 * for whoever asks, and is announced once per turn of the event loop. Only what a change concerns is read again.
 */
export class EnvironmentStore {
  readonly #documents = new OpenDocuments();
  readonly #listeners = new Set<(change: StoreChange) => void>();
  readonly #queue: ChangeQueue<FileChange>;
  readonly #dirty = new Set<string>();
  readonly #onError: (error: unknown) => void;
  #readers: readonly EnvironmentReader[] = [];
  #where: WorkspaceFolders;
  #isScanning = true;
  #announcing: NodeJS.Immediate | undefined;

  /** `onError` is told of a defect that happened while nobody waited. */
  constructor(where: WorkspaceFolders, onError: (error: unknown) => void, times: QueueTimes = TIMES) {
    this.#where = where;
    this.#onError = onError;
    this.#queue = new ChangeQueue(times, (changes) => this.#apply(changes));
  }

  /** True until the first scan has ended. */
  get isScanning(): boolean {
    return this.#isScanning;
  }

  get folders(): readonly string[] {
    return this.#where.folders;
  }

  /** All environments as they are now, by path. */
  get environments(): readonly Environment[] {
    return this.#readers.map((reader) => reader.environment);
  }

  environment(id: string): Environment | undefined {
    return this.#readers.find((reader) => reader.location.id === id)?.environment;
  }

  /** The environments that a file belongs to: its revision file, env.py or configuration. */
  environmentsOfFile(path: string): readonly Environment[] {
    const slashed = slashPath(path);
    return this.#readers.filter((reader) => reader.has(slashed)).map((reader) => reader.environment);
  }

  /** The setting `knownValues` as it holds for an environment. */
  setKnownValues(environment: string, setting: unknown): void {
    const reader = this.#readers.find(({ location }) => location.id === environment);
    if (reader?.setKnownValues(setting) !== true) return;
    this.#dirty.add(environment);
    this.#announcing ??= setImmediate(() => this.#announceDirty());
  }

  /** Looks for environments and reads them. */
  async open(): Promise<void> {
    await this.#discover();
    this.#isScanning = false;
    this.#emit({ environments: this.#ids, found: true });
  }

  /** The workspace folders or the setting `configFiles` changed. */
  async reopen(where: WorkspaceFolders): Promise<void> {
    this.#where = where;
    await this.open();
  }

  /** Files on disk came, went or changed; directories may be named. */
  filesChanged(changes: readonly FileChange[]): void {
    this.#queue.add(changes.map(({ path, kind }) => ({ path: slashPath(path), kind })));
  }

  /** A document is open in the editor with this text. */
  documentChanged(path: string, text: string): void {
    const slashed = slashPath(path);
    this.#documents.set(slashed, text);
    this.#documentTouched(slashed);
  }

  isOpen(path: string): boolean {
    return this.#documents.text(slashPath(path)) !== undefined;
  }

  /** A document is no longer open; the disk counts again. */
  documentClosed(path: string): void {
    const slashed = slashPath(path);
    this.#documents.delete(slashed);
    this.#documentTouched(slashed);
    this.#queue.add([{ path: slashed, kind: existsSync(path) ? 'changed' : 'deleted' }]);
  }

  /** What git has on the base branch of an environment. */
  setBaseBranch(id: string, baseBranch: BaseBranch | undefined): void {
    const reader = this.#readers.find(({ location }) => location.id === id);
    if (reader?.setBaseBranch(baseBranch) !== true) return;
    this.#dirty.add(id);
    this.#announcing ??= setImmediate(() => this.#announceDirty());
  }

  /** Resolves when every change so far has been worked off and announced. */
  async settled(): Promise<void> {
    await this.#queue.settled();
    this.#announceDirty();
  }

  /** Calls `listener` after each change; the answer ends that. */
  onDidChange(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#queue.dispose();
    clearImmediate(this.#announcing);
    this.#listeners.clear();
  }

  get #ids(): readonly string[] {
    return this.#readers.map((reader) => reader.location.id);
  }

  #documentTouched(path: string): void {
    if (this.#readers.some((reader) => reader.isConfigFile(path))) {
      this.#queue.add([{ path, kind: 'changed' }]);
      return;
    }
    for (const reader of this.#readers) {
      if (reader.documentChanged(path)) this.#dirty.add(reader.location.id);
    }
    if (this.#dirty.size > 0) this.#announcing ??= setImmediate(() => this.#announceDirty());
  }

  #announceDirty(): void {
    clearImmediate(this.#announcing);
    this.#announcing = undefined;
    if (this.#dirty.size === 0) return;
    const environments = [...this.#dirty];
    this.#dirty.clear();
    this.#emit({ environments, found: false });
  }

  #emit(change: StoreChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  async #discover(): Promise<void> {
    const locations = await this.#locations();
    const known = new Map(this.#readers.map((reader) => [JSON.stringify(reader.location), reader]));
    const readers = locations.map(
      (location) =>
        known.get(JSON.stringify(location)) ??
        new EnvironmentReader(location, this.#documents, workingDirectories(location)),
    );
    for (const reader of readers) if (!reader.isLoaded) await reader.load();
    this.#readers = readers;
  }

  /** Every environment once, also where one workspace folder lies in another. */
  async #locations(): Promise<readonly EnvironmentLocation[]> {
    const { folders, configFiles } = this.#where;
    const read = this.#documents.readConfigText;
    const found = new Map<string, EnvironmentLocation>();
    for (const folder of folders) {
      const locations =
        configFiles.length === 0
          ? await findEnvironments(folder, read)
          : configFiles.flatMap((file) => environmentsOfFile(resolve(folder, file), folder, read));
      for (const location of locations) if (!found.has(location.id)) found.set(location.id, location);
    }
    return [...found.values()];
  }

  async #apply(batch: readonly FileChange[]): Promise<void> {
    try {
      const changes = mergeChanges(batch);
      const before = this.#ids;
      const found = batch.some((change) => this.#mayBringEnvironments(change));
      if (found) await this.#discover();
      for (const reader of this.#readers) {
        if (!before.includes(reader.location.id)) this.#dirty.add(reader.location.id);
        else if (await reader.refresh(changes)) this.#dirty.add(reader.location.id);
      }
      if (found) {
        this.#dirty.clear();
        this.#emit({ environments: this.#ids, found: true });
      } else this.#announceDirty();
    } catch (error) {
      this.#onError(error);
    }
  }

  /** Configuration files, also inside a directory that came or went: a folder that is moved is one event. */
  #mayBringEnvironments({ path, kind }: FileChange): boolean {
    if (CONFIG_NAMES.includes(basename(path))) return true;
    if (this.#readers.some((reader) => reader.isConfigFile(path))) return true;
    if (kind === 'created') return isDirectory(path);
    return kind === 'deleted' && this.#ids.some((id) => id.startsWith(`${path}/`));
  }
}

/** Where `alembic` is run: usually beside the configuration, else at the top of the workspace folder. */
function workingDirectories({ iniPath, tomlPath, folder }: EnvironmentLocation): readonly string[] {
  return [dirname(iniPath ?? tomlPath ?? folder), folder];
}

function mergeChanges(batch: readonly FileChange[]): FileChanges {
  const appeared = new Set<string>();
  const changed = new Set<string>();
  for (const { path, kind } of batch) (kind === 'changed' ? changed : appeared).add(path);
  return { appeared, changed };
}
