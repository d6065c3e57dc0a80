import { buildRevisionGraph } from './map-builder.ts';
import {
  type FileNumbers,
  forEachName,
  isUnused,
  type NameRole,
  type NameUse,
  UNUSED,
  withFile,
  withoutFile,
} from './name-use.ts';
import type { Revision } from './revision.ts';
import {
  ascending,
  endsOfFile,
  isClashing,
  isOdd,
  type RevisionEnds,
  RevisionGraph,
  type RevisionGraphParts,
} from './revision-graph.ts';
import { ranksAfter } from './revision-ranks.ts';

/** Where more files and a larger share of all have changed, building anew is as fast. */
const MOST_CHANGES = 16;
const MOST_CHANGES_SHARE = 1 / 16;

/** A graph and the files of which something differs from the graph before. */
export interface GraphUpdate {
  readonly graph: RevisionGraph;
  /** Their revision, their edges in either direction, or their place among the ends may differ; undefined: all. */
  readonly touched: ReadonlySet<number> | undefined;
  /** Of these the edges downward may differ. */
  readonly moved: ReadonlySet<number>;
  /** Their rank is another; undefined: any. */
  readonly raised: ReadonlySet<number> | undefined;
}

/**
 * The graph after the revisions of some files changed, equal to one built from scratch. It costs what the changed files
 * and those that their names lead to cost, apart from the copy of one array.
 */
export function updateRevisionGraph(
  before: RevisionGraph,
  changes: ReadonlyMap<number, Revision | undefined>,
): GraphUpdate {
  const revisions = before.revisions.slice();
  for (const [file, revision] of changes) {
    while (revisions.length < file) revisions.push(undefined);
    revisions[file] = revision;
  }
  if (changes.size > MOST_CHANGES && changes.size > before.revisions.length * MOST_CHANGES_SHARE) {
    return { graph: buildRevisionGraph(revisions), touched: undefined, moved: new Set(), raised: undefined };
  }
  const draft = new NamesDraft(before);
  for (const [file, revision] of changes) {
    const old = before.revisions[file];
    if (old !== undefined) forEachName(old, (name, role) => draft.change(name, role, file, withoutFile));
    if (revision !== undefined)
      forEachName(revision, (name, role) => draft.change(name, role, file, withFile));
  }
  const oddFiles = edited(before.oddFiles, changes.keys(), (file) => {
    const revision = revisions[file];
    return revision !== undefined && isOdd(revision);
  });
  const parts: RevisionGraphParts = { ...before, ...draft.finish(), revisions, oddFiles };
  return finish(before, new RevisionGraph(parts), changes.keys(), draft);
}

/** Follows what the names mean now to the files whose facts depend on it. */
function finish(
  before: RevisionGraph,
  edges: RevisionGraph,
  changed: Iterable<number>,
  draft: NamesDraft,
): GraphUpdate {
  const moved = new Set(changed);
  const touched = new Set(moved);
  const meant = (name: string): void => {
    const use = edges.names.get(name) ?? UNUSED;
    for (const file of use.declarers) touched.add(file);
    for (const file of use.labelled) touched.add(file);
  };
  for (const name of draft.changedNames) meant(name);
  for (const name of draft.redeclared()) {
    const use = edges.names.get(name) ?? UNUSED;
    for (const file of [...use.followers, ...use.dependents]) moved.add(file);
    // One that comes into force or goes out of it becomes, or is no more, a child of what it names.
    for (const file of use.declarers) {
      const revision = edges.revisions[file];
      if (revision !== undefined) forEachName(revision, meant);
    }
  }
  for (const file of moved) touched.add(file);
  const { ranks, raised } = ranksAfter(edges, before.ranks, moved);
  const graph = new RevisionGraph({ ...edges, ends: endsAfter(before.ends, edges, touched), ranks });
  return { graph, touched, moved, raised };
}

function endsAfter(before: RevisionEnds, graph: RevisionGraph, touched: ReadonlySet<number>): RevisionEnds {
  const now = new Map([...touched].map((file) => [file, endsOfFile(graph, file)]));
  const after = (kind: keyof RevisionEnds): FileNumbers => {
    const known = new Set(before[kind]);
    const isSame = [...now].every(([file, is]) => is[kind] === known.has(file));
    return isSame
      ? before[kind]
      : [...edited(known, now.keys(), (file) => now.get(file)?.[kind] === true)].sort(ascending);
  };
  return {
    heads: after('heads'),
    effectiveHeads: after('effectiveHeads'),
    bases: after('bases'),
    effectiveBases: after('effectiveBases'),
  };
}

/** `before` with those of `items` that belong to it now and without those that do not. */
function edited<T>(
  before: ReadonlySet<T>,
  items: Iterable<T>,
  belongs: (item: T) => boolean,
): ReadonlySet<T> {
  let after: Set<T> | undefined;
  for (const item of items) {
    const is = belongs(item);
    if (is === before.has(item)) continue;
    after ??= new Set(before);
    if (is) after.add(item);
    else after.delete(item);
  }
  return after ?? before;
}

function sameFiles(left: FileNumbers, right: FileNumbers): boolean {
  return left.length === right.length && left.every((file, index) => file === right[index]);
}

/** The names of a graph while the revisions of some files are exchanged. */
class NamesDraft {
  readonly #before: RevisionGraph;
  readonly #changes = new Map<string, NameUse>();
  constructor(before: RevisionGraph) {
    this.#before = before;
  }

  get changedNames(): Iterable<string> {
    return this.#changes.keys();
  }

  change(
    name: string,
    role: NameRole,
    file: number,
    edit: (use: NameUse, role: NameRole, file: number) => NameUse,
  ): void {
    const use = this.#changes.get(name) ?? this.#before.names.get(name) ?? UNUSED;
    this.#changes.set(name, edit(use, role, file));
  }

  /** Names that other files declare than before: what they mean may be another file. */
  *redeclared(): Generator<string, void> {
    for (const [name, { declarers, labelled }] of this.#changes) {
      const before = this.#before.names.get(name) ?? UNUSED;
      if (!sameFiles(declarers, before.declarers) || !sameFiles(labelled, before.labelled)) yield name;
    }
  }

  finish(): Pick<RevisionGraphParts, 'names' | 'size' | 'labels' | 'clashes'> {
    const before = this.#before;
    const changes = new Map<string, NameUse | undefined>();
    let { size } = before;
    for (const [name, use] of this.#changes) {
      changes.set(name, isUnused(use) ? undefined : use);
      size += Number(use.declarers.length > 0) - Number(before.inForce(name) !== undefined);
    }
    const names = before.names.with(changes);
    const labels = edited(
      before.labels,
      changes.keys(),
      (name) => (names.get(name)?.labelled.length ?? 0) > 0,
    );
    const clashes = edited(before.clashes, changes.keys(), (name) => isClashing(names, name));
    return { names, size, labels, clashes };
  }
}
