import { type Dirent, existsSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import type { EnvironmentConfig } from '../core/config/environment-config.ts';
import { sortByCodePoints } from '../core/config/python-text.ts';
import type { IgnoredFileReason } from '../core/snapshot/environment-snapshot.ts';
import { slashPath } from './slash-path.ts';
import { faultOfSystemError, systemErrorCode } from './system-error.ts';

/** A file that Alembic would load. `fault` says why it cannot be read here; Alembic stops at it too. */
export interface VersionFile {
  readonly path: string;
  readonly fault: string | undefined;
}

export interface VersionListing {
  /** In Alembic's load order. */
  readonly files: readonly VersionFile[];
  /** Python files that Alembic passes over. */
  readonly ignored: ReadonlyArray<{ readonly path: string; readonly reason: IgnoredFileReason }>;
  readonly warnings: readonly string[];
  /** Among the entries are some that are neither plain files nor folders. */
  readonly hasSpecial: boolean;
}

type LocationConfig = Pick<
  EnvironmentConfig,
  'versionLocations' | 'recursiveVersionLocations' | 'sourceless'
>;

/** Names of files that Alembic loads. Source: `alembic.script.base._only_source_rev_file`. */
export const SOURCE_FILE = /^(?!\.#|__init__)[^\n]*\.py$/;
const SOURCELESS_FILE = /^(?!\.#|__init__)([^\n]*\.py)([co])?$/;
const LOOKS_LIKE_SOURCE = /^(?!__init__\.py$)[^\n]*\.py$/i;
/** Folders below a version location that are looked through for files that Alembic passes over. */
const MAX_IGNORED_FOLDERS = 200;
const BYTECODE_FAULT =
  'Only its compiled bytecode exists (sourceless), which can be read by running Python only.';

/**
 * Lists the files of every version location as `ScriptDirectory._load_revisions` does: locations in configured order,
 * names sorted, sub-directories only where configured, missing locations skipped, a file that two locations reach loaded
 * once. A path is the location's own path with the name below it, also where links are on the way.
 */
export async function listVersionFiles(config: LocationConfig): Promise<VersionListing> {
  const lister = new VersionLister(config);
  for (const location of config.versionLocations) await lister.location(location);
  return lister;
}

class VersionLister implements VersionListing {
  readonly files: VersionFile[] = [];
  readonly ignored: Array<{ path: string; reason: IgnoredFileReason }> = [];
  readonly warnings: string[] = [];
  hasSpecial = false;
  readonly #config: LocationConfig;
  readonly #realPaths = new Set<string>();
  #ignoredFolders = 0;

  constructor(config: LocationConfig) {
    this.#config = config;
  }

  async location(path: string): Promise<void> {
    let realDirectory: string;
    try {
      realDirectory = slashPath(await realpath(path));
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT') this.warnings.push(`${path}: ${faultOfSystemError(error)}`);
      return;
    }
    await this.#directory(path, realDirectory, false);
  }

  /** `ignoring`: a sub-directory that Alembic does not enter. */
  async #directory(path: string, realDirectory: string, ignoring: boolean): Promise<void> {
    const entries = await this.#entries(path);
    const folders: string[] = [];
    const names: string[] = [];
    for (const entry of entries) {
      const { name } = entry;
      if (entry.isDirectory()) {
        folders.push(name);
      } else if (ignoring) {
        if (SOURCE_FILE.test(name)) this.#ignore(`${path}/${name}`, 'subdirectory');
      } else {
        names.push(name);
        if (entry.isFile()) this.#add(`${path}/${name}`, `${realDirectory}/${name}`, undefined);
        else await this.#special(`${path}/${name}`, `${realDirectory}/${name}`, entry);
      }
    }
    if (this.#config.sourceless && !ignoring) await this.#bytecode(path, realDirectory, names);
    const below = ignoring || !this.#config.recursiveVersionLocations;
    for (const name of folders) {
      if (name.endsWith('__pycache__')) continue;
      if (below) {
        if (name.startsWith('.') || this.#ignoredFolders >= MAX_IGNORED_FOLDERS) continue;
        this.#ignoredFolders += 1;
      }
      await this.#directory(`${path}/${name}`, `${realDirectory}/${name}`, below);
    }
  }

  /** Sorted, so that one pass gives both files and folders in Alembic's order. */
  async #entries(path: string): Promise<Dirent[]> {
    try {
      const entries = await readdir(path, { withFileTypes: true });
      return sortByCodePoints(entries, (entry) => entry.name);
    } catch (error) {
      this.warnings.push(`${path}: ${faultOfSystemError(error)}`);
      return [];
    }
  }

  /** A link, or something that is no file. */
  async #special(path: string, realPath: string, entry: Dirent): Promise<void> {
    this.hasSpecial = true;
    if (!entry.isSymbolicLink()) {
      if (SOURCE_FILE.test(entry.name)) this.#add(path, realPath, 'It is not a regular file.');
      return;
    }
    try {
      const target = slashPath(await realpath(path));
      const kind = await stat(path);
      if (kind.isFile()) this.#add(path, target, undefined);
      else if (!kind.isDirectory() && SOURCE_FILE.test(target))
        this.#add(path, target, 'It is not a regular file.');
    } catch (error) {
      const fault = faultOfSystemError(error);
      if (SOURCE_FILE.test(entry.name)) this.#add(path, realPath, fault);
    }
  }

  /** Alembic asks the pattern of the name that links lead to. */
  #add(path: string, realPath: string, fault: string | undefined): void {
    const name = realPath.slice(realPath.lastIndexOf('/') + 1);
    const match = (this.#config.sourceless ? SOURCELESS_FILE : SOURCE_FILE).exec(name);
    if (match === null) {
      if (LOOKS_LIKE_SOURCE.test(name) && !name.startsWith('.#')) this.#ignore(path, 'name');
      return;
    }
    if (match[2] !== undefined && isRedundantBytecode(realPath)) return;
    if (this.#realPaths.has(realPath)) {
      this.warnings.push(`${path} is reached through two version locations; Alembic loads it once.`);
      return;
    }
    this.#realPaths.add(realPath);
    this.files.push({ path, fault: fault ?? (match[2] === undefined ? undefined : BYTECODE_FAULT) });
  }

  #ignore(path: string, reason: IgnoredFileReason): void {
    this.ignored.push({ path, reason });
  }

  /** `sourceless = true`: entries of `__pycache__` whose stem no source has. */
  async #bytecode(path: string, realDirectory: string, names: readonly string[]): Promise<void> {
    const stems = new Set(names.map((name) => name.split('.')[0]));
    const cached = await this.#cached(`${path}/__pycache__`);
    for (const name of cached.filter((entry) => !stems.has(entry.split('.')[0]))) {
      this.#add(`${path}/__pycache__/${name}`, `${realDirectory}/__pycache__/${name}`, undefined);
    }
  }

  async #cached(path: string): Promise<readonly string[]> {
    try {
      return await readdir(path);
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT') this.warnings.push(`${path}: ${faultOfSystemError(error)}`);
      return [];
    }
  }
}

/** A .pyc beside its .py, or a .pyo beside its .py or .pyc. Source: `Script._from_path`. */
function isRedundantBytecode(path: string): boolean {
  const source = path.slice(0, -1);
  return existsSync(source) || (path.endsWith('o') && existsSync(`${source}c`));
}
