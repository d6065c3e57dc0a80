import type { IndexBuild, LockWait } from '../protocol/run-messages.ts';
import { DatabaseError } from './database-error.ts';
import type { DatabaseSession } from './database-session.ts';
import { readIndexBuild } from './index-build.ts';
import { readLockWait } from './lock-blockers.ts';

const POLL_MS = 1000;
/** What a statement in flight is seen doing. */
export interface WatchedStatement {
  readonly wait: LockWait | undefined;
  readonly building: IndexBuild | undefined;
}

const WORKING: WatchedStatement = { wait: undefined, building: undefined };

/**
 * Looks, from a session of its own that is opened when first needed, whether the statement in flight waits for a lock, and
 * how far the index is that it builds.
 * What goes wrong in looking never disturbs the run: the watch then ends.
 */
export class LockWatch {
  #pid: number | undefined;
  readonly #openAnother: (() => Promise<DatabaseSession>) | undefined;
  readonly #afterMs: number;
  readonly #onSeen: (seen: WatchedStatement) => void;
  #session: Promise<DatabaseSession | undefined> | undefined;
  #reported = JSON.stringify(WORKING);

  constructor(
    pid: number | undefined,
    openAnother: (() => Promise<DatabaseSession>) | undefined,
    afterMs: number,
    onSeen: (seen: WatchedStatement) => void,
  ) {
    this.#pid = pid;
    this.#openAnother = openAnother;
    this.#afterMs = afterMs;
    this.#onSeen = onSeen;
  }

  /** Watches another server process from now on; undefined: none. */
  follow(pid: number | undefined): void {
    this.#pid = pid;
  }

  /** Runs one statement and reports what it is seen doing meanwhile. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.#pid === undefined || this.#openAnother === undefined) return work();
    let timer: NodeJS.Timeout | undefined;
    let ended = false;
    const look = async (): Promise<void> => {
      const seen = await this.#look();
      if (ended) return;
      this.#report(seen);
      timer = setTimeout(look, POLL_MS);
    };
    timer = setTimeout(look, this.#afterMs);
    try {
      return await work();
    } finally {
      ended = true;
      clearTimeout(timer);
      this.#report(WORKING);
    }
  }

  async close(): Promise<void> {
    await (await this.#session)?.close();
  }

  #report(seen: WatchedStatement): void {
    const text = JSON.stringify(seen);
    if (text === this.#reported) return;
    this.#reported = text;
    this.#onSeen(seen);
  }

  async #look(): Promise<WatchedStatement> {
    this.#session ??= this.#open();
    const session = await this.#session;
    if (session === undefined || this.#pid === undefined) return WORKING;
    try {
      const wait = await readLockWait(session, this.#pid);
      return { wait, building: await readIndexBuild(session, this.#pid) };
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      this.#session = Promise.resolve(undefined);
      await session.close();
      return WORKING;
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
