import type { RevisionNode } from './revision-node.ts';
import { ancestorsOf, descendantsOf, lineageBelow } from './traversal.ts';

/**
 * Which edges make two revisions relatives: `versioned` is `down_revision` alone, `all` counts `depends_on` too.
 */
export type LineageEdges = 'versioned' | 'all';

/**
 * Those `targets` that are an ancestor or descendant of one of the tests, or one of them. No tests: all of them.
 * `tests` is asked only where there is something to test.
 * Source: `RevisionMap.filter_for_lineage`.
 */
export function filterForLineage(
  targets: readonly RevisionNode[],
  tests: () => readonly RevisionNode[],
  edges: LineageEdges = 'versioned',
): readonly RevisionNode[] {
  if (targets.length === 0) return [];
  const against = tests();
  if (against.length === 0) return targets;
  const relatives = relativesOf(against, edges);
  return targets.filter((target) => relatives.has(target));
}

/** Source: `RevisionMap._shares_lineage`. */
export function sharesLineage(node: RevisionNode, other: RevisionNode): boolean {
  return node === other || relativesOf([other], 'versioned').has(node);
}

function relativesOf(nodes: readonly RevisionNode[], edges: LineageEdges): Set<RevisionNode> {
  const relatives = edges === 'all' ? ancestorsOf(nodes) : lineageBelow(nodes);
  for (const node of descendantsOf(nodes, edges === 'all' ? 'allChildren' : 'children')) relatives.add(node);
  return relatives;
}
