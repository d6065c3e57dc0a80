import { collectDowngrade } from '../script/collect-downgrade.ts';
import { requireLoadable } from '../script/require-loadable.ts';
import type { RevisionMap } from '../script/revision-map.ts';
import { HeadMaintainer } from './head-maintainer.ts';
import { orderedRevisions } from './ordered-revisions.ts';
import type { RevisionStep } from './revision-step.ts';

/**
 * The migrations that `alembic downgrade <target>` runs, in order, where `heads` are the rows of the version table in
 * the order the database returned them: `-1` counts from the first.
 * Throws CommandError: the kind of a chain's fault; `invalid-downgrade-target`, `relative-out-of-range`,
 * `walked-too-far`, `ambiguous-downgrade`, and what `planUpgrade` throws for an identifier.
 * Source: `ScriptDirectory._downgrade_revs`.
 */
export function planDowngrade(
  map: RevisionMap,
  target: string,
  heads: readonly string[],
): readonly RevisionStep[] {
  requireLoadable(map);
  const collected = collectDowngrade(map, target, heads);
  const rows = new HeadMaintainer(map, heads);
  return orderedRevisions(map, collected).map((node) => ({
    direction: 'downgrade',
    revision: node.id,
    from: [node.id],
    to: node.source.downRevisions,
    ...rows.downgrade(node),
  }));
}
