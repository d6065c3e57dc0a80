/** PostgreSQL's table-level lock modes, weakest first. Source: "Table-Level Locks" in its manual. */
const MODES: readonly string[] = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
];

/** For each mode, in the order of `MODES`, the weakest one that conflicts with it; SHARE does not conflict with itself. */
const FIRST_CONFLICT: readonly number[] = [7, 6, 4, 3, 2, 2, 1, 0];

/** Whether two sessions cannot hold these locks on one relation together; a mode that is not known conflicts with all. */
export function locksConflict(one: string, other: string): boolean {
  const [left, right] = [MODES.indexOf(one), MODES.indexOf(other)];
  if (left === -1 || right === -1) return true;
  if (left === right && one === 'SHARE') return false;
  return right >= (FIRST_CONFLICT[left] ?? 0);
}

/** The stronger of two modes. */
export function strongerLock(one: string, other: string): string {
  return MODES.indexOf(one) >= MODES.indexOf(other) ? one : other;
}

/** What others cannot do on a relation while a lock of this mode is held or waited for. */
export function keepsOut(mode: string): 'nobody' | 'writers' | 'everybody' {
  if (mode === 'ACCESS EXCLUSIVE') return 'everybody';
  return MODES.indexOf(mode) >= MODES.indexOf('SHARE') ? 'writers' : 'nobody';
}
