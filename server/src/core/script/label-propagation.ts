import { isMergePoint, type RevisionNode } from './revision-node.ts';
import { descendantsOf } from './traversal.ts';

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
  const reached = new Map<RevisionNode, Set<string>>();
  const declaring = nodes.filter((node) => node.source.branchLabels.length > 0);
  for (const node of declaring) reached.set(node, new Set(node.source.branchLabels));

  for (const node of declaring) {
    let last = node;
    for (const descendant of descendantsOf([node], 'children')) {
      give(reached, descendant, node.source.branchLabels);
      last = descendant;
    }
    const seen = new Set<RevisionNode>();
    let below: RevisionNode | undefined = last;
    while (below !== undefined && below.allChildren.length <= 1 && !isMergePoint(below) && !seen.has(below)) {
      give(reached, below, node.source.branchLabels);
      seen.add(below);
      below = below.parents[0];
    }
  }
  const labels = new Map<RevisionNode, readonly string[]>();
  for (const [node, names] of reached) labels.set(node, [...names]);
  return labels;
}

function give(reached: Map<RevisionNode, Set<string>>, node: RevisionNode, labels: readonly string[]): void {
  const names = reached.get(node);
  if (names === undefined) reached.set(node, new Set(labels));
  else for (const label of labels) names.add(label);
}
