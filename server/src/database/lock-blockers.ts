import type { Blocker, LockWait } from '../protocol/run-messages.ts';
import { describeActivity } from './advisory-lock.ts';
import type { DatabaseSession, Row } from './database-session.ts';

const QUERY_LENGTH = 120;

const BLOCKERS = `
  SELECT activity.pid::text AS pid, activity.usename::text AS user, activity.application_name AS application,
    host(activity.client_addr) AS address, activity.state AS state,
    to_char(coalesce(activity.xact_start, activity.query_start), 'YYYY-MM-DD HH24:MI:SS TZ') AS since,
    left(regexp_replace(activity.query, '\\s+', ' ', 'g'), ${QUERY_LENGTH}) AS query
  FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids($1::int4)) AS blocker (pid)
  JOIN pg_catalog.pg_stat_activity AS activity ON activity.pid = blocker.pid
  ORDER BY activity.xact_start NULLS LAST`;

/** Who holds the locks that a server process waits for; undefined where it waits for none. */
export async function readLockWait(session: DatabaseSession, pid: number): Promise<LockWait | undefined> {
  const rows = await session.query(BLOCKERS, [String(pid)]);
  return rows.length === 0 ? undefined : { pid, blockers: rows.map(blockerOf) };
}

/** A wait in words: "a lock held by process 4711 (user app, psql, since …), idle in its transaction: SELECT 1". */
export function lockWaitWords({ blockers }: LockWait): string {
  return `a lock held by ${blockers.map(blockerWords).join('; ')}`;
}

function blockerOf(row: Row): Blocker {
  return {
    pid: Number(row.pid),
    user: row.user ?? '',
    application: row.application ?? '',
    address: row.address ?? '',
    state: row.state ?? '',
    since: row.since ?? '',
    query: row.query ?? '',
  };
}

function blockerWords({ pid, state, query, ...activity }: Blocker): string {
  const idle = state === 'idle in transaction' ? ', idle in its transaction' : '';
  return `${describeActivity({ ...activity, pid: String(pid) })}${idle}${query === '' ? '' : `: ${query}`}`;
}
