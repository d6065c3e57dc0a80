import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import pg from 'pg';

const SSL_REQUEST = 80877103;
const CANCEL_REQUEST = 80877102;
const FIRST_KEY = 4_000_000;

interface Backend {
  readonly stream: Duplex;
  owner: PooledClient | undefined;
  rest: Buffer;
}

/** A message of the server: a letter, its length, its body. */
function message(letter: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function ints(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) buffer.writeInt32BE(value, index * 4);
  return buffer;
}

/** Whole messages at the start of `data`, and what is left. */
function split(data: Buffer): { messages: Buffer[]; rest: Buffer } {
  const messages: Buffer[] = [];
  let at = 0;
  while (data.length - at >= 5) {
    const end = at + 1 + data.readInt32BE(at + 1);
    if (end > data.length) break;
    messages.push(data.subarray(at, end));
    at = end;
  }
  return { messages, rest: data.subarray(at) };
}

class PooledClient {
  readonly socket: Socket;
  backend: Backend | undefined;
  /** Queries sent that the server has not said to be ready after. */
  outstanding = 0;
  waiting: Buffer[] = [];
  rest: Buffer = Buffer.alloc(0);
  started = false;

  constructor(socket: Socket) {
    this.socket = socket;
  }
}

/**
 * A pooler as PgBouncer is with pool_mode=transaction: it speaks for the server when a client connects, with keys of its
 * own, and lends a server connection from the first query to the end of its transaction, the one returned last first.
 */
export class TransactionPooler {
  readonly #backends: Backend[] = [];
  readonly #idle: Backend[] = [];
  readonly #clients: pg.Client[] = [];
  readonly #queue: PooledClient[] = [];
  readonly #server: Server;
  #nextKey = FIRST_KEY;
  #version = '';

  private constructor() {
    this.#server = createServer((socket) => this.#accept(new PooledClient(socket)));
  }

  /** Starts one before a server, with so many connections to it. */
  static async start(url: string, size = 2): Promise<TransactionPooler> {
    const pooler = new TransactionPooler();
    for (let index = 0; index < size; index += 1) await pooler.#connect(url);
    await new Promise<void>((resolve) => pooler.#server.listen(0, '127.0.0.1', resolve));
    return pooler;
  }

  /** `url` through the pooler. */
  through(url: string): string {
    const changed = new URL(url);
    const address = this.#server.address();
    changed.port = String(typeof address === 'object' ? address?.port : '');
    return changed.href;
  }

  async stop(): Promise<void> {
    this.#server.close();
    for (const client of this.#clients) client.connection.stream.destroy();
  }

  async #connect(url: string): Promise<void> {
    const client = new pg.Client({ connectionString: url, application_name: 'pooler' });
    client.on('error', () => undefined);
    await client.connect();
    this.#version = (await client.query('SHOW server_version')).rows[0].server_version;
    const stream: Duplex = client.connection.stream;
    stream.removeAllListeners('data');
    const backend: Backend = { stream, owner: undefined, rest: Buffer.alloc(0) };
    stream.on('data', (data: Buffer) => this.#fromServer(backend, data));
    this.#clients.push(client);
    this.#backends.push(backend);
    this.#idle.push(backend);
  }

  #accept(client: PooledClient): void {
    client.socket.on('data', (data: Buffer) => this.#fromClient(client, data));
    client.socket.on('error', () => client.socket.destroy());
    client.socket.on('close', () => this.#left(client));
  }

  #fromClient(client: PooledClient, data: Buffer): void {
    client.rest = Buffer.concat([client.rest, data]);
    if (!client.started && !this.#start(client)) return;
    const { messages, rest } = split(client.rest);
    client.rest = rest;
    for (const one of messages) {
      const letter = String.fromCharCode(one[0] ?? 0);
      if (letter === 'X') {
        client.socket.end();
        return;
      }
      if (letter === 'Q' || letter === 'S') client.outstanding += 1;
      client.waiting.push(one);
    }
    if (client.backend === undefined && client.waiting.length > 0 && !this.#queue.includes(client)) {
      this.#queue.push(client);
    }
    this.#lend();
  }

  /** Answers the startup packet; false until it is whole. */
  #start(client: PooledClient): boolean {
    if (client.rest.length < 8 || client.rest.length < client.rest.readInt32BE(0)) return false;
    const [length, code] = [client.rest.readInt32BE(0), client.rest.readInt32BE(4)];
    client.rest = client.rest.subarray(length);
    if (code === SSL_REQUEST) {
      client.socket.write('N');
      return client.rest.length > 0 && this.#start(client);
    }
    if (code === CANCEL_REQUEST) {
      client.socket.end();
      return false;
    }
    client.started = true;
    this.#nextKey += 1;
    client.socket.write(
      Buffer.concat([
        message('R', ints(0)),
        message('S', Buffer.from(`server_version\0${this.#version}\0`)),
        message('S', Buffer.from('client_encoding\0UTF8\0')),
        message('K', ints(this.#nextKey, 1)),
        message('Z', Buffer.from('I')),
      ]),
    );
    return true;
  }

  #lend(): void {
    for (const client of [...this.#queue]) {
      const backend = this.#idle.pop();
      if (backend === undefined) break;
      this.#queue.splice(this.#queue.indexOf(client), 1);
      backend.owner = client;
      client.backend = backend;
    }
    for (const { owner, stream } of this.#backends) {
      for (const one of owner?.waiting.splice(0) ?? []) stream.write(one);
    }
  }

  #fromServer(backend: Backend, data: Buffer): void {
    const { owner } = backend;
    owner?.socket.write(data);
    const { messages, rest } = split(Buffer.concat([backend.rest, data]));
    backend.rest = rest;
    for (const one of messages) {
      if (owner === undefined || one[0] !== 0x5a) continue;
      owner.outstanding -= 1;
      const isIdle = String.fromCharCode(one[5] ?? 0) === 'I';
      if (isIdle && owner.outstanding === 0) this.#giveBack(backend);
    }
  }

  #giveBack(backend: Backend): void {
    if (backend.owner !== undefined) backend.owner.backend = undefined;
    backend.owner = undefined;
    this.#idle.push(backend);
    this.#lend();
  }

  /** A client that leaves in the middle of a transaction takes its server connection with it. */
  #left(client: PooledClient): void {
    const { backend } = client;
    if (backend === undefined) return;
    client.backend = undefined;
    backend.owner = undefined;
    backend.stream.destroy();
  }
}
