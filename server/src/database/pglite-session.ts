import { displayUrl, type PgliteUrl } from '../core/config/database-url.ts';
import { serverErrorFields } from './connection-errors.ts';
import { DatabaseError } from './database-error.ts';
import type {
  CommandResult,
  DatabaseSession,
  Row,
  ServerNotice,
  TransactionStatus,
} from './database-session.ts';
import { maskPasswords } from './password-mask.ts';
import { type LeaseOptions, leasePglite, type PgliteLease } from './pglite-directories.ts';
import { type PgliteCall, PgliteInstance } from './pglite-instance.ts';
import type { PgliteOutcome } from './pglite-messages.ts';

/** A session on the embedded PostgreSQL. */
class PgliteSession implements DatabaseSession {
  readonly engine = 'pglite';
  readonly displayUrl: string;
  readonly serverVersion: string;
  readonly backendPid = undefined;
  readonly #lease: PgliteLease;
  readonly #inMemory: boolean;
  readonly #stopListening: Array<() => void> = [];
  #status: TransactionStatus = 'idle';
  #closing: Promise<void> | undefined;

  constructor(target: PgliteUrl, lease: PgliteLease) {
    this.displayUrl = displayUrl(target);
    this.serverVersion = lease.instance.serverVersion;
    this.#lease = lease;
    this.#inMemory = target.dataDirectory === undefined;
  }

  get transactionStatus(): TransactionStatus {
    return this.#closing !== undefined || this.#lease.instance.ended ? 'lost' : this.#status;
  }

  async query(sql: string, values: ReadonlyArray<string | null> = []): Promise<readonly Row[]> {
    const { rows } = await this.#send({ kind: 'query', sql, values });
    return rows;
  }

  async execute(sql: string): Promise<readonly CommandResult[]> {
    const { results } = await this.#send({ kind: 'execute', sql });
    return results;
  }

  /**
   * WebAssembly cannot be interrupted from outside, so the thread is stopped; what was not committed is gone, as after a
   * crash. In memory that would lose the whole database: there the statement runs to its end.
   */
  together<T>(send: () => T): T {
    return send();
  }

  async cancel(): Promise<void> {
    if (!this.#inMemory) await this.#lease.instance.terminate();
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  mask(text: string): string {
    return maskPasswords(text, []);
  }

  onNotice(listener: (notice: ServerNotice) => void): () => void {
    const stop = this.#lease.instance.onNotice(listener);
    this.#stopListening.push(stop);
    return stop;
  }

  async #send(call: PgliteCall): Promise<PgliteOutcome> {
    if (this.#closing !== undefined) {
      throw new DatabaseError('connection-lost', `The session on ${this.displayUrl} is closed.`);
    }
    const outcome = await this.#lease.instance.request(call);
    this.#status = outcome.status;
    if (outcome.error === undefined) return outcome;
    const { message } = outcome.error;
    throw new DatabaseError('statement', message ?? 'unknown error', serverErrorFields(outcome.error, []));
  }

  /** Leaves the instance as a new connection would find it. */
  async #end(): Promise<void> {
    for (const stop of this.#stopListening) stop();
    const { instance } = this.#lease;
    try {
      if (!instance.ended && this.#status !== 'idle')
        await instance.request({ kind: 'execute', sql: 'ROLLBACK' });
      if (!instance.ended) await instance.request({ kind: 'execute', sql: 'DISCARD ALL' });
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      await instance.terminate();
    } finally {
      await this.#lease.release();
    }
  }
}

async function leaseMemory(): Promise<PgliteLease> {
  const instance = await PgliteInstance.start(undefined);
  return { instance, release: () => instance.close() };
}

/** Opens a session on a folder's embedded database, or on a new one in memory that ends with the session. */
export async function openPgliteSession(target: PgliteUrl, options: LeaseOptions): Promise<DatabaseSession> {
  const { dataDirectory } = target;
  const lease = dataDirectory === undefined ? await leaseMemory() : await leasePglite(dataDirectory, options);
  return new PgliteSession(target, lease);
}
