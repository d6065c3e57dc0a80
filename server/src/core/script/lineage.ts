import type { RevisionNode } from './revision-node.ts';
import { ancestorsOf, descendantsOf, lineageBelow } from './traversal.ts';

/**
 * Which edges make two revisions relatives: `versioned` is `down_revision` alone, `all` counts `depends_on` too.
 */
export type LineageEdges = 'versioned' | 'all';

/**
 * The revisions whose relatives pass a filter; undefined lets everything pass. Alembic looks the revisions up, and
 * complains about those it does not know, only once there is something to test: hence a function.
 */
export type LineageTests = (() => readonly RevisionNode[]) | undefined;

/**
 * Those `targets` that are an ancestor or descendant of one of the tests, or one of them.
 * Source: `RevisionMap.filter_for_lineage`.
 */
export function filterForLineage(
  targets: readonly RevisionNode[],
  tests: LineageTests,
  edges: LineageEdges = 'versioned',
): readonly RevisionNode[] {
  if (targets.length === 0 || tests === undefined) return targets;
  const relatives = relativesOf(tests(), edges);
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
