import { readdirSync } from 'node:fs';
import { directoryOf } from '../core/config/alembic-options.ts';
import type { FindProjectModule, ProjectModule, UnreadableModule } from '../core/python/project-module.ts';
import type { FileChanges } from './file-changes.ts';
import { isDirectory } from './is-directory.ts';
import type { ModuleRoots } from './module-roots.ts';
import type { OpenDocuments } from './open-documents.ts';
import { readSourceFile } from './read-source-files.ts';
import { systemErrorCode } from './system-error.ts';

/** Where Python would find a module. */
type Place =
  | { readonly kind: 'file'; readonly path: string; readonly isPackage: boolean }
  /** Folders without `__init__.py`: together they are one package. */
  | { readonly kind: 'namespace'; readonly directories: readonly string[] }
  | UnreadableModule;

type Entries = ReadonlyMap<string, 'file' | 'directory'>;
type Answer = ProjectModule | UnreadableModule | undefined;

/**
 * Finds and reads the modules of a project as Python's import would. Every folder is listed and every file read once; a
 * change makes another object, which keeps what did not change. The editor's texts win over the disk.
 * Source: `importlib._bootstrap_external.PathFinder`, https://docs.python.org/3/reference/import.html
 */
export class ModuleFiles {
  readonly #roots: ModuleRoots;
  readonly #documents: OpenDocuments;
  readonly #folder: string;
  readonly #listings: Map<string, Entries>;
  readonly #places = new Map<string, Place | undefined>();
  readonly #answers = new Map<string, Answer>();
  readonly #read = new Set<string>();
  /** Modules as they were before the last change, by name. */
  readonly #before: ReadonlyMap<string, Answer>;

  /** `folder` is what paths are shown relative to. */
  constructor(
    roots: ModuleRoots,
    folder: string,
    documents: OpenDocuments,
    listings: ReadonlyMap<string, Entries> = new Map(),
    before: ReadonlyMap<string, Answer> = new Map(),
  ) {
    this.#roots = roots;
    this.#folder = folder;
    this.#documents = documents;
    this.#listings = new Map(listings);
    this.#before = before;
  }

  readonly find: FindProjectModule = (name) => {
    if (this.#answers.has(name)) return this.#answers.get(name);
    const answer = this.#answer(name);
    this.#answers.set(name, answer);
    return answer;
  };

  /** True where the file was read for somebody. */
  has(path: string): boolean {
    return this.#read.has(path);
  }

  /** True where the changes may give other answers. */
  concerns({ appeared, changed }: FileChanges): boolean {
    if ([...changed].some((path) => this.#read.has(path))) return true;
    return [...appeared].some((path) => this.#listings.has(directoryOf(path)) || this.#listings.has(path));
  }

  /** The modules after the changes. */
  after({ appeared }: FileChanges): ModuleFiles {
    const isStale = (directory: string): boolean =>
      [...appeared].some(
        (path) => directory === directoryOf(path) || directory === path || directory.startsWith(`${path}/`),
      );
    const listings = new Map([...this.#listings].filter(([directory]) => !isStale(directory)));
    const before = new Map([...this.#before, ...this.#answers]);
    return new ModuleFiles(this.#roots, this.#folder, this.#documents, listings, before);
  }

  #answer(name: string): Answer {
    const place = this.#place(name);
    if (place === undefined || place.kind === 'unreadable') return place;
    const before = this.#before.get(name);
    const known = before?.kind === 'module-file' ? before : undefined;
    if (place.kind === 'namespace') {
      const path = place.directories[0] ?? '';
      return known?.path === path
        ? known
        : { kind: 'module-file', name, path, shownPath: this.#shown(path), text: '', isPackage: true };
    }
    const { path, isPackage } = place;
    this.#read.add(path);
    const file = this.#documents.fileText(path) ?? readSourceFile(path);
    if (file.kind === 'fault') return { kind: 'unreadable', reason: `${this.#shown(path)}: ${file.reason}` };
    if (known?.path === path && known.text === file.text) return known;
    return { kind: 'module-file', name, path, shownPath: this.#shown(path), text: file.text, isPackage };
  }

  #place(name: string): Place | undefined {
    if (this.#places.has(name)) return this.#places.get(name);
    const at = name.lastIndexOf('.');
    const place =
      at < 0 ? this.#topLevel(name) : this.#below(this.#place(name.slice(0, at)), name.slice(at + 1));
    this.#places.set(name, place);
    return place;
  }

  #below(parent: Place | undefined, name: string): Place | undefined {
    switch (parent?.kind) {
      case 'unreadable':
        return parent;
      case 'namespace':
        return this.#search(parent.directories, name);
      case 'file':
        return parent.isPackage ? this.#search([directoryOf(parent.path)], name) : undefined;
      default:
        return undefined;
    }
  }

  /** Named roots have an order. Of the likely ones any may come first, so that two that differ give no answer. */
  #topLevel(name: string): Place | undefined {
    const { named, likely } = this.#roots;
    const first = this.#search(named, name);
    if (first?.kind === 'file') return first;
    const found = likely.map((root) => this.#search([root], name)).filter((place) => place?.kind === 'file');
    const [only, other] = found;
    if (only !== undefined && other !== undefined) {
      const places = [only, other].map(({ path }) => this.#shown(path)).join(' or ');
      const help = 'name its folder in prepend_sys_path';
      return { kind: 'unreadable', reason: `it may be ${places}; ${help} to say which` };
    }
    return only ?? this.#search([...named, ...likely], name);
  }

  /** A regular package or a module in the first folder that has one; else the folders of a namespace package. */
  #search(directories: readonly string[], name: string): Place | undefined {
    const portions: string[] = [];
    for (const directory of directories) {
      const entries = this.#list(directory);
      if (entries.get(name) === 'directory') {
        const below = `${directory}/${name}`;
        if (this.#list(below).get('__init__.py') === 'file') {
          return { kind: 'file', path: `${below}/__init__.py`, isPackage: true };
        }
        portions.push(below);
      }
      if (entries.get(`${name}.py`) === 'file') {
        return { kind: 'file', path: `${directory}/${name}.py`, isPackage: false };
      }
    }
    return portions.length === 0 ? undefined : { kind: 'namespace', directories: portions };
  }

  #list(directory: string): Entries {
    let entries = this.#listings.get(directory);
    if (entries === undefined) {
      entries = listDirectory(directory);
      this.#listings.set(directory, entries);
    }
    return entries;
  }

  #shown(path: string): string {
    return path.startsWith(`${this.#folder}/`) ? path.slice(this.#folder.length + 1) : path;
  }
}

/** Folders and Python files; nothing where the folder is absent or may not be read. */
function listDirectory(directory: string): Entries {
  const entries = new Map<string, 'file' | 'directory'>();
  try {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const isFolder =
        entry.isDirectory() || (entry.isSymbolicLink() && isDirectory(`${directory}/${entry.name}`));
      if (isFolder) entries.set(entry.name, 'directory');
      else if (entry.name.endsWith('.py')) entries.set(entry.name, 'file');
    }
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
  }
  return entries;
}
