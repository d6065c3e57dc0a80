import type { DatabaseFacts, RelationFacts, ServerFacts, SessionFacts } from '../core/plan/database-facts.ts';
import type { PlanInspection } from '../core/plan/make-run-card.ts';
import { NO_FACTS, type SchemaFacts } from '../core/postgresql/effects/schema-facts.ts';
import { DatabaseError } from './database-error.ts';
import type { DatabaseSession, Row } from './database-session.ts';
import { sessionSettings } from './environment-rows.ts';
import { askedNames, SCHEMA_FACTS, schemaFacts } from './read-schema-facts.ts';
import { readServerFacts } from './server-facts.ts';

/** No question before a run may take longer, or wait for a lock that somebody holds. */
const LIMITS = "SET LOCAL statement_timeout = '3s'; SET LOCAL lock_timeout = '300ms'";
const MOST_NAMES = 1000;
const MOST_RELATIONS = 300;
const MOST_SESSIONS = 20;
const QUERY_LENGTH = 120;
/** A transaction of this age keeps CREATE INDEX CONCURRENTLY waiting, and is worth a word. */
const OLD_SNAPSHOT_SECONDS = 60;

const TREE = `
  WITH RECURSIVE wanted AS (
    SELECT name, position, coalesce(
      (SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid = to_regclass(name)), to_regclass(name)::oid) AS oid
    FROM jsonb_array_elements_text($1::jsonb) WITH ORDINALITY AS given (name, position)
  ), tree AS (
    SELECT name, position, oid AS root, oid FROM wanted WHERE oid IS NOT NULL
    UNION
    SELECT tree.name, tree.position, tree.root, child.inhrelid
    FROM tree JOIN pg_catalog.pg_inherits AS child ON child.inhparent = tree.oid
  )`;

const RELATIONS = `${TREE}
  SELECT tree.name, min(pg_catalog.format('%I.%I', namespace.nspname, root.relname)) AS qualified,
    sum(CASE WHEN leaf.relkind IN ('p', 'I') THEN 0 ELSE pg_catalog.pg_total_relation_size(leaf.oid) END)::text AS bytes,
    sum(CASE WHEN leaf.relkind IN ('p', 'I') OR leaf.reltuples < 0 THEN NULL ELSE leaf.reltuples END)::text AS rows
  FROM tree
  JOIN pg_catalog.pg_class AS leaf ON leaf.oid = tree.oid
  JOIN pg_catalog.pg_class AS root ON root.oid = tree.root
  JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = root.relnamespace
  WHERE root.relkind IN ('r', 'p', 'm', 'f')
  GROUP BY tree.name, tree.position ORDER BY tree.position`;

/** The same without the sizes, which wait for the locks of others. */
const NAMES = RELATIONS.replace('pg_catalog.pg_total_relation_size(leaf.oid)', 'NULL');

const ACTIVITY = `activity.pid::text AS pid, activity.usename::text AS user, activity.application_name AS application,
    host(activity.client_addr) AS address, activity.state, activity.backend_type AS backend,
    to_char(coalesce(activity.xact_start, activity.query_start), 'YYYY-MM-DD HH24:MI:SS TZ') AS since,
    extract(epoch FROM clock_timestamp() - coalesce(activity.xact_start, activity.query_start))::int8::text AS seconds,
    left(regexp_replace(activity.query, '\\s+', ' ', 'g'), ${QUERY_LENGTH}) AS query`;

const LOCKS = `${TREE}
  SELECT DISTINCT ${ACTIVITY}, tree.name AS relation, lock.mode, NULL AS prepared
  FROM tree
  JOIN pg_catalog.pg_locks AS lock ON lock.locktype = 'relation' AND lock.relation = tree.oid AND lock.granted
    AND lock.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
  JOIN pg_catalog.pg_stat_activity AS activity ON activity.pid = lock.pid
  WHERE lock.pid <> pg_backend_pid()
  UNION ALL
  SELECT NULL, prepared.owner::text, NULL, NULL, 'prepared transaction', NULL,
    to_char(prepared.prepared, 'YYYY-MM-DD HH24:MI:SS TZ'),
    extract(epoch FROM clock_timestamp() - prepared.prepared)::int8::text, prepared.gid, tree.name, lock.mode, prepared.gid
  FROM tree
  JOIN pg_catalog.pg_locks AS lock ON lock.locktype = 'relation' AND lock.relation = tree.oid AND lock.pid IS NULL
  JOIN pg_catalog.pg_prepared_xacts AS prepared ON lock.virtualtransaction = '-1/' || prepared.transaction::text
    AND prepared.database = current_database()`;

const SNAPSHOTS = `
  SELECT ${ACTIVITY}, NULL AS relation, NULL AS mode
  FROM pg_catalog.pg_stat_activity AS activity
  WHERE activity.datname = current_database() AND activity.pid <> pg_backend_pid()
    AND activity.xact_start < clock_timestamp() - make_interval(secs => ${OLD_SNAPSHOT_SECONDS})
    AND activity.backend_type = 'client backend'
  ORDER BY activity.xact_start`;

/** What a run is about to touch. */
export interface Inspection extends PlanInspection {
  /** What env.py runs first: its search_path decides which table a name means. Only its settings are run. */
  readonly statementsBefore: readonly string[];
}

/**
 * Looks at what a run will meet: the server, the sizes of the relations, and who holds locks on them. Reads only, in
 * transactions that are rolled back, and gives up each question after a moment: what stays open is named in `gaps`.
 */
export async function inspectDatabase(
  session: DatabaseSession,
  inspection: Inspection,
  openAnother: (() => Promise<DatabaseSession>) | undefined,
): Promise<DatabaseFacts> {
  const server = await readServerFacts(session, openAnother);
  const gaps: string[] = [];
  const settings = sessionSettings(inspection.statementsBefore);
  const ask: Ask = (what, sql, values) =>
    answer(session, settings, sql, values, (reason) => gaps.push(`${what}: ${reason}.`));
  const schema = await readSchema(inspection.names, server, ask);
  const touched = inspection.relations(schema);
  const asked = touched.slice(0, MOST_RELATIONS);
  if (asked.length < touched.length) {
    gaps.push(`Only the first ${MOST_RELATIONS} of ${touched.length} relations were looked at.`);
  }
  const names = JSON.stringify(asked);
  const relations =
    asked.length === 0
      ? []
      : ((await ask('The sizes of the tables could not be read', RELATIONS, [names])) ??
        (await ask('The tables could not be looked up', NAMES, [names])) ??
        []);
  const locks = asked.length === 0 ? [] : await ask('Locks could not be read', LOCKS, [names]);
  const snapshots = inspection.waitsForSnapshots
    ? await ask('Old transactions could not be read', SNAPSHOTS, [])
    : [];
  const sessions = [...(locks ?? []), ...(snapshots ?? [])]
    .map(sessionFacts)
    .sort((left, right) => right.seconds - left.seconds)
    .slice(0, MOST_SESSIONS);
  return { server, relations: relations.map(relationFacts), schema, sessions, gaps };
}

/** Answers undefined where the question came to nothing, which is noted then. */
type Ask = (what: string, sql: string, values: readonly string[]) => Promise<readonly Row[] | undefined>;

/** CockroachDB has no such catalog. */
async function readSchema(names: readonly string[], { kind }: ServerFacts, ask: Ask): Promise<SchemaFacts> {
  if (names.length === 0 || kind === 'cockroachdb') return NO_FACTS;
  const asked = names.slice(0, MOST_NAMES);
  const rows = await ask('The catalog could not be read', SCHEMA_FACTS, [askedNames(asked)]);
  return rows === undefined ? NO_FACTS : schemaFacts(asked, rows);
}

async function answer(
  session: DatabaseSession,
  settings: readonly string[],
  sql: string,
  values: readonly string[],
  onFailure: (reason: string) => void,
): Promise<readonly Row[] | undefined> {
  await session.execute('BEGIN');
  try {
    for (const setting of settings) await session.execute(setting);
    await session.execute(LIMITS);
    return await session.query(sql, values);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== 'statement') throw error;
    onFailure(error.message);
    return undefined;
  } finally {
    if (session.transactionStatus !== 'lost') await session.execute('ROLLBACK');
  }
}

function relationFacts({ name, qualified, bytes, rows }: Row): RelationFacts {
  return {
    name: name ?? '',
    qualified: qualified ?? '',
    bytes: bytes == null ? undefined : Number(bytes),
    rows: rows == null ? undefined : Math.round(Number(rows)),
  };
}

function sessionFacts(row: Row): SessionFacts {
  const { relation, mode } = row;
  return {
    pid: row.pid == null ? undefined : Number(row.pid),
    user: row.user ?? '',
    application: row.application ?? '',
    address: row.address ?? '',
    state: row.state ?? '',
    since: row.since ?? '',
    seconds: Number(row.seconds ?? 0),
    query: row.query ?? '',
    lock: relation == null || mode == null ? undefined : { relation, mode: lockMode(mode) },
    givesWay: row.backend === 'autovacuum worker' && !/to prevent wraparound/.test(row.query ?? ''),
  };
}

/** "AccessExclusiveLock" of pg_locks as the manual spells it: "ACCESS EXCLUSIVE". */
function lockMode(mode: string): string {
  return mode
    .replace(/Lock$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toUpperCase();
}
