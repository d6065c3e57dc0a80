import { findCycles } from './cycle-detection.ts';
import { graphFaults } from './graph-faults.ts';
import { propagateLabels } from './label-propagation.ts';
import { findLoadFault } from './load-fault.ts';
import type { FileNumbers } from './name-use.ts';
import { normalizeDependencies } from './normalized-dependencies.ts';
import type { RevisionGraph } from './revision-graph.ts';
import type { RevisionMapFault } from './revision-map-fault.ts';
import { GraphNode, type RevisionNode } from './revision-node.ts';
import { depthRanks } from './revision-ranks.ts';

const NONE: readonly RevisionNode[] = [];

/**
 * The revision graph of one migration environment as Alembic sees it. Immutable; made by `buildRevisionMap` or from the
 * graph of another map. Its nodes and whatever else follows from the graph are made when somebody asks for them.
 * Source: `alembic.script.revision.RevisionMap`.
 */
export class RevisionMap {
  readonly graph: RevisionGraph;
  readonly isAcyclic: boolean;
  readonly #nodes: Array<RevisionNode | undefined>;
  readonly #normalized = new Map<RevisionNode, readonly RevisionNode[]>();
  readonly #ids = new Map<FileNumbers, readonly string[]>();
  #allNodes: readonly RevisionNode[] | undefined;
  #declaredLabels: ReadonlyMap<string, RevisionNode> | undefined;
  #faults: readonly RevisionMapFault[] | undefined;
  #depths: Int32Array | undefined;
  #labels: ReadonlyArray<readonly string[]> | undefined;
  #loadFault: { readonly fault: RevisionMapFault | undefined } | undefined;

  constructor(graph: RevisionGraph) {
    this.graph = graph;
    this.#nodes = new Array<RevisionNode | undefined>(graph.revisions.length).fill(undefined);
    this.isAcyclic = graph.ranks.isOrdered || this.faults.every(({ kind }) => !CYCLES.includes(kind));
  }

  /** Every revision in load order, those included that a later file with the same id shadows. */
  get nodes(): readonly RevisionNode[] {
    this.#allNodes ??= this.graph.revisions.flatMap((_, file) => this.node(file) ?? []);
    return this.#allNodes;
  }

  /** Revisions that no other names in `down_revision`, in load order: what `alembic heads` prints. */
  get heads(): readonly string[] {
    return this.#idsOf(this.graph.ends.heads);
  }

  /** Heads that no other names in `depends_on` either: the symbol `heads` of upgrade and stamp. */
  get effectiveHeads(): readonly string[] {
    return this.#idsOf(this.graph.ends.effectiveHeads);
  }

  /** Revisions without `down_revision`, in load order. */
  get bases(): readonly string[] {
    return this.#idsOf(this.graph.ends.bases);
  }

  /** Bases without `depends_on`. */
  get effectiveBases(): readonly string[] {
    return this.#idsOf(this.graph.ends.effectiveBases);
  }

  /** Branch labels with the revision that declares each; the first one in load order where several do. */
  get declaredLabels(): ReadonlyMap<string, RevisionNode> {
    this.#declaredLabels ??= this.#findDeclaredLabels();
    return this.#declaredLabels;
  }

  /** Everything that is wrong with the chain. Empty for a sound one. */
  get faults(): readonly RevisionMapFault[] {
    this.#faults ??= [
      ...graphFaults(this.graph),
      ...(this.graph.ranks.isOrdered ? [] : findCycles(this.nodes)),
    ];
    return this.#faults;
  }

  /** The revision of a file, by its number in Alembic's load order. */
  node(file: number): RevisionNode | undefined {
    const known = this.#nodes[file];
    const source = this.graph.revisions[file];
    if (known !== undefined || source === undefined) return known;
    const made = new GraphNode(this, source, file);
    this.#nodes[file] = made;
    return made;
  }

  /** Revisions by the numbers of their files. */
  nodesOf(files: FileNumbers): readonly RevisionNode[] {
    return files.length === 0 ? NONE : files.flatMap((file) => this.node(file) ?? []);
  }

  /** The revision with exactly this identifier. Partial identifiers and symbols: `resolve-identifier.ts`. */
  get(id: string): RevisionNode | undefined {
    const file = this.graph.inForce(id);
    return file === undefined ? undefined : this.node(file);
  }

  /** The revision with this identifier, or the one that declares this branch label. */
  getByKey(key: string): RevisionNode | undefined {
    const file = this.graph.meant(key);
    return file === undefined ? undefined : this.node(file);
  }

  /** Identifiers in load order, then branch labels: the keys that a partial identifier is matched against. */
  *keys(): Generator<string, void> {
    for (const node of this.revisions()) yield node.id;
    yield* this.declaredLabels.keys();
  }

  /** The revisions in force, in Alembic's order of keys. */
  *revisions(): Generator<RevisionNode, void> {
    for (const [file, revision] of this.graph.revisions.entries()) {
      const declarers =
        revision === undefined ? [] : (this.graph.names.get(revision.revision)?.declarers ?? []);
      const node = declarers[0] === file ? this.node(declarers.at(-1) ?? file) : undefined;
      if (node !== undefined) yield node;
    }
  }

  /** Number of revisions in force. */
  get size(): number {
    return this.graph.size;
  }

  /** Longest way from `node` down to a revision without parents, over all edges; -1 where a cycle leaves it undefined. */
  depthOf(node: RevisionNode): number {
    return this.#byDepth[node.index] ?? -1;
  }

  /** The revision with the longest way down, the first in load order where several have it. */
  get deepest(): RevisionNode | undefined {
    let deepest: number | undefined;
    for (const [file, depth] of this.#byDepth.entries()) {
      const isDeeper = depth > (deepest === undefined ? -1 : (this.#byDepth[deepest] ?? -1));
      if (isDeeper && this.graph.revisions[file] !== undefined && !this.graph.isShadowed(file))
        deepest = file;
    }
    return deepest === undefined ? undefined : this.node(deepest);
  }

  get #byDepth(): Int32Array {
    const { ranks } = this.graph;
    this.#depths ??= (ranks.isDepth ? ranks : depthRanks(this.graph)).byFile;
    return this.#depths;
  }

  /** The branch labels that reach `node`, its own first. */
  labelsOf(node: RevisionNode): readonly string[] {
    if (this.graph.labels.size === 0) return node.source.branchLabels;
    this.#labels ??= propagateLabels(this.graph);
    return this.#labels[node.index] ?? [];
  }

  /**
   * The revisions just below `node`: its parents, then those dependencies that no revision below it depends on already.
   * Dependencies come in the order declared; Alembic's own order is that of a set, which varies from run to run.
   * Source: `Revision._normalized_down_revisions`.
   */
  normalizedParents(node: RevisionNode): readonly RevisionNode[] {
    if (node.dependencies.length === 0) return node.allParents;
    let normalized = this.#normalized.get(node);
    if (normalized === undefined) {
      normalized = [...new Set([...node.parents, ...normalizeDependencies(node)])];
      this.#normalized.set(node, normalized);
    }
    return normalized;
  }

  /** The fault for which Alembic could not load this chain at all; undefined where it can. */
  get loadFault(): RevisionMapFault | undefined {
    if (this.faults.length === 0) return undefined;
    this.#loadFault ??= { fault: findLoadFault(this) };
    return this.#loadFault.fault;
  }

  #idsOf(files: FileNumbers): readonly string[] {
    let ids = this.#ids.get(files);
    if (ids === undefined) {
      ids = files.flatMap((file) => this.graph.revisions[file]?.revision ?? []);
      this.#ids.set(files, ids);
    }
    return ids;
  }

  #findDeclaredLabels(): ReadonlyMap<string, RevisionNode> {
    const declared: Array<readonly [label: string, owner: RevisionNode]> = [];
    for (const label of this.graph.labels) {
      const owner = this.graph.inForce(label) === undefined ? this.getByKey(label) : undefined;
      if (owner !== undefined) declared.push([label, owner]);
    }
    const place = (label: string, { source }: RevisionNode) => source.branchLabels.indexOf(label);
    declared.sort(
      ([left, own], [right, other]) => own.index - other.index || place(left, own) - place(right, other),
    );
    return new Map(declared);
  }
}

const CYCLES: ReadonlyArray<RevisionMapFault['kind']> = ['cycle', 'dependency-cycle'];
