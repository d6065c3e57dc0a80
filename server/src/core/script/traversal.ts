import type { RevisionMap } from './revision-map.ts';
import type { RevisionNode } from './revision-node.ts';

/** `children`: by `down_revision`. `allChildren`: by `depends_on` too. */
export type UpwardEdges = 'children' | 'allChildren';

/**
 * `starts` and everything above them, each once, depth first.
 * Source: `RevisionMap._get_descendant_nodes`.
 */
export function descendantsOf(starts: Iterable<RevisionNode>, edges: UpwardEdges): Set<RevisionNode> {
  return reachable(starts, (node) => node[edges]);
}

/**
 * `starts` and everything below them by `down_revision` alone.
 * Source: `RevisionMap._get_ancestor_nodes(include_dependencies=False)`.
 */
export function lineageBelow(starts: Iterable<RevisionNode>): Set<RevisionNode> {
  return reachable(starts, (node) => node.parents);
}

/**
 * `starts` and everything they need: parents and dependencies all the way down.
 * Source: `RevisionMap._get_ancestor_nodes`; its normalized edges leave out only what other edges reach as well.
 */
export function ancestorsOf(starts: Iterable<RevisionNode>): Set<RevisionNode> {
  return reachable(starts, (node) => node.allParents);
}

/**
 * The first among the first `count` of `targets` from which `edges` lead to other targets, with those, or undefined.
 * Source: `_iterate_related_revisions(check=True)`.
 */
export function findOverlap(
  targets: readonly RevisionNode[],
  edges: (node: RevisionNode) => readonly RevisionNode[],
  count: number,
): { readonly target: RevisionNode; readonly others: readonly RevisionNode[] } | undefined {
  if (targets.length < 2) return undefined;
  const wanted = new Set(targets);
  const seen = new Set<RevisionNode>();
  for (const target of targets.slice(0, count)) {
    const others = new Set<RevisionNode>();
    const todo = [target];
    for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
      if (wanted.has(node) && node !== target) others.add(node);
      if (seen.has(node)) continue;
      seen.add(node);
      todo.push(...edges(node));
    }
    if (others.size > 0) return { target, others: [...others] };
  }
  return undefined;
}

/**
 * Which of `candidates` lie below `starts`, the starts themselves included. Looks no deeper than the candidates do.
 */
export function findAmongAncestors(
  map: RevisionMap,
  starts: Iterable<RevisionNode>,
  candidates: readonly RevisionNode[],
): Set<RevisionNode> {
  const floor = map.isAcyclic ? Math.min(...candidates.map((node) => node.rank)) : -1;
  const wanted = new Set(candidates);
  const below = reachable(starts, (node) => node.allParents.filter((parent) => parent.rank >= floor));
  const found = new Set<RevisionNode>();
  for (const node of wanted) if (below.has(node)) found.add(node);
  return found;
}

function reachable(
  starts: Iterable<RevisionNode>,
  edges: (node: RevisionNode) => readonly RevisionNode[],
): Set<RevisionNode> {
  const seen = new Set<RevisionNode>();
  const todo: RevisionNode[] = [];
  for (const start of starts) {
    todo.push(start);
    for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      for (const next of edges(node)) todo.push(next);
    }
  }
  return seen;
}
