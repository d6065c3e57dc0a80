import type { FileNumbers } from './name-use.ts';
import type { RevisionGraph } from './revision-graph.ts';
import { filesByRank } from './revision-ranks.ts';
import { SharedSets } from './shared-sets.ts';

/** The heads that lie above each of `files` by `down_revision`, or are it, ascending. */
export function headsAbove(
  graph: RevisionGraph,
  files: ReadonlySet<number>,
): ReadonlyMap<number, FileNumbers> {
  if (files.size === 0) return new Map();
  const above = graph.ranks.isOrdered ? fromAbove(graph, files) : undefined;
  return new Map([...files].map((file) => [file, above?.of(file) ?? searched(graph, file)]));
}

/** One walk down from the heads, as far as the lowest of `files`. */
function fromAbove(graph: RevisionGraph, files: ReadonlySet<number>): SharedSets {
  const above = new SharedSets(graph.revisions.length);
  for (const head of graph.ends.heads) above.add(head, [head]);
  const left = new Set(files);
  const order = filesByRank(graph);
  for (let place = order.length - 1; place >= 0 && left.size > 0; place -= 1) {
    const file = order[place] ?? 0;
    left.delete(file);
    const heads = above.of(file);
    if (heads.length === 0 || graph.isShadowed(file)) continue;
    for (const parent of graph.parents(file)) above.add(parent, heads);
  }
  return above;
}

function searched(graph: RevisionGraph, file: number): FileNumbers {
  const seen = new Set([file]);
  for (const next of seen) for (const child of graph.children(next)) seen.add(child);
  return graph.ends.heads.filter((head) => seen.has(head));
}
