import type { DatabaseSession } from './database-session.ts';

/** A table of the user's as the catalog knows it. */
export interface CatalogTable {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'partitioned table';
  /** The planner's estimate; undefined where the table was never analyzed. For a partitioned table that of its partitions. */
  readonly rowEstimate: number | undefined;
  /** With indexes and TOAST; of a partitioned table the sum of its partitions. */
  readonly bytes: number;
}

const TABLES = `
  SELECT namespace.nspname AS schema, class.relname AS name, class.relkind::text AS kind,
    leaves.rows::text AS rows, leaves.bytes::text AS bytes
  FROM pg_catalog.pg_class AS class
  JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
  CROSS JOIN LATERAL (
    SELECT sum(CASE WHEN leaf.reltuples < 0 THEN NULL ELSE leaf.reltuples END) AS rows,
      coalesce(sum(pg_catalog.pg_total_relation_size(leaf.oid)), 0) AS bytes
    FROM pg_catalog.pg_class AS leaf
    WHERE leaf.relkind = 'r'
      AND (leaf.oid = class.oid
        OR leaf.oid IN (SELECT tree.relid FROM pg_catalog.pg_partition_tree(class.oid) AS tree WHERE tree.isleaf))
  ) AS leaves
  WHERE class.relkind IN ('r', 'p')
    AND namespace.nspname !~ '^pg_' AND namespace.nspname <> 'information_schema'
    AND NOT EXISTS (
      SELECT 1 FROM pg_catalog.pg_depend AS dependency
      WHERE dependency.classid = 'pg_catalog.pg_class'::regclass
        AND dependency.objid = class.oid AND dependency.deptype = 'e'
    )
  ORDER BY 1, 2`;

const HAS_TABLES = `
  SELECT EXISTS (
    SELECT FROM pg_catalog.pg_class AS class
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    WHERE class.relkind IN ('r', 'p') AND namespace.nspname = ANY (pg_catalog.current_schemas(false))
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS dependency
        WHERE dependency.classid = 'pg_catalog.pg_class'::regclass
          AND dependency.objid = class.oid AND dependency.deptype = 'e'
      )
  )::text AS found`;

/** Whether search_path leads to a table of the user's; another tenant's schema says nothing about this one. */
export async function hasTables(session: DatabaseSession): Promise<boolean> {
  const [row] = await session.query(HAS_TABLES);
  return row?.found === 'true';
}

/**
 * The user's tables with their sizes, by schema and name; those of extensions are left out. What a run touches, and
 * whether a database without version table is really empty, is told from it.
 */
export async function readCatalogTables(session: DatabaseSession): Promise<readonly CatalogTable[]> {
  const rows = await session.query(TABLES);
  return rows.map((row) => ({
    schema: row.schema ?? '',
    name: row.name ?? '',
    kind: row.kind === 'p' ? 'partitioned table' : 'table',
    rowEstimate: row.rows === null || row.rows === undefined ? undefined : Math.round(Number(row.rows)),
    bytes: Number(row.bytes),
  }));
}
