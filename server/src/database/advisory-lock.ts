import { setTimeout as sleep } from 'node:timers/promises';
import type { VersionTable } from '../core/plan/version-table.ts';
import { DatabaseError } from './database-error.ts';
import type { DatabaseSession, Row } from './database-session.ts';

/** First key of our advisory locks: "awb" and a version, so that no other program's lock is met by chance. */
const LOCK_CLASS = 0x61776201;
const FIRST_POLL_MS = 100;
const LONGEST_POLL_MS = 1000;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

export interface LockOptions {
  readonly waitMs: number;
  readonly signal: AbortSignal;
  /** Told once a poll that another runner holds the lock; undefined when the wait is over. */
  readonly onWaiting: (holder: string | undefined) => void;
}

/** Another run holds the lock of this version table. */
export class RunnerLockHeld extends Error {
  constructor(holder: string) {
    super(`Another migration run is at work on this database: ${holder}.`);
    this.name = 'RunnerLockHeld';
  }
}

/** FNV-1a of a text as a signed 32-bit number, which is what an advisory lock's key is. */
function hash(text: string): number {
  let value = FNV_OFFSET;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, FNV_PRIME);
  return value | 0;
}

/** The lock's second key: the version table, in the schema that search_path gives it. */
async function lockKey(session: DatabaseSession, table: VersionTable): Promise<number> {
  if (table.schema !== null) return hash(`${table.schema}.${table.name}`);
  const [row] = await session.query('SELECT current_schema() AS schema');
  return hash(`${row?.schema ?? ''}.${table.name}`);
}

async function tryLock(session: DatabaseSession, key: number): Promise<boolean> {
  const [row] = await session.query('SELECT pg_try_advisory_lock($1::int4, $2::int4)::text AS taken', [
    String(LOCK_CLASS),
    String(key),
  ]);
  return row?.taken === 'true';
}

/** A session of pg_stat_activity in words: pid, user, application, since when. */
export function describeActivity(row: Row): string {
  const application = row.application ? `, ${row.application}` : '';
  const address = row.address ? ` from ${row.address}` : '';
  const since = row.since ? `, since ${row.since}` : '';
  return `process ${row.pid} (user ${row.user ?? 'unknown'}${address}${application}${since})`;
}

async function holder(session: DatabaseSession, key: number): Promise<string> {
  const [row] = await session.query(
    `SELECT activity.pid::text AS pid, activity.usename::text AS user, activity.application_name AS application,
       host(activity.client_addr) AS address, to_char(activity.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ') AS since
     FROM pg_catalog.pg_locks AS lock
     JOIN pg_catalog.pg_stat_activity AS activity ON activity.pid = lock.pid
     WHERE lock.locktype = 'advisory' AND lock.granted AND lock.classid::int8 = $1::int8
       AND lock.objid::int8 = ($2::int8 & 4294967295)
       AND lock.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())`,
    [String(LOCK_CLASS), String(key)],
  );
  return row === undefined ? 'a session that has just ended' : describeActivity(row);
}

/**
 * Takes the session advisory lock of a version table; it ends with the session. Polls `pg_try_advisory_lock`: a session
 * that waits inside `pg_advisory_lock` holds a snapshot, which CREATE INDEX CONCURRENTLY of the other run would wait for
 * without end. Throws `RunnerLockHeld` after `waitMs`, and returns early where the signal is aborted.
 */
export async function takeRunnerLock(
  session: DatabaseSession,
  table: VersionTable,
  options: LockOptions,
): Promise<() => Promise<void>> {
  const key = await lockKey(session, table);
  const deadline = performance.now() + options.waitMs;
  for (let pause = FIRST_POLL_MS; !options.signal.aborted; pause = Math.min(pause * 2, LONGEST_POLL_MS)) {
    if (await tryLock(session, key)) {
      options.onWaiting(undefined);
      return () => unlock(session, key);
    }
    const other = await holder(session, key);
    if (performance.now() >= deadline) throw new RunnerLockHeld(other);
    options.onWaiting(`another migration run to finish: ${other}`);
    await sleep(Math.min(pause, Math.max(deadline - performance.now(), 1)));
  }
  return () => Promise.resolve();
}

/** Gives the lock back; where the connection is gone the server has done so. */
async function unlock(session: DatabaseSession, key: number): Promise<void> {
  if (session.transactionStatus === 'lost') return;
  try {
    await session.query('SELECT pg_advisory_unlock($1::int4, $2::int4)', [String(LOCK_CLASS), String(key)]);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== 'connection-lost') throw error;
  }
}
