import { LayeredMap } from './layered-map.ts';
import { type FileNumbers, forEachName, isClash, type NameRole, type NameUse } from './name-use.ts';
import type { Revision } from './revision.ts';
import { isOdd, type RevisionEnds, RevisionGraph, type RevisionRanks } from './revision-graph.ts';
import { RevisionMap } from './revision-map.ts';
import { depthRanks } from './revision-ranks.ts';

/**
 * Builds the graph of `revisions`, which are in the order Alembic would load their files; undefined stands for a file
 * without a usable revision. Never throws: what is wrong becomes a fault of the map, and the rest of the chain is still
 * there.
 * Source: `RevisionMap._revision_map` in `alembic.script.revision`.
 */
export function buildRevisionMap(revisions: ReadonlyArray<Revision | undefined>): RevisionMap {
  return new RevisionMap(buildRevisionGraph(revisions));
}

const NO_ENDS: RevisionEnds = { heads: [], effectiveHeads: [], bases: [], effectiveBases: [] };
const NO_RANKS: RevisionRanks = { byFile: new Int32Array(0), isOrdered: true, isDepth: true };

export function buildRevisionGraph(revisions: ReadonlyArray<Revision | undefined>): RevisionGraph {
  const index = new NameIndex(revisions);
  const labels = new Set<string>();
  const clashes = new Set<string>();
  let size = 0;
  index.names.forEach((use, name) => {
    if (use.declarers.length > 0) size += 1;
    if (use.labelled.length > 0) labels.add(name);
    if (isClash(use)) clashes.add(name);
  });
  const oddFiles = new Set<number>();
  for (let file = 0; file < revisions.length; file += 1) {
    const revision = revisions[file];
    if (revision !== undefined && isOdd(revision)) oddFiles.add(file);
  }
  const parts = { revisions, names: new LayeredMap(index.names), size, labels, clashes, oddFiles };
  const edges = index.edges(new RevisionGraph({ ...parts, ends: NO_ENDS, ranks: NO_RANKS }));
  const allParents = (file: number): FileNumbers => parentsOf(edges, file);
  return new RevisionGraph({ ...parts, ends: allEnds(edges), ranks: depthRanks({ revisions, allParents }) });
}

/** A use that grows while the index is made. Most roles stay empty and share one list. */
class GrowingUse implements NameUse {
  declarers: FileNumbers = NOBODY;
  labelled: FileNumbers = NOBODY;
  followers: FileNumbers = NOBODY;
  dependents: FileNumbers = NOBODY;

  add(role: NameRole, file: number): void {
    const files = this[role];
    if (files.length === 0) this[role] = [file];
    else if (files.at(-1) !== file || role === 'labelled') (files as number[]).push(file);
  }
}

const NOBODY: FileNumbers = [];
const NO_PARENT = -1;
const LOOKED_UP = -2;

/** The edges of a graph that is built: of a revision that follows one other, as most do, the parent's number. */
interface BuiltEdges {
  readonly graph: RevisionGraph;
  readonly isShadowed: Uint8Array;
  /** NO_PARENT, or LOOKED_UP where the graph is to be asked. */
  readonly onlyParent: Int32Array;
}

class NameIndex {
  readonly names = new Map<string, GrowingUse>();
  readonly #own: Array<GrowingUse | undefined>;
  readonly #followed: Array<GrowingUse | undefined>;

  constructor(revisions: ReadonlyArray<Revision | undefined>) {
    this.#own = new Array<GrowingUse | undefined>(revisions.length).fill(undefined);
    this.#followed = new Array<GrowingUse | undefined>(revisions.length).fill(undefined);
    for (let file = 0; file < revisions.length; file += 1) {
      const revision = revisions[file];
      if (revision !== undefined) this.#add(file, revision);
    }
  }

  edges(graph: RevisionGraph): BuiltEdges {
    const count = graph.revisions.length;
    const isShadowed = new Uint8Array(count);
    const onlyParent = new Int32Array(count).fill(LOOKED_UP);
    for (let file = 0; file < count; file += 1) {
      const own = this.#own[file];
      if (own !== undefined && own.declarers.at(-1) !== file) isShadowed[file] = 1;
      const followed = this.#followed[file];
      if (followed === undefined) continue;
      onlyParent[file] = followed === own ? NO_PARENT : (followed.declarers.at(-1) ?? NO_PARENT);
    }
    return { graph, isShadowed, onlyParent };
  }

  #add(file: number, revision: Revision): void {
    const own = this.#use(revision.revision);
    this.#own[file] = own;
    const { downRevisions, dependsOn, branchLabels } = revision;
    const [parent] = downRevisions;
    if (parent === undefined || downRevisions.length > 1 || dependsOn.length + branchLabels.length > 0) {
      forEachName(revision, (name, role) => this.#use(name).add(role, file));
      return;
    }
    own.add('declarers', file);
    const followed = this.#use(parent);
    followed.add('followers', file);
    this.#followed[file] = followed;
  }

  #use(name: string): GrowingUse {
    let use = this.names.get(name);
    if (use === undefined) {
      use = new GrowingUse();
      this.names.set(name, use);
    }
    return use;
  }
}

function parentsOf({ graph, onlyParent }: BuiltEdges, file: number): FileNumbers {
  const parent = onlyParent[file] ?? NO_PARENT;
  if (parent === LOOKED_UP) return graph.allParents(file);
  return parent === NO_PARENT ? NOBODY : [parent];
}

function allEnds({ graph, isShadowed, onlyParent }: BuiltEdges): RevisionEnds {
  const { revisions } = graph;
  const isFollowed = new Uint8Array(revisions.length);
  const isNeeded = new Uint8Array(revisions.length);
  for (let file = 0; file < revisions.length; file += 1) {
    if (revisions[file] === undefined || isShadowed[file] === 1) continue;
    const parent = onlyParent[file] ?? NO_PARENT;
    if (parent >= 0) isFollowed[parent] = 1;
    if (parent !== LOOKED_UP) continue;
    for (const each of graph.parents(file)) isFollowed[each] = 1;
    for (const each of graph.dependencies(file)) isNeeded[each] = 1;
  }
  const ends = { heads: [], effectiveHeads: [], bases: [], effectiveBases: [] } as Record<
    keyof RevisionEnds,
    number[]
  >;
  for (const [file, revision] of revisions.entries()) {
    if (revision === undefined) continue;
    const isHead = isFollowed[file] === 0 || isShadowed[file] === 1;
    if (isHead) ends.heads.push(file);
    if (isHead && (isNeeded[file] === 0 || isShadowed[file] === 1)) ends.effectiveHeads.push(file);
    if (revision.downRevisions.length > 0) continue;
    ends.bases.push(file);
    if (revision.dependsOn.length === 0) ends.effectiveBases.push(file);
  }
  return ends;
}
