import { CommandError } from './command-error.ts';
import type { RevisionMap } from './revision-map.ts';
import type { RevisionNode } from './revision-node.ts';
import { ancestorsOf } from './traversal.ts';

/**
 * The heads that a merge may join: those that `alembic merge heads` means, and so not one that another head depends on.
 * Empty where there are fewer than two.
 */
export function mergeCandidates(map: RevisionMap): readonly RevisionNode[] {
  const heads = [...new Set(map.effectiveHeads.flatMap((id) => map.get(id) ?? []))];
  return heads.length > 1 ? heads : [];
}

/**
 * Throws CommandError `merge-of-ancestor` where one of `revisions` needs another: such a merge joins nothing, and draws
 * branches that do not exist.
 */
export function refuseMergeOfAncestor(revisions: readonly RevisionNode[]): void {
  for (const revision of revisions) {
    const below = ancestorsOf([revision]);
    const ancestor = revisions.find((other) => other !== revision && below.has(other));
    if (ancestor === undefined) continue;
    throw new CommandError(
      'merge-of-ancestor',
      `Revision ${revision.id} needs ${ancestor.id} already; there is nothing to merge between them.`,
      { revision: revision.id, ancestor: ancestor.id },
    );
  }
}
