import { CommandError } from '../script/command-error.ts';
import { filterForLineage } from '../script/lineage.ts';
import { requireLoadable } from '../script/require-loadable.ts';
import { requireRevisions } from '../script/require-revisions.ts';
import { getRevisions, lineageTests } from '../script/resolve-identifier.ts';
import type { RevisionMap } from '../script/revision-map.ts';
import type { RevisionNode } from '../script/revision-node.ts';
import { ancestorsOf, descendantsOf } from '../script/traversal.ts';
import { HeadMaintainer, type VersionUpdate } from './head-maintainer.ts';
import type { RevisionStep, VersionChange } from './revision-step.ts';

/** Where a stamp goes from some rows: to another place on their lineage, to a new branch, or away with one of them. */
type Stamp =
  | {
      readonly kind: 'move';
      readonly isUpgrade: boolean;
      readonly from: readonly string[];
      readonly to: string;
    }
  | { readonly kind: 'new-branch'; readonly to: string }
  | { readonly kind: 'leave-branch'; readonly from: string };

/**
 * What `alembic stamp <targets>` does to the version table, where `heads` are its rows; `targets` are revisions, labels,
 * `head`, `heads` or `base`, not relative ones.
 * Throws CommandError: the kind of a chain's fault; `overlapping-revisions` where rows need each other, and what
 * `planUpgrade` throws for an identifier.
 * Source: `ScriptDirectory._stamp_revs` and `StampStep`.
 */
export function planStamp(
  map: RevisionMap,
  targets: readonly string[],
  heads: readonly string[],
): readonly RevisionStep[] {
  requireLoadable(map);
  const rows = requireRevisions(getRevisions(map, heads), heads.join(', '));
  const wanted = targets.length === 0 ? ['base'] : targets;
  const related = new Set<RevisionNode>();
  for (const target of wanted.filter((each) => each !== '')) {
    for (const row of filterForLineage(rows, lineageTests(map, target), 'all')) related.add(row);
  }
  const destinations = getRevisions(map, wanted);
  const maintainer = new HeadMaintainer(map, heads);
  return (destinations.length === 0 ? [null] : destinations).flatMap((destination) => {
    const stamps: readonly Stamp[] =
      destination === null
        ? [...related].map((row) => ({ kind: 'leave-branch', from: row.id }))
        : stampTo(requireRevisions([destination], wanted.join(', '))[0], related);
    return stamps.map((stamp) => toStep(stamp, maintainer));
  });
}

function stampTo(destination: RevisionNode | undefined, rows: ReadonlySet<RevisionNode>): readonly Stamp[] {
  if (destination === undefined || rows.has(destination)) return [];
  const isAbove = meets(descendantsOf([destination], 'allChildren'), rows);
  const isBelow = meets(ancestorsOf([destination]), rows);
  if (!isAbove && !isBelow) return [{ kind: 'new-branch', to: destination.id }];
  const from = [...rows].map((row) => row.id);
  if (isAbove && isBelow) {
    throw new CommandError(
      'overlapping-revisions',
      `The version table holds revisions both above and below ${destination.id} (${from.join(', ')}). Delete the rows that are not true, or use stamp --purge.`,
      { revision: destination.id, others: from },
    );
  }
  return [{ kind: 'move', isUpgrade: isBelow, from, to: destination.id }];
}

function meets(nodes: ReadonlySet<RevisionNode>, rows: ReadonlySet<RevisionNode>): boolean {
  for (const row of rows) if (nodes.has(row)) return true;
  return false;
}

function toStep(stamp: Stamp, maintainer: HeadMaintainer): RevisionStep {
  const to = stamp.kind === 'leave-branch' ? [] : [stamp.to];
  const from = stamp.kind === 'new-branch' ? [] : stamp.kind === 'move' ? stamp.from : [stamp.from];
  return { direction: 'stamp', revision: to[0] ?? '', from, to, ...changeRows(stamp, maintainer) };
}

/** Source: `HeadMaintainer.update_to_step` with the answers of `StampStep`. */
function changeRows(stamp: Stamp, maintainer: HeadMaintainer): VersionUpdate {
  if (stamp.kind === 'leave-branch') return maintainer.apply([{ kind: 'delete', revision: stamp.from }]);
  const insert: VersionChange = { kind: 'insert', revision: stamp.to };
  if (stamp.kind === 'new-branch') return maintainer.apply([insert]);
  const rows = new Set(maintainer.heads);
  if (stamp.isUpgrade && !rows.has(stamp.to) && stamp.from.some((row) => !rows.has(row))) {
    return maintainer.apply([insert]);
  }
  const deletes = stamp.from.slice(0, -1).map((revision): VersionChange => ({ kind: 'delete', revision }));
  return maintainer.apply([...deletes, { kind: 'update', from: stamp.from.at(-1) ?? '', to: stamp.to }]);
}
