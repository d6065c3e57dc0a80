import { LayeredMap } from './layered-map.ts';
import { type FileNumbers, forEachName, isClash, type NameUse } from './name-use.ts';
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
  for (const [name, use] of index.names) {
    if (use.declarers.length > 0) size += 1;
    if (use.labelled.length > 0) labels.add(name);
    if (isClash(use)) clashes.add(name);
  }
  const oddFiles = new Set<number>();
  for (const [file, revision] of revisions.entries()) {
    if (revision !== undefined && isOdd(revision)) oddFiles.add(file);
  }
  const parts = { revisions, names: new LayeredMap(index.names), size, labels, clashes, oddFiles };
  const edges = index.edges(new RevisionGraph({ ...parts, ends: NO_ENDS, ranks: NO_RANKS }));
  return new RevisionGraph({ ...parts, ends: allEnds(edges), ranks: depthRanks(edges) });
}

class GrowingUse implements NameUse {
  readonly declarers: number[] = [];
  readonly labelled: number[] = [];
  readonly followers: number[] = [];
  readonly dependents: number[] = [];
}

/** The edges of a graph, each looked up once. */
interface BuiltEdges {
  readonly revisions: ReadonlyArray<Revision | undefined>;
  readonly isShadowed: (file: number) => boolean;
  readonly parents: (file: number) => FileNumbers;
  readonly dependencies: (file: number) => FileNumbers;
  readonly allParents: (file: number) => FileNumbers;
}

const NOBODY: FileNumbers = [];

/** The uses of every name. It remembers those of a file that follows one other, as most do, and spares their look-up. */
class NameIndex {
  readonly names = new Map<string, GrowingUse>();
  readonly #own: Array<GrowingUse | undefined>;
  readonly #followed: Array<GrowingUse | undefined>;

  constructor(revisions: ReadonlyArray<Revision | undefined>) {
    this.#own = new Array<GrowingUse | undefined>(revisions.length).fill(undefined);
    this.#followed = new Array<GrowingUse | undefined>(revisions.length).fill(undefined);
    for (const [file, revision] of revisions.entries()) if (revision !== undefined) this.#add(file, revision);
  }

  edges(graph: RevisionGraph): BuiltEdges {
    const { revisions } = graph;
    const single = (file: number): FileNumbers | undefined => {
      const followed = this.#followed[file];
      if (followed === undefined) return undefined;
      const parent = followed === this.#own[file] ? undefined : followed.declarers.at(-1);
      return parent === undefined ? NOBODY : [parent];
    };
    return {
      revisions,
      isShadowed: (file) => this.#own[file]?.declarers.at(-1) !== file,
      parents: (file) => single(file) ?? graph.parents(file),
      dependencies: (file) => (this.#followed[file] === undefined ? graph.dependencies(file) : NOBODY),
      allParents: (file) => single(file) ?? graph.allParents(file),
    };
  }

  #add(file: number, revision: Revision): void {
    this.#own[file] = this.#use(revision.revision);
    const followsOne = revision.downRevisions.length === 1 && revision.dependsOn.length === 0;
    forEachName(revision, (name, role) => {
      const use = this.#use(name);
      const files = use[role];
      if (files.at(-1) !== file || role === 'labelled') files.push(file);
      if (role === 'followers' && followsOne) this.#followed[file] = use;
    });
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

function allEnds({ revisions, isShadowed, parents, dependencies }: BuiltEdges): RevisionEnds {
  const isFollowed = new Uint8Array(revisions.length);
  const isNeeded = new Uint8Array(revisions.length);
  for (let file = 0; file < revisions.length; file += 1) {
    if (revisions[file] === undefined || isShadowed(file)) continue;
    for (const parent of parents(file)) isFollowed[parent] = 1;
    for (const dependency of dependencies(file)) isNeeded[dependency] = 1;
  }
  const ends = { heads: [], effectiveHeads: [], bases: [], effectiveBases: [] } as Record<
    keyof RevisionEnds,
    number[]
  >;
  for (const [file, revision] of revisions.entries()) {
    if (revision === undefined) continue;
    const isHead = isFollowed[file] === 0 || isShadowed(file);
    if (isHead) ends.heads.push(file);
    if (isHead && (isNeeded[file] === 0 || isShadowed(file))) ends.effectiveHeads.push(file);
    if (revision.downRevisions.length > 0) continue;
    ends.bases.push(file);
    if (revision.dependsOn.length === 0) ends.effectiveBases.push(file);
  }
  return ends;
}
