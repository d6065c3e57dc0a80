import { LayeredMap } from './layered-map.ts';
import { forEachName, isClash, type NameRole, type NameUse, UNUSED } from './name-use.ts';
import type { Revision } from './revision.ts';
import { endsOfFile, isOdd, type RevisionEnds, RevisionGraph, type RevisionRanks } from './revision-graph.ts';
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
  const names = namesOf(revisions);
  const labels = new Set<string>();
  const clashes = new Set<string>();
  let size = 0;
  for (const [name, use] of names) {
    if (use.declarers.length > 0) size += 1;
    if (use.labelled.length > 0) labels.add(name);
    if (isClash(use)) clashes.add(name);
  }
  const oddFiles = new Set<number>();
  for (const [file, revision] of revisions.entries()) {
    if (revision !== undefined && isOdd(revision)) oddFiles.add(file);
  }
  const parts = { revisions, names: new LayeredMap(names), size, labels, clashes, oddFiles };
  const edges = new RevisionGraph({ ...parts, ends: NO_ENDS, ranks: NO_RANKS });
  return new RevisionGraph({ ...parts, ends: allEnds(edges), ranks: depthRanks(edges) });
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function namesOf(revisions: ReadonlyArray<Revision | undefined>): Map<string, NameUse> {
  const names = new Map<string, Mutable<NameUse>>();
  let file = 0;
  const use = (name: string, role: NameRole): void => {
    const known = names.get(name);
    if (known === undefined) names.set(name, { ...UNUSED, [role]: [file] });
    else if (known[role].length === 0) known[role] = [file];
    else if (known[role].at(-1) !== file || role === 'labelled') (known[role] as number[]).push(file);
  };
  for (; file < revisions.length; file += 1) {
    const revision = revisions[file];
    if (revision !== undefined) forEachName(revision, use);
  }
  return names;
}

function allEnds(graph: RevisionGraph): RevisionEnds {
  const ends = { heads: [], effectiveHeads: [], bases: [], effectiveBases: [] } as Record<
    keyof RevisionEnds,
    number[]
  >;
  for (let file = 0; file < graph.revisions.length; file += 1) {
    const is = endsOfFile(graph, file);
    if (is.heads) ends.heads.push(file);
    if (is.effectiveHeads) ends.effectiveHeads.push(file);
    if (is.bases) ends.bases.push(file);
    if (is.effectiveBases) ends.effectiveBases.push(file);
  }
  return ends;
}
