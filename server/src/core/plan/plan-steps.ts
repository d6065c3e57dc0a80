import type { RevisionMap } from '../script/revision-map.ts';
import { planDowngrade } from './plan-downgrade.ts';
import { planStamp } from './plan-stamp.ts';
import { planUpgrade } from './plan-upgrade.ts';
import type { RevisionStep, StepDirection } from './revision-step.ts';

/**
 * The steps that `alembic upgrade|downgrade|stamp <target>` takes, where `heads` are the rows of the version table. A stamp
 * may name several revisions, separated by blanks.
 * Throws the CommandErrors of `planUpgrade`, `planDowngrade` and `planStamp`.
 */
export function planSteps(
  map: RevisionMap,
  direction: StepDirection,
  target: string,
  heads: readonly string[],
): readonly RevisionStep[] {
  switch (direction) {
    case 'upgrade':
      return planUpgrade(map, target, heads);
    case 'downgrade':
      return planDowngrade(map, target, heads);
    case 'stamp':
      return planStamp(map, target.trim().split(/\s+/), heads);
  }
}
