import type { EnvironmentConfig } from '../config/environment-config.ts';
import type { Revision } from '../script/revision.ts';
import type { RevisionMap } from '../script/revision-map.ts';
import { isHead, type RevisionNode } from '../script/revision-node.ts';
import type { IgnoredFile, RevisionFile } from '../snapshot/environment-snapshot.ts';
import type { BaseBranch } from './base-branch.ts';
import type { ChainView } from './chain-view.ts';
import type { FileFacts, StatedDate } from './file-facts.ts';

/** A file of the chain: one whose header names a revision. */
export interface ChainFile extends RevisionFile {
  readonly revision: Revision;
}

function isChainFile(file: RevisionFile | undefined): file is ChainFile {
  return file?.revision !== undefined;
}

/** Who declares and who names each identifier: the revision graph with the files behind it, broken chains included. */
export class ChainIndex {
  readonly config: EnvironmentConfig;
  readonly ignoredFiles: readonly IgnoredFile[];
  readonly map: RevisionMap;
  /** Undefined where nobody read one. */
  readonly baseBranch: BaseBranch | undefined;
  /** In load order, files that a later one with the same id shadows included. */
  readonly files: readonly ChainFile[];
  /** The `Create Date` of each file, and of each node of the map, by its index. */
  readonly createDates: ReadonlyArray<StatedDate | undefined>;
  /** True where a file's `revision` cannot be told: a name that nothing declares may then be its. */
  readonly hasUnreadableRevision: boolean;
  readonly filesByPath: ChainView['files'];
  readonly #duplicates = new Map<string, readonly ChainFile[]>();
  readonly #labelled = new Map<string, ChainFile[]>();

  constructor(view: ChainView, facts: readonly FileFacts[]) {
    this.config = view.config;
    this.ignoredFiles = view.ignoredFiles;
    this.map = view.revisions;
    this.baseBranch = view.baseBranch;
    this.filesByPath = view.files;
    const files: ChainFile[] = [];
    let unreadable = false;
    const dates: Array<StatedDate | undefined> = [];
    for (const { file, createDate } of facts) {
      if (isChainFile(file)) {
        files.push(file);
        dates.push(createDate);
        const { branchLabels } = file.revision;
        if (branchLabels.length > 0) for (const label of new Set(branchLabels)) this.#label(label, file);
      } else {
        unreadable ||= file.header.revision?.value.kind === 'unknown' || file.fault !== undefined;
        unreadable ||= file.header.syntaxError !== undefined;
      }
    }
    this.files = files;
    this.createDates = dates;
    this.hasUnreadableRevision = unreadable;
    for (const fault of this.map.faults) {
      if (fault.kind !== 'duplicate-revision') continue;
      const [first] = fault.revisions;
      if (first !== undefined) this.#duplicates.set(first.revision, this.#filesOf(fault.revisions));
    }
  }

  get labels(): Iterable<string> {
    return this.#labelled.keys();
  }

  *ids(): Generator<string, void> {
    for (const node of this.map.revisions()) yield node.id;
  }

  isDeclared(revision: string): boolean {
    return this.map.get(revision) !== undefined;
  }

  /** Files that declare this id, in load order. */
  declarers(revision: string): readonly ChainFile[] {
    const only = this.file(revision);
    return this.#duplicates.get(revision) ?? (only === undefined ? [] : [only]);
  }

  /** The file that Alembic goes by: of several that declare an id, the last one loaded. */
  file(revision: string): ChainFile | undefined {
    const node = this.map.get(revision);
    return node === undefined ? undefined : this.fileOf(node);
  }

  fileOf(node: RevisionNode): ChainFile | undefined {
    return this.fileOfRevision(node.source);
  }

  fileOfRevision(revision: Revision): ChainFile | undefined {
    const file = this.filesByPath.get(revision.path);
    return isChainFile(file) ? file : undefined;
  }

  /** Files that declare this branch label, in load order. */
  labelled(label: string): readonly ChainFile[] {
    return this.#labelled.get(label) ?? [];
  }

  /** Files that name this id in `down_revision`, whether or not a file declares it. */
  children(revision: string): readonly ChainFile[] {
    return this.files.filter((file) => file.revision.downRevisions.includes(revision));
  }

  /** The file that a name in `depends_on` stands for: a full id or a branch label. */
  dependency(name: string): ChainFile | undefined {
    const node = this.map.getByKey(name);
    return node === undefined ? undefined : this.fileOf(node);
  }

  /** Parents that exist. */
  parents(file: ChainFile): readonly ChainFile[] {
    const node = this.map.get(file.revision.revision);
    if (node === undefined || node.source !== file.revision) return [];
    return node.parents.map((parent) => this.fileOf(parent)).filter((parent) => parent !== undefined);
  }

  /** Files that no other names in `down_revision`, in load order. */
  get heads(): readonly ChainFile[] {
    const heads: ChainFile[] = [];
    for (const node of this.map.nodes) {
      const file = node.isShadowed || !isHead(node) ? undefined : this.fileOf(node);
      if (file !== undefined && !file.revision.downRevisions.includes(node.id)) heads.push(file);
    }
    return heads;
  }

  /** Files of the chain that declare that they have no parent, in load order. */
  get bases(): readonly ChainFile[] {
    return this.files.filter(
      (file) =>
        file.header.downRevision?.value.kind === 'none' &&
        this.map.get(file.revision.revision)?.source === file.revision,
    );
  }

  /** False for a revision on or above a cycle: nothing can be said of its ancestors. */
  isGrounded(revision: string): boolean {
    return (this.map.get(revision)?.rank ?? -1) >= 0;
  }

  /**
   * Whether `ancestor` lies below `descendant`, over `down_revision` alone or (`all`, as Alembic plans) over `depends_on`
   * too. Nothing is its own ancestor.
   */
  isAncestor(ancestor: string, descendant: string, edges: 'down' | 'all' = 'all'): boolean {
    const target = this.map.get(ancestor);
    const start = this.map.get(descendant);
    if (target === undefined || start === undefined || target === start) return false;
    const seen = new Set<RevisionNode>([start]);
    const open: RevisionNode[] = [start];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const next of edges === 'all' ? node.allParents : node.parents) {
        if (next === target) return true;
        // Ranks grow along every edge, so that nothing of the target's rank or below leads up to it.
        if (seen.has(next) || (next.rank >= 0 && next.rank <= target.rank)) continue;
        seen.add(next);
        open.push(next);
      }
    }
    return false;
  }

  #filesOf(revisions: readonly Revision[]): readonly ChainFile[] {
    return revisions.map((revision) => this.fileOfRevision(revision)).filter((file) => file !== undefined);
  }

  #label(label: string, file: ChainFile): void {
    const files = this.#labelled.get(label);
    if (files === undefined) this.#labelled.set(label, [file]);
    else files.push(file);
  }
}
