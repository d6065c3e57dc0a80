import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DatabaseError } from './database-error.ts';
import type { ServerNotice } from './database-session.ts';
import type { PgliteAnswer, PgliteOutcome, PgliteRequest, PgliteWorkerData } from './pglite-messages.ts';

type Distribute<T> = T extends PgliteRequest ? Omit<T, 'id'> : never;
export type PgliteCall = Distribute<PgliteRequest>;

interface Pending {
  resolve(outcome: PgliteOutcome): void;
  reject(error: DatabaseError): void;
}

const CLOSE_WITHIN_MS = 5000;

/** The worker's file, beside this one: a bundle of its own in `dist/`, a module in the compiled tree. */
function workerPath(): string {
  const folder = dirname(fileURLToPath(import.meta.url));
  const bundled = join(folder, 'pglite-worker.cjs');
  return existsSync(bundled) ? bundled : join(folder, 'pglite-worker.js');
}

/** One running PGlite in a thread of its own. Answers one request at a time, in the order asked. */
export class PgliteInstance {
  readonly serverVersion: string;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #noticeListeners = new Set<(notice: ServerNotice) => void>();
  readonly #place: string;
  #nextId = 1;
  #endedBecause: string | undefined;

  private constructor(worker: Worker, place: string, serverVersion: string) {
    this.#worker = worker;
    this.#place = place;
    this.serverVersion = serverVersion;
    worker.on('message', (answer: PgliteAnswer) => this.#receive(answer));
    worker.on('error', (error) => this.#end(error.message));
    worker.on('exit', () => this.#end('it was stopped'));
  }

  /** Starts PGlite on a folder, or in memory. The first start in a folder takes seconds. */
  static async start(dataDirectory: string | undefined): Promise<PgliteInstance> {
    const place = dataDirectory ?? 'in memory';
    const workerData: PgliteWorkerData = { dataDirectory };
    const worker = new Worker(workerPath(), { workerData });
    const version = await new Promise<string>((resolve, reject) => {
      const fail = (reason: string): void => {
        reject(new DatabaseError('unreachable', `The embedded database ${place} did not start: ${reason}`));
      };
      // The file system of WebAssembly throws objects without a message.
      worker.once('error', (error) => fail(error.message || 'its folder cannot be read and written'));
      worker.once('message', (answer: PgliteAnswer) => {
        if (answer.kind === 'ready') resolve(answer.serverVersion);
        else fail(answer.kind === 'failed' ? answer.message : 'it spoke out of turn');
      });
    }).catch(async (error: DatabaseError) => {
      await worker.terminate();
      throw error;
    });
    return new PgliteInstance(worker, place, version);
  }

  get ended(): boolean {
    return this.#endedBecause !== undefined;
  }

  request(call: PgliteCall): Promise<PgliteOutcome> {
    return new Promise((resolve, reject) => {
      if (this.#endedBecause !== undefined) {
        reject(this.#lost(this.#endedBecause));
        return;
      }
      const id = this.#nextId;
      this.#nextId += 1;
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ ...call, id } satisfies PgliteRequest);
    });
  }

  onNotice(listener: (notice: ServerNotice) => void): () => void {
    this.#noticeListeners.add(listener);
    return () => {
      this.#noticeListeners.delete(listener);
    };
  }

  /** While idle the instance does not keep the process alive. */
  setIdle(idle: boolean): void {
    if (idle) this.#worker.unref();
    else this.#worker.ref();
  }

  /** Shuts PGlite down; one that is busy is stopped after a moment. */
  async close(): Promise<void> {
    if (this.ended) return;
    this.setIdle(false);
    const patience = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref());
    const goodbye = this.request({ kind: 'close' }).then(
      () => undefined,
      (error: DatabaseError) => this.#end(error.message),
    );
    await Promise.race([goodbye, patience]);
    await this.terminate();
  }

  /**
   * Stops the thread at once, in the middle of a statement if need be. For a database in a folder that is what the end of
   * the server process is for PostgreSQL: the next start recovers from the write-ahead log.
   */
  async terminate(): Promise<void> {
    this.#end('it was stopped');
    await this.#worker.terminate();
  }

  #receive(answer: PgliteAnswer): void {
    switch (answer.kind) {
      case 'answer': {
        const pending = this.#pending.get(answer.id);
        this.#pending.delete(answer.id);
        pending?.resolve(answer.outcome);
        break;
      }
      case 'notice':
        for (const listener of this.#noticeListeners) listener(answer.notice);
        break;
      case 'failed':
        this.#end(answer.message);
        break;
      default:
        break;
    }
  }

  #lost(reason: string): DatabaseError {
    return new DatabaseError('connection-lost', `The embedded database ${this.#place} ended: ${reason}.`);
  }

  #end(reason: string): void {
    this.#endedBecause ??= reason;
    const error = this.#lost(this.#endedBecause);
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}
