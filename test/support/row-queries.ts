import { isOwn, isUserSchema } from '../../server/src/database/catalog-queries.ts';

/** Tables that hold rows: partitions are read through the table they belong to. */
export const ROW_TABLES_QUERY = `SELECT n.nspname AS schema, c.relname AS table,
    format('%I.%I', n.nspname, c.relname) AS identifier
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND ${isUserSchema('n.oid')}
    AND ${isOwn('pg_class', 'c.oid')} ORDER BY 1, 2`;

/** Rows of one table as JSON text, sorted; `identifier` is already quoted. */
export function rowsQuery(identifier: string, ignoreColumns: readonly string[]): string {
  const ignored = ignoreColumns.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ');
  return `SELECT (to_jsonb(t) - ARRAY[${ignored}]::text[])::text AS row FROM ${identifier} t`;
}
