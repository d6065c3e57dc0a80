import { describeActivity } from './advisory-lock.ts';
import { DatabaseError } from './database-error.ts';
import type { DatabaseSession, Row } from './database-session.ts';

const POLL_MS = 1000;
const QUERY_LENGTH = 120;

const BLOCKERS = `
  SELECT activity.pid::text AS pid, activity.usename::text AS user, activity.application_name AS application,
    host(activity.client_addr) AS address, activity.state AS state,
    to_char(coalesce(activity.xact_start, activity.query_start), 'YYYY-MM-DD HH24:MI:SS TZ') AS since,
    left(regexp_replace(activity.query, '\\s+', ' ', 'g'), ${QUERY_LENGTH}) AS query
  FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids($1::int4)) AS blocker (pid)
  JOIN pg_catalog.pg_stat_activity AS activity ON activity.pid = blocker.pid
  ORDER BY activity.xact_start NULLS LAST`;

function describeBlocker(row: Row): string {
  const state = row.state === 'idle in transaction' ? ', idle in its transaction' : '';
  const query = row.query ? `: ${row.query}` : '';
  return `${describeActivity(row)}${state}${query}`;
}

/** Who holds the locks that a server process waits for, in words; undefined where it waits for none. */
export async function describeBlockers(session: DatabaseSession, pid: number): Promise<string | undefined> {
  const rows = await session.query(BLOCKERS, [String(pid)]);
  return rows.length === 0 ? undefined : `a lock held by ${rows.map(describeBlocker).join('; ')}`;
}

/**
 * Looks, from a session of its own that is opened when first needed, whether the statement in flight waits for a lock.
 * What goes wrong in looking never disturbs the run: the watch then ends.
 */
export class LockWatch {
  readonly #pid: number | undefined;
  readonly #openAnother: (() => Promise<DatabaseSession>) | undefined;
  readonly #afterMs: number;
  readonly #onWaiting: (waiting: string | undefined) => void;
  #session: Promise<DatabaseSession | undefined> | undefined;
  #reported: string | undefined;

  constructor(
    pid: number | undefined,
    openAnother: (() => Promise<DatabaseSession>) | undefined,
    afterMs: number,
    onWaiting: (waiting: string | undefined) => void,
  ) {
    this.#pid = pid;
    this.#openAnother = openAnother;
    this.#afterMs = afterMs;
    this.#onWaiting = onWaiting;
  }

  /** Runs one statement and reports its blockers meanwhile. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#pid === undefined || this.#openAnother === undefined) return work();
    let timer: NodeJS.Timeout | undefined;
    let ended = false;
    const look = async (): Promise<void> => {
      const waiting = await this.#look();
      if (ended) return;
      this.#report(waiting);
      timer = setTimeout(look, POLL_MS);
    };
    timer = setTimeout(look, this.#afterMs);
    try {
      return await work();
    } finally {
      ended = true;
      clearTimeout(timer);
      this.#report(undefined);
    }
  }

  async close(): Promise<void> {
    await (await this.#session)?.close();
  }

  #report(waiting: string | undefined): void {
    if (waiting === this.#reported) return;
    this.#reported = waiting;
    this.#onWaiting(waiting);
  }

  async #look(): Promise<string | undefined> {
    this.#session ??= this.#open();
    const session = await this.#session;
    if (session === undefined || this.#pid === undefined) return undefined;
    try {
      return await describeBlockers(session, this.#pid);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      this.#session = Promise.resolve(undefined);
      await session.close();
      return undefined;
    }
  }

  async #open(): Promise<DatabaseSession | undefined> {
    try {
      return await this.#openAnother?.();
    } catch (error) {
      if (error instanceof DatabaseError) return undefined;
      throw error;
    }
  }
}
