import type { EnvironmentConfig } from '../config/environment-config.ts';
import type { IgnoredFile, RevisionFile } from '../snapshot/environment-snapshot.ts';
import type { ChainView } from './chain-view.ts';
import { generationsOf } from './generations.ts';

/** A file of the chain: one whose header names a revision. */
export interface ChainFile extends RevisionFile {
  readonly revision: NonNullable<RevisionFile['revision']>;
}

export function isChainFile(file: RevisionFile): file is ChainFile {
  return file.revision !== undefined;
}

/**
 * Who declares and who names each identifier. Unlike Alembic's map it holds broken chains: an id with two files, a name
 * that nothing declares, cycles.
 */
export class ChainIndex {
  readonly config: EnvironmentConfig;
  readonly ignoredFiles: readonly IgnoredFile[];
  /** In load order. */
  readonly files: readonly ChainFile[];
  /** True where a file's `revision` cannot be told: a name that nothing declares may then be its. */
  readonly hasUnreadableRevision: boolean;
  readonly #declarers = new Map<string, ChainFile[]>();
  readonly #labelled = new Map<string, ChainFile[]>();
  readonly #children = new Map<string, ChainFile[]>();
  #generations: ReadonlyMap<string, number> | undefined;

  constructor(view: ChainView) {
    this.config = view.config;
    this.ignoredFiles = view.ignoredFiles;
    const files: ChainFile[] = [];
    let unreadable = false;
    for (const file of view.files.values()) {
      if (!isChainFile(file)) {
        unreadable ||=
          file.header.revision?.value.kind === 'unknown' || file.header.syntaxError !== undefined;
        continue;
      }
      files.push(file);
      append(this.#declarers, file.revision.revision, file);
      for (const label of file.revision.branchLabels) append(this.#labelled, label, file);
      for (const parent of file.revision.downRevisions) append(this.#children, parent, file);
    }
    this.files = files;
    this.hasUnreadableRevision = unreadable;
  }

  get ids(): Iterable<string> {
    return this.#declarers.keys();
  }

  get labels(): Iterable<string> {
    return this.#labelled.keys();
  }

  /** Files that declare this id, in load order. */
  declarers(revision: string): readonly ChainFile[] {
    return this.#declarers.get(revision) ?? [];
  }

  /** The file that Alembic goes by: of several that declare an id, the last one loaded. */
  file(revision: string): ChainFile | undefined {
    return this.#declarers.get(revision)?.at(-1);
  }

  /** Files that declare this branch label, in load order. */
  labelled(label: string): readonly ChainFile[] {
    return this.#labelled.get(label) ?? [];
  }

  /** Files that name this id in `down_revision`. */
  children(revision: string): readonly ChainFile[] {
    return this.#children.get(revision) ?? [];
  }

  /** The file that a name in `depends_on` stands for: a full id or a branch label. */
  dependency(name: string): ChainFile | undefined {
    return this.file(name) ?? this.#labelled.get(name)?.at(-1);
  }

  /** Parents and dependencies that exist. */
  required(file: ChainFile): ChainFile[] {
    const found = this.parents(file);
    for (const name of file.revision.dependsOn) {
      const dependency = this.dependency(name);
      if (dependency !== undefined) found.push(dependency);
    }
    return found;
  }

  /** Files that nothing names in `down_revision`, in load order. */
  get heads(): readonly ChainFile[] {
    return this.files.filter((file) => !this.#children.has(file.revision.revision) && this.#isCurrent(file));
  }

  /** Parents that exist. */
  parents(file: ChainFile): ChainFile[] {
    return file.revision.downRevisions.map((id) => this.file(id)).filter((parent) => parent !== undefined);
  }

  /** Files of the chain that declare no parent, in load order. */
  get bases(): readonly ChainFile[] {
    return this.files.filter(
      (file) => file.header.downRevision?.value.kind === 'none' && this.#isCurrent(file),
    );
  }

  /**
   * Whether `ancestor` lies below `descendant`, over `down_revision` alone or (`all`, as Alembic plans) over `depends_on`
   * too. Nothing is its own ancestor.
   */
  isAncestor(ancestor: string, descendant: string, edges: 'down' | 'all' = 'all'): boolean {
    const generations = this.generations;
    const lowest = generations.get(ancestor) ?? -1;
    const start = this.file(descendant);
    if (start === undefined || ancestor === descendant) return false;
    const seen = new Set<string>([descendant]);
    const open = [start];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      for (const next of edges === 'all' ? this.required(file) : this.parents(file)) {
        const id = next.revision.revision;
        if (id === ancestor) return true;
        if (seen.has(id) || (generations.get(id) ?? Number.MAX_SAFE_INTEGER) <= lowest) continue;
        seen.add(id);
        open.push(next);
      }
    }
    return false;
  }

  /** Length of the longest way down from each revision; revisions on or above a cycle are missing. */
  get generations(): ReadonlyMap<string, number> {
    this.#generations ??= generationsOf([...this.ids], (id) => this.#required(id));
    return this.#generations;
  }

  #required(id: string): readonly string[] {
    const file = this.file(id);
    if (file === undefined) return [];
    const { downRevisions, dependsOn } = file.revision;
    if (dependsOn.length === 0) return downRevisions;
    return this.required(file).map((one) => one.revision.revision);
  }

  #isCurrent(file: ChainFile): boolean {
    return this.file(file.revision.revision) === file;
  }
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
