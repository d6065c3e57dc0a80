import { collectUpgrade } from '../script/collect-upgrade.ts';
import { requireLoadable } from '../script/require-loadable.ts';
import type { RevisionMap } from '../script/revision-map.ts';
import { HeadMaintainer } from './head-maintainer.ts';
import { orderedRevisions } from './ordered-revisions.ts';
import type { RevisionStep } from './revision-step.ts';

/**
 * The migrations that `alembic upgrade <target>` runs, in order, where `heads` are the rows of the version table.
 * Throws CommandError: the kind of a chain's fault; `revision-not-found`, `ambiguous-revision`, `branch-not-found`,
 * `not-on-branch`, `multiple-heads`, `ambiguous-walk`, `ambiguous-upgrade`, `relative-out-of-range`,
 * `target-out-of-range`, `overlapping-revisions`, `empty-target`.
 * Source: `ScriptDirectory._upgrade_revs`.
 */
export function planUpgrade(
  map: RevisionMap,
  target: string,
  heads: readonly string[],
): readonly RevisionStep[] {
  requireLoadable(map);
  const options = { inclusive: false, implicitBase: true, stopAtEnd: false };
  const collected = collectUpgrade(map, { upper: target, lower: heads }, options);
  const rows = new HeadMaintainer(map, heads);
  return orderedRevisions(map, collected)
    .toReversed()
    .map((node) => ({
      direction: 'upgrade',
      revision: node.id,
      from: node.source.downRevisions,
      to: [node.id],
      ...rows.upgrade(node),
    }));
}
