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
  readonly #openAnother: () => Promise<DatabaseSession>;
  readonly #pids = new Set<number>();
  #stopped = false;

  /** `openAnother` is asked where processes are to be stopped and `session` is lost. */
  constructor(session: DatabaseSession, openAnother: () => Promise<DatabaseSession>) {
    this.#session = session;
    this.#openAnother = openAnother;
  }

  add(pid: number): void {
    this.#pids.add(pid);
  }

  /** Reports once a second what the processes wait for, until `stop` or until the session is lost. */
  async watch(onWaiting: (wait: LockWait | undefined) => void): Promise<void> {
    while (!this.#stopped && this.#session.transactionStatus !== 'lost') {
      await sleep(POLL_MS, undefined, { ref: false });
      for (const pid of this.#stopped ? [] : this.#pids) {
        await this.#whileConnected(async () => onWaiting(await readLockWait(this.#session, pid)));
      }
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Stops the statements in flight; alembic then fails and rolls back by itself. */
  async cancelStatements(): Promise<void> {
    await this.#connected((session) => this.#signal(session, 'pg_cancel_backend'));
  }

  /** Ends what is left of the processes and waits until they are gone, so that the version table changes no more. */
  async end(): Promise<void> {
    await this.#connected(async (session) => {
      await this.#signal(session, 'pg_terminate_backend');
      for (let attempt = 0; attempt < GONE_ATTEMPTS; attempt += 1) {
        const [row] = await session.query(
          'SELECT count(*)::text AS alive FROM pg_catalog.pg_stat_activity WHERE pid = ANY ($1::int4[])',
          [this.#list()],
        );
        if (row?.alive === '0') return;
        await sleep(GONE_PAUSE_MS);
      }
    });
  }

  #list(): string {
    return `{${[...this.#pids].join(',')}}`;
  }

  /** Whoever reads the version table next finds out that a session is lost, and says so. */
  async #whileConnected(work: () => Promise<void>): Promise<void> {
    if (this.#session.transactionStatus === 'lost') return;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.kind !== 'connection-lost') throw error;
    }
  }

  /** Works on the session or on one of its own; where none can be had the client is killed all the same. */
  async #connected(work: (session: DatabaseSession) => Promise<void>): Promise<void> {
    let own: DatabaseSession | undefined;
    try {
      if (this.#session.transactionStatus === 'lost') own = await this.#openAnother();
      await work(own ?? this.#session);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
    } finally {
      await own?.close();
    }
  }

  async #signal(
    session: DatabaseSession,
    signal: 'pg_cancel_backend' | 'pg_terminate_backend',
  ): Promise<void> {
    try {
      await session.query(
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
