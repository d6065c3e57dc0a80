import type { FileNumbers } from './name-use.ts';
import { ascending, type RevisionGraph } from './revision-graph.ts';
import { filesByRank } from './revision-ranks.ts';
import { SharedSets } from './shared-sets.ts';

const NONE: readonly string[] = [];

/**
 * The labels that reach each revision, by file: those a revision declares reach all its descendants by `down_revision`;
 * then, from the last of these downward, every revision until a branch point (where `depends_on` counts too) or a merge
 * point. Own labels come first, the others in load order of their declaration; Alembic keeps them in a set without order.
 * Source: `RevisionMap._add_branches`.
 */
export function propagateLabels(graph: RevisionGraph): ReadonlyArray<readonly string[]> {
  const declaring = new Set<number>();
  for (const label of graph.labels)
    for (const file of graph.names.get(label)?.labelled ?? []) declaring.add(file);
  const origins = [...declaring].sort(ascending);
  const reached = new SharedSets(graph.revisions.length);
  if (graph.ranks.isOrdered) reachUpward(graph, declaring, reached);
  else for (const origin of origins) reachFrom(graph, origin, reached);
  for (const origin of origins)
    for (const file of belowUnbranched(graph, origin)) reached.add(file, [origin]);
  return labelsOf(graph, reached);
}

/** One walk from the bases upward: what reaches the parents of a revision reaches the revision. */
function reachUpward(graph: RevisionGraph, declaring: ReadonlySet<number>, reached: SharedSets): void {
  for (const file of filesByRank(graph)) {
    if (!graph.isShadowed(file))
      for (const parent of graph.parents(file)) reached.add(file, reached.of(parent));
    if (declaring.has(file)) reached.add(file, [file]);
  }
}

/** Of a chain with a cycle there is no upward order, and each origin is followed by itself. */
function reachFrom(graph: RevisionGraph, origin: number, reached: SharedSets): void {
  const seen = new Set([origin]);
  for (const file of seen) {
    reached.add(file, [origin]);
    for (const child of graph.children(file)) seen.add(child);
  }
}

function labelsOf(graph: RevisionGraph, reached: SharedSets): ReadonlyArray<readonly string[]> {
  const declaredBy = (file: number): readonly string[] => graph.revisions[file]?.branchLabels ?? NONE;
  const bySet = new Map<FileNumbers, readonly string[]>();
  return graph.revisions.map((_, file) => {
    const set = reached.of(file);
    const own = declaredBy(file);
    if (own.length > 0) return [...new Set([...own, ...set.flatMap(declaredBy)])];
    let labels = bySet.get(set);
    if (labels === undefined) {
      labels = set.length === 0 ? NONE : [...new Set(set.flatMap(declaredBy))];
      bySet.set(set, labels);
    }
    return labels;
  });
}

/**
 * The files below `origin` that its labels reach too. Alembic walks down from the last descendant that it came upon, and
 * gets below the origin only where nothing branches off or merges on the way.
 */
function* belowUnbranched(graph: RevisionGraph, origin: number): Generator<number, void> {
  const walked = new Set<number>();
  let top = origin;
  for (;;) {
    if (!isUnbranched(graph, top) || walked.has(top)) return;
    walked.add(top);
    const [child] = graph.children(top);
    if (child === undefined) break;
    top = child;
  }
  walked.clear();
  for (let file = graph.parents(origin)[0]; file !== undefined; file = graph.parents(file)[0]) {
    if (!isUnbranched(graph, file) || walked.has(file)) return;
    walked.add(file);
    yield file;
  }
}

function isUnbranched(graph: RevisionGraph, file: number): boolean {
  return graph.allChildren(file).length <= 1 && (graph.revisions[file]?.downRevisions.length ?? 0) <= 1;
}
