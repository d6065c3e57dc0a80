import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const INT32_BYTES = 4;
const BACKEND_KEY_DATA = 'K'.charCodeAt(0);
const QUERY = 'Q'.charCodeAt(0);
const SYNC = 'S'.charCodeAt(0);

/** Splits a stream of PostgreSQL's protocol into whole messages. The first one of a client has no type byte. */
class Messages {
  #rest: Buffer = Buffer.alloc(0);
  #typed: boolean;

  constructor(typed: boolean) {
    this.#typed = typed;
  }

  *take(chunk: Buffer): Generator<Buffer> {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const head = this.#typed ? 1 : 0;
      if (this.#rest.length < head + INT32_BYTES) return;
      const length = head + this.#rest.readInt32BE(head);
      if (this.#rest.length < length) return;
      yield this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      this.#typed = true;
    }
  }
}

/**
 * When the server ends the first connection: before it gets query number `query`, while it works on it, or with that
 * query's answer unread.
 */
export interface Cut {
  /** 1-based; each simple query and each Sync counts. */
  readonly query: number;
  readonly moment: 'before' | 'during' | 'answer-lost';
}

const WORK_MS = 4;

/**
 * Stands between a runner and its server. `terminate` ends a server process; the proxy calls it at the cut and passes
 * nothing on until it is done. Later connections pass untouched.
 */
export class CuttingProxy {
  readonly #server: Server;
  readonly #target: { readonly host: string; readonly port: number };
  readonly #cut: Cut | undefined;
  readonly #terminate: (pid: number) => Promise<void>;
  readonly #sockets = new Set<Socket>();
  #cutting: Promise<void> | undefined;
  #connections = 0;
  /** The queries that the first connection has sent; a Sync, which ends a query with parameters, is an empty text. */
  readonly sent: string[] = [];
  /** Whether the cut was made. */
  hasCut = false;

  constructor(
    target: { readonly host: string; readonly port: number },
    cut: Cut | undefined,
    terminate: (pid: number) => Promise<void>,
  ) {
    this.#target = target;
    this.#cut = cut;
    this.#terminate = terminate;
    this.#server = createServer((client) => this.#accept(client));
  }

  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  }

  /** Ends every connection, once a cut that is under way has been made. */
  async close(): Promise<void> {
    await this.#cutting;
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #accept(client: Socket): void {
    const server = connect(this.#target.port, this.#target.host);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('close', () => other.destroy());
      socket.on('error', () => other.destroy());
    }
    this.#connections += 1;
    if (this.#connections === 1) this.#watch(client, server);
    else client.pipe(server).pipe(client);
  }

  /** Passes whole messages on, one after the other, so that the cut is exact. */
  #watch(client: Socket, server: Socket): void {
    let pid = 0;
    let muted = false;
    let passing = Promise.resolve();
    const fromClient = new Messages(false);
    const fromServer = new Messages(true);
    server.on('data', (chunk) => {
      if (muted) return;
      for (const message of fromServer.take(chunk)) {
        if (message[0] === BACKEND_KEY_DATA) pid = message.readInt32BE(1 + INT32_BYTES);
      }
      client.write(chunk);
    });
    const pass = async (message: Buffer): Promise<void> => {
      if (message[0] === QUERY) this.sent.push(message.subarray(1 + INT32_BYTES, -1).toString());
      if (message[0] === SYNC) this.sent.push('');
      if (this.hasCut || this.sent.length !== this.#cut?.query || pid === 0) {
        server.write(message);
        return;
      }
      this.hasCut = true;
      if (this.#cut.moment === 'answer-lost') {
        muted = true;
        const answered = new Promise((resolve) => server.once('data', resolve));
        server.write(message);
        await answered;
      } else if (this.#cut.moment === 'during') {
        server.write(message);
        await sleep(WORK_MS);
      }
      this.#cutting = this.#terminate(pid);
      await this.#cutting;
      client.destroy();
    };
    client.on('data', (chunk) => {
      for (const message of fromClient.take(chunk)) passing = passing.then(() => pass(message));
    });
  }
}
