import type { EnvironmentConfig } from '../config/environment-config.ts';
import type { Revision } from '../script/revision.ts';
import type { RevisionMap } from '../script/revision-map.ts';
import type { RevisionNode } from '../script/revision-node.ts';
import type { IgnoredFile, RevisionFile } from '../snapshot/environment-snapshot.ts';
import type { BaseBranch } from './base-branch.ts';
import type { ChainTallies } from './chain-tallies.ts';
import type { ChainView } from './chain-view.ts';
import type { FileFacts, StatedDate } from './file-facts.ts';

/** A file of the chain: one whose header names a revision. */
export interface ChainFile extends RevisionFile {
  readonly revision: Revision;
}

function isChainFile(file: RevisionFile | undefined): file is ChainFile {
  return file?.revision !== undefined;
}

/** What the index knows of the files beside what is in them. */
interface ChainFacts {
  /** In load order. */
  readonly facts: ReadonlyArray<FileFacts | undefined>;
  readonly tallies: ChainTallies;
}

/**
 * The revision graph with the files behind it, broken chains included. The graph knows who declares and who names an
 * identifier; this index gives the files, their dates, and what is asked of all of them at once.
 */
export class ChainIndex {
  readonly config: EnvironmentConfig;
  readonly ignoredFiles: readonly IgnoredFile[];
  readonly map: RevisionMap;
  /** Undefined where nobody read one. */
  readonly baseBranch: BaseBranch | undefined;
  readonly tallies: ChainTallies;
  readonly filesByPath: ChainView['files'];
  readonly #facts: ReadonlyArray<FileFacts | undefined>;

  constructor(view: ChainView, { facts, tallies }: ChainFacts) {
    this.config = view.config;
    this.ignoredFiles = view.ignoredFiles;
    this.map = view.revisions;
    this.baseBranch = view.baseBranch;
    this.filesByPath = view.files;
    this.tallies = tallies;
    this.#facts = facts;
  }

  /** In load order, files that a later one with the same id shadows included. A walk over all of them: for fixes. */
  get files(): readonly ChainFile[] {
    return this.#facts.map((facts) => facts?.file).filter(isChainFile);
  }

  /** True where a file's `revision` cannot be told: a name that nothing declares may then be its. */
  get hasUnreadableRevision(): boolean {
    return this.tallies.unreadable.size > 0;
  }

  /** The file with this number in load order, where it is one of the chain. */
  numbered(number: number): ChainFile | undefined {
    const file = this.#facts[number]?.file;
    return isChainFile(file) ? file : undefined;
  }

  /** The `Create Date` of the file of a node. */
  createDate(node: RevisionNode): StatedDate | undefined {
    return this.#facts[node.index]?.createDate;
  }

  get labels(): Iterable<string> {
    return this.map.graph.labels;
  }

  *ids(): Generator<string, void> {
    for (const node of this.map.revisions()) yield node.id;
  }

  isDeclared(revision: string): boolean {
    return this.map.get(revision) !== undefined;
  }

  /** Files that declare this id, in load order. */
  declarers(revision: string): readonly ChainFile[] {
    return this.#filesOf(this.map.graph.names.get(revision)?.declarers);
  }

  /** The file that Alembic goes by: of several that declare an id, the last one loaded. */
  file(revision: string): ChainFile | undefined {
    const node = this.map.get(revision);
    return node === undefined ? undefined : this.fileOf(node);
  }

  fileOf(node: RevisionNode): ChainFile | undefined {
    return this.numbered(node.index);
  }

  fileOfRevision(revision: Revision): ChainFile | undefined {
    const file = this.filesByPath.get(revision.path);
    return isChainFile(file) ? file : undefined;
  }

  /** Files that declare this branch label, in load order. */
  labelled(label: string): readonly ChainFile[] {
    return this.#filesOf(this.map.graph.names.get(label)?.labelled);
  }

  /** Files that name this id in `down_revision`, whether or not a file declares it. */
  children(revision: string): readonly ChainFile[] {
    return this.#filesOf(this.map.graph.names.get(revision)?.followers);
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
    const { graph } = this.map;
    const isHead = (file: number) => !graph.isShadowed(file) && graph.children(file).length === 0;
    return this.#filesOf(graph.ends.heads.filter(isHead)).filter(
      ({ revision }) => !revision.downRevisions.includes(revision.revision),
    );
  }

  /** Files of the chain that declare that they have no parent, in load order. */
  get bases(): readonly ChainFile[] {
    const { graph } = this.map;
    return this.#filesOf(graph.ends.bases.filter((file) => !graph.isShadowed(file))).filter(
      ({ header }) => header.downRevision?.value.kind === 'none',
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

  #filesOf(numbers: readonly number[] = []): readonly ChainFile[] {
    return [...new Set(numbers)].map((number) => this.numbered(number)).filter((file) => file !== undefined);
  }
}
