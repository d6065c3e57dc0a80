/** PostgreSQL's table-level lock modes, weakest first. Source: "Table-Level Locks" in its manual. */
export const LOCK_MODES = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;

export type LockMode = (typeof LOCK_MODES)[number];

/** What others cannot do on a table while a lock is held. Locks on single rows do not count. */
export type Blocking = 'nothing' | 'writes' | 'reads and writes';

/** Reads are `SELECT`; writes are `INSERT`, `UPDATE`, `DELETE`. */
export function blockedBy(mode: LockMode): Blocking {
  if (mode === 'ACCESS EXCLUSIVE') return 'reads and writes';
  return strength(mode) >= strength('SHARE') ? 'writes' : 'nothing';
}

export function strength(mode: LockMode): number {
  return LOCK_MODES.indexOf(mode);
}
