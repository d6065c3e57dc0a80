import type pg from 'pg';
import { type CancelKey, sendCancelRequest } from './cancel-request.ts';
import { serverErrorFields, statementFailure } from './connection-errors.ts';
import { DatabaseError } from './database-error.ts';
import type {
  CommandResult,
  DatabaseSession,
  Row,
  ServerNotice,
  TransactionStatus,
} from './database-session.ts';
import type { HostAddress } from './libpq-defaults.ts';
import { maskPasswords } from './password-mask.ts';

const STATUS: Readonly<Record<string, TransactionStatus>> = { I: 'idle', T: 'in-transaction', E: 'failed' };
const CLOSE_WITHIN_MS = 2000;

/** Every value as the server prints it; the drivers' conversions differ. */
const TEXT_VALUES = { getTypeParser: () => (value: string) => value };

export interface OpenedClient {
  readonly client: pg.Client;
  readonly address: HostAddress;
  readonly displayUrl: string;
  readonly serverVersion: string;
  readonly secrets: ReadonlyArray<string | undefined>;
}

/** The key that node-postgres keeps of BackendKeyData, which its types leave out. */
function cancelKey(client: pg.Client): CancelKey | undefined {
  const { processID, secretKey } = client as pg.Client & { processID?: unknown; secretKey?: unknown };
  return typeof processID === 'number' && typeof secretKey === 'number'
    ? { processId: processID, secretKey }
    : undefined;
}

/** A session over node-postgres. */
export class PostgresSession implements DatabaseSession {
  readonly engine = 'postgres';
  readonly displayUrl: string;
  readonly serverVersion: string;
  readonly #client: pg.Client;
  readonly #address: HostAddress;
  readonly #secrets: ReadonlyArray<string | undefined>;
  #lostBecause: string | undefined;
  #sentCount = 0;
  /** How many queries the server has finished and said that it is ready; its state of the transaction comes with that. */
  #readyCount = 0;
  #closing: Promise<void> | undefined;

  constructor(opened: OpenedClient) {
    this.displayUrl = opened.displayUrl;
    this.serverVersion = opened.serverVersion;
    this.#client = opened.client;
    this.#address = opened.address;
    this.#secrets = opened.secrets;
    this.#client.connection.on('readyForQuery', () => {
      this.#readyCount += 1;
    });
    this.#client.on('error', (error) => {
      this.#lostBecause ??= maskPasswords(error.message, this.#secrets);
    });
    this.#client.on('end', () => {
      this.#lostBecause ??= 'the server closed it';
    });
  }

  get backendPid(): number | undefined {
    return cancelKey(this.#client)?.processId;
  }

  get transactionStatus(): TransactionStatus {
    if (this.#lostBecause !== undefined || this.#closing !== undefined) return 'lost';
    return STATUS[this.#client.getTransactionStatus() ?? 'I'] ?? 'idle';
  }

  async query(sql: string, values: ReadonlyArray<string | null> = []): Promise<readonly Row[]> {
    const result = await this.#send(() =>
      this.#client.query<Record<string, string | null>>({
        text: sql,
        values: [...values],
        types: TEXT_VALUES,
      }),
    );
    return result.rows;
  }

  async execute(sql: string): Promise<readonly CommandResult[]> {
    const answer: pg.QueryResult | pg.QueryResult[] = await this.#send(() =>
      this.#client.query({ text: sql, types: TEXT_VALUES }),
    );
    const results = Array.isArray(answer) ? answer : [answer];
    return results.map(({ command, rowCount }) => ({ command, rowCount: rowCount ?? undefined }));
  }

  together<T>(send: () => T): T {
    const { stream } = this.#client.connection;
    stream.cork();
    try {
      return send();
    } finally {
      stream.uncork();
    }
  }

  async cancel(): Promise<void> {
    const key = cancelKey(this.#client);
    if (key === undefined || this.transactionStatus === 'lost') return;
    await sendCancelRequest(this.#address, key);
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  mask(text: string): string {
    return maskPasswords(text, this.#secrets);
  }

  onNotice(listener: (notice: ServerNotice) => void): () => void {
    const forward = (notice: {
      severity?: string | undefined;
      message?: string | undefined;
      code?: string | undefined;
    }) => {
      const { sqlState } = serverErrorFields(notice, this.#secrets);
      const message = maskPasswords(notice.message ?? '', this.#secrets);
      listener({ severity: notice.severity ?? 'NOTICE', message, sqlState });
    };
    this.#client.on('notice', forward);
    return () => {
      this.#client.off('notice', forward);
    };
  }

  async #send<T>(send: () => Promise<T>): Promise<T> {
    if (this.#lostBecause !== undefined || this.#closing !== undefined) {
      const reason = this.#lostBecause ?? 'this session is closed';
      throw new DatabaseError('connection-lost', `No connection to ${this.displayUrl}: ${reason}`);
    }
    this.#sentCount += 1;
    const number = this.#sentCount;
    try {
      return await send();
    } catch (error) {
      const failure = statementFailure(error, this.displayUrl, this.#secrets);
      if (failure.kind === 'connection-lost') this.#lostBecause ??= failure.message;
      else await this.#readyAfter(number);
      throw failure;
    }
  }

  /** node-postgres tells of an error before the server has said what became of the transaction. */
  async #readyAfter(number: number): Promise<void> {
    while (this.#readyCount < number && this.#lostBecause === undefined) {
      await new Promise<void>((resolve) => {
        this.#client.connection.once('readyForQuery', () => resolve());
        this.#client.once('end', () => resolve());
      });
    }
  }

  /** Says goodbye; a server that does not answer is left after a moment. */
  async #end(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.#client.connection.stream.destroy();
        resolve();
      }, CLOSE_WITHIN_MS);
    });
    const goodbye = this.#client.end().catch((error: Error) => {
      this.#lostBecause ??= maskPasswords(error.message, this.#secrets);
    });
    await Promise.race([goodbye, patience]);
    clearTimeout(timer);
  }
}
