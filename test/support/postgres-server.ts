import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import { Client } from 'pg';
import { importSetup } from './repository.ts';
import type { Availability } from './suite-availability.ts';

/** A real PostgreSQL server that this test file may use as it likes. */
export interface PostgresServer {
  /** The superuser's URL of the maintenance database `postgres`, with its password. */
  readonly url: string;
  /** e.g. "18.4" */
  readonly version: string;
  /** Creates an empty database and answers its URL. It goes away with the server. */
  createDatabase(prefix?: string): Promise<string>;
}

/** How `pg_ctl stop` ends a server: it closes what is open, or leaves everything to recovery. */
export type StopMode = 'fast' | 'immediate';

/** A server that may be restarted in the middle of a test. */
export interface RestartablePostgres extends PostgresServer {
  restart(mode: StopMode): Promise<void>;
}

interface PostgresSetup {
  ensurePostgres(): Promise<{ ok: true; version: string } | { ok: false; reason: string }>;
  startPostgres(options?: { durable: boolean }): Promise<{
    url: string;
    version: string;
    stop(): Promise<void>;
    restart(mode: StopMode): Promise<void>;
  }>;
}

let started: Promise<Availability<PostgresServer>> | undefined;

/**
 * The server of this test file: started at the first call, stopped after the file's last test.
 * ALEMBIC_WORKBENCH_TEST_POSTGRES names a running server to use instead: the URL of its superuser, with CREATEDB.
 */
export function withPostgres(): Promise<Availability<PostgresServer>> {
  started ??= start();
  return started;
}

async function start(): Promise<Availability<PostgresServer>> {
  const running = process.env.ALEMBIC_WORKBENCH_TEST_POSTGRES;
  if (running !== undefined) return { ok: true, value: await describeRunning(running) };
  const { ensurePostgres, startPostgres } = await importSetup<PostgresSetup>('postgres');
  const ready = await ensurePostgres();
  if (!ready.ok) return ready;
  const server = await startPostgres();
  after(() => server.stop());
  return { ok: true, value: serverAt(server.url, server.version) };
}

/** A server of this test file alone, whose commits reach the disk as they do on a server that people use. */
export async function withRestartablePostgres(): Promise<Availability<RestartablePostgres>> {
  const { ensurePostgres, startPostgres } = await importSetup<PostgresSetup>('postgres');
  const ready = await ensurePostgres();
  if (!ready.ok) return ready;
  const server = await startPostgres({ durable: true });
  after(() => server.stop());
  const restart = (mode: StopMode) => server.restart(mode);
  return { ok: true, value: { ...serverAt(server.url, server.version), restart } };
}

async function describeRunning(url: string): Promise<PostgresServer> {
  const rows = await queryDatabase<{ server_version: string }>(url, 'SHOW server_version');
  return serverAt(url, rows[0]?.server_version ?? '');
}

function serverAt(url: string, version: string): PostgresServer {
  return {
    url,
    version,
    createDatabase: async (prefix = 'test') => {
      const name = `${prefix}_${randomBytes(5).toString('hex')}`;
      await queryDatabase(url, `CREATE DATABASE ${name}`);
      return databaseUrl(url, name);
    },
  };
}

/** `url` with another database name. */
export function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** `url` in SQLAlchemy's spelling with a driver: `postgresql+asyncpg://…`. */
export function sqlalchemyUrl(url: string, driver: 'asyncpg' | 'psycopg' | 'psycopg2'): string {
  return url.replace(/^postgresql:/, `postgresql+${driver}:`);
}

/** One query on a connection of its own, for test set-up. */
export async function queryDatabase<Row extends object>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
