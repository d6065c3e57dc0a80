import { LOCK_MODES } from '../postgresql/effects/lock-mode.ts';

const MODES: readonly string[] = LOCK_MODES;

/** For each mode, in their order, the weakest one that conflicts with it; SHARE does not conflict with itself. */
const FIRST_CONFLICT: readonly number[] = [7, 6, 4, 3, 2, 2, 1, 0];

/**
 * Whether two sessions cannot hold these locks on one relation together; a mode that is not known conflicts with all.
 * Source: "Conflicting Lock Modes" in PostgreSQL's manual.
 */
export function locksConflict(one: string, other: string): boolean {
  const [left, right] = [MODES.indexOf(one), MODES.indexOf(other)];
  if (left === -1 || right === -1) return true;
  if (left === right && one === 'SHARE') return false;
  return right >= (FIRST_CONFLICT[left] ?? 0);
}
