import type { ServerFacts, ServerKind } from '../core/plan/database-facts.ts';
import { DatabaseError } from './database-error.ts';
import type { DatabaseSession, Row } from './database-session.ts';

const DATABASE_ID = '(SELECT oid::text FROM pg_catalog.pg_database WHERE datname = current_database())';

const FACTS = `
  SELECT version() AS version, pg_is_in_recovery()::text AS replica,
    current_setting('transaction_read_only') AS read_only, pg_backend_pid()::text AS pid,
    ${DATABASE_ID} AS database,
    (SELECT count(*)::text FROM pg_catalog.pg_extension WHERE extname = 'citus') AS citus`;

/** How often two connections are compared before a pooler counts as one that keeps sessions together. */
const PROBES = 3;

/** What the text of version() names, beside PostgreSQL itself. */
export function serverProduct(version: string, hasCitus: boolean): { kind: ServerKind; product: string } {
  const cockroach = /^CockroachDB\b.*?\b(v\d[\w.-]*)/.exec(version);
  if (cockroach !== null) return { kind: 'cockroachdb', product: `CockroachDB ${cockroach[1]}` };
  const yugabyte = /-YB-(\d[\w.-]*)/.exec(version);
  if (yugabyte !== null) return { kind: 'yugabytedb', product: `YugabyteDB ${yugabyte[1]}` };
  const [, number = ''] = /^PostgreSQL (\d[\w.]*)/.exec(version) ?? [];
  const product = `PostgreSQL ${number}`.trim();
  return hasCitus ? { kind: 'citus', product: `${product} with Citus` } : { kind: 'postgresql', product };
}

/**
 * What a server says of itself. A pooler is told by the process: one that speaks for several servers cannot know, when a
 * connection is made, which process will serve it, and sends a number of its own as the key for cancel requests. Only then
 * `openAnother` is called, for a second connection: the same process behind both gives away that it is handed out per
 * transaction.
 */
export async function readServerFacts(
  session: DatabaseSession,
  openAnother: (() => Promise<DatabaseSession>) | undefined,
): Promise<ServerFacts> {
  const row = await factsRow(session);
  const { kind, product } = serverProduct(row.version ?? '', row.citus != null && row.citus !== '0');
  const [, major] = /^PostgreSQL (\d+)/.exec(row.version ?? '') ?? [];
  const isReplica = row.replica === 'true';
  const servedBy = row.pid ?? undefined;
  const speaksItself =
    session.backendPid === undefined || servedBy === undefined || String(session.backendPid) === servedBy;
  return {
    kind,
    product,
    majorVersion: major === undefined ? undefined : Number(major),
    isReplica,
    isReadOnly: !isReplica && row.read_only === 'on',
    pooler: speaksItself || kind === 'cockroachdb' ? 'none' : await poolerKind(session, openAnother),
    databaseId: row.database ?? undefined,
  };
}

/** What tells this database from another of its name; see `ServerFacts.databaseId`. */
export async function readDatabaseId(session: DatabaseSession): Promise<string | undefined> {
  const [row] = await session.query(`SELECT ${DATABASE_ID} AS id`);
  return row?.id ?? undefined;
}

/** Servers that lack one of the functions answer with their version alone. */
async function factsRow(session: DatabaseSession): Promise<Row> {
  try {
    return (await session.query(FACTS))[0] ?? {};
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== 'statement') throw error;
    return (await session.query('SELECT version() AS version'))[0] ?? {};
  }
}

async function servingPid(session: DatabaseSession): Promise<string | undefined> {
  const [row] = await session.query('SELECT pg_backend_pid()::text AS pid');
  return row?.pid ?? undefined;
}

async function poolerKind(
  session: DatabaseSession,
  openAnother: (() => Promise<DatabaseSession>) | undefined,
): Promise<ServerFacts['pooler']> {
  if (openAnother === undefined) return 'unknown';
  let second: DatabaseSession | undefined;
  try {
    second = await openAnother();
    const seen = new Set<string | undefined>([await servingPid(session)]);
    for (let probe = 0; probe < PROBES; probe += 1) {
      if (seen.has(await servingPid(second))) return 'transaction';
      seen.add(await servingPid(session));
      if (seen.size > 1) return 'transaction';
    }
    return 'unknown';
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return 'unknown';
  } finally {
    await second?.close();
  }
}
