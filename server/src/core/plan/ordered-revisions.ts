import type { CollectedRevisions } from '../script/collect-upgrade.ts';
import { CommandError } from '../script/command-error.ts';
import type { RevisionMap } from '../script/revision-map.ts';
import type { RevisionNode } from '../script/revision-node.ts';
import { topologicalOrder } from '../script/topological-order.ts';

/** The collected revisions, newest first; CommandError `unreachable-revisions` where no order holds all of them. */
export function orderedRevisions(map: RevisionMap, collected: CollectedRevisions): readonly RevisionNode[] {
  const { order, unreached } = topologicalOrder(map, collected.revisions, collected.heads);
  if (unreached.size === 0) return order;
  const ids = [...unreached].map((node) => node.id);
  throw new CommandError(
    'unreachable-revisions',
    `Revisions ${ids.join(', ')} belong to this plan, but no way leads to them from where it starts.`,
    { revisions: ids },
  );
}
