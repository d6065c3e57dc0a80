import type { DatabaseSession } from './database-session.ts';

/** Indexes that serve no query: what a failed CREATE INDEX CONCURRENTLY leaves behind. Schema-qualified, sorted. */
export async function invalidIndexes(session: DatabaseSession): Promise<readonly string[]> {
  const rows = await session.query(
    `SELECT pg_catalog.format('%I.%I', namespace.nspname, class.relname) AS name
     FROM pg_catalog.pg_index AS index
     JOIN pg_catalog.pg_class AS class ON class.oid = index.indexrelid
     JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
     WHERE NOT index.indisvalid AND class.relkind = 'i'
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name ?? '');
}
