import type { RevisionNode } from './revision-node.ts';
import { lineageBelow } from './traversal.ts';

/**
 * The dependencies of `node` that no ancestor by `down_revision` declares as its own, in the order declared.
 * Source: `RevisionMap._normalize_depends_on`.
 */
export function normalizeDependencies(node: RevisionNode): readonly RevisionNode[] {
  const isShared = node.dependencies.some((dependency) =>
    dependency.dependents.some((dependent) => dependent !== node),
  );
  if (!isShared) return node.dependencies;
  const below = lineageBelow([node]);
  below.delete(node);
  return node.dependencies.filter((dependency) => !dependency.dependents.some((other) => below.has(other)));
}
