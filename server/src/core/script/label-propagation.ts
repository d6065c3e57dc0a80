import { isMergePoint, type RevisionNode } from './revision-node.ts';

/**
 * The labels that reach each revision: those a revision declares reach all its descendants by `down_revision`; then, from
 * the last of these downward, every revision until a branch point (where `depends_on` counts too) or a merge point.
 * Revisions without labels are absent. Own labels come first, the others in load order of their declaration; Alembic
 * keeps them in a set without order.
 * Source: `RevisionMap._add_branches`.
 */
export function propagateLabels(
  nodes: readonly RevisionNode[],
): ReadonlyMap<RevisionNode, readonly string[]> {
  const labels = new Map<RevisionNode, string[]>();
  const declaring = nodes.filter((node) => node.source.branchLabels.length > 0);
  for (const node of declaring) labels.set(node, [...new Set(node.source.branchLabels)]);
  const lastReachedFrom = new Int32Array(nodes.length).fill(-1);

  for (const origin of declaring) {
    const own = origin.source.branchLabels;
    const reach = (node: RevisionNode): boolean => {
      if (lastReachedFrom[node.index] === origin.index) return false;
      lastReachedFrom[node.index] = origin.index;
      if (node === origin) return true;
      const known = labels.get(node);
      if (known === undefined) labels.set(node, [...own]);
      else known.push(...own);
      return true;
    };
    let below: RevisionNode | undefined = reachDescendants(origin, reach);
    const walked = new Set<RevisionNode>();
    while (
      below !== undefined &&
      below.allChildren.length <= 1 &&
      !isMergePoint(below) &&
      !walked.has(below)
    ) {
      reach(below);
      walked.add(below);
      below = below.parents[0];
    }
  }
  return labels;
}

/** Reaches `origin` and everything above it, depth first; returns the last one reached. */
function reachDescendants(origin: RevisionNode, reach: (node: RevisionNode) => boolean): RevisionNode {
  let last = origin;
  const todo = [origin];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (!reach(node)) continue;
    last = node;
    for (const child of node.children) todo.push(child);
  }
  return last;
}
