import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from '../database/database-error.ts';
import type { DatabaseSession } from '../database/database-session.ts';
import { readLockWait } from '../database/lock-blockers.ts';
import type { LockWait } from '../protocol/run-messages.ts';

const POLL_MS = 1000;
const GONE_ATTEMPTS = 20;
const GONE_PAUSE_MS = 250;

/** The server processes that alembic works through, seen from a session of ours on the same database. */
export class BackendWatch {
  readonly #session: DatabaseSession;
  readonly #pids = new Set<number>();
  #stopped = false;

  constructor(session: DatabaseSession) {
    this.#session = session;
  }

  add(pid: number): void {
    this.#pids.add(pid);
  }

  /** Reports once a second what the processes wait for, until `stop`. */
  async watch(onWaiting: (wait: LockWait | undefined) => void): Promise<void> {
    while (!this.#stopped && this.#session.transactionStatus !== 'lost') {
      await sleep(POLL_MS, undefined, { ref: false });
      for (const pid of this.#stopped ? [] : this.#pids) onWaiting(await readLockWait(this.#session, pid));
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Stops the statements in flight; alembic then fails and rolls back by itself. */
  async cancelStatements(): Promise<void> {
    await this.#signal('pg_cancel_backend');
  }

  /** Ends what is left of the processes and waits until they are gone, so that the version table changes no more. */
  async end(): Promise<void> {
    await this.#signal('pg_terminate_backend');
    for (let attempt = 0; attempt < GONE_ATTEMPTS; attempt += 1) {
      const [row] = await this.#session.query(
        'SELECT count(*)::text AS alive FROM pg_catalog.pg_stat_activity WHERE pid = ANY ($1::int4[])',
        [this.#list()],
      );
      if (row?.alive === '0') return;
      await sleep(GONE_PAUSE_MS);
    }
  }

  #list(): string {
    return `{${[...this.#pids].join(',')}}`;
  }

  async #signal(signal: 'pg_cancel_backend' | 'pg_terminate_backend'): Promise<void> {
    try {
      await this.#session.query(
        `SELECT ${signal}(pid) FROM pg_catalog.pg_stat_activity
         WHERE pid = ANY ($1::int4[]) AND datname = current_database()`,
        [this.#list()],
      );
    } catch (error) {
      // Another role's process may not be signalled; its client is killed anyway.
      if (!(error instanceof DatabaseError) || error.kind !== 'statement') throw error;
    }
  }
}
