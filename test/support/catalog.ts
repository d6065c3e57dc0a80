import { Client } from 'pg';
import { CATALOG_QUERIES } from '../../server/src/database/catalog-queries.ts';
import { ROW_TABLES_QUERY, rowsQuery } from './row-queries.ts';

/** Anything that answers SQL: node-postgres' Client and PGlite both do. */
export interface CatalogSource {
  query(text: string): Promise<{ rows: unknown[] }>;
}

export interface CatalogOptions {
  /**
   * `physical` (default) tells tables apart whose columns stand in another order. A downgrade that brings a dropped
   * column back puts it last, so a round trip is compared by `name`.
   */
  readonly columnOrder?: 'physical' | 'name';
  /** Tables whose rows are dumped too, as `schema.table`; `all` for every table. Rows of the version table always are. */
  readonly rows?: 'all' | readonly string[];
  /** Columns left out of dumped rows: times of the run, random identifiers. */
  readonly ignoreColumns?: readonly string[];
  readonly versionTable?: string;
}

/**
 * The whole catalog of a database as comparable text, one fact per line, sorted: schemas, tables with their columns,
 * constraints, indexes, types, sequences, views, functions, triggers, policies, statistics, comments, and rows where asked for.
 * Facts that differ between two servers without a difference in the schema (oids, owners, sizes) are left out.
 */
export async function dumpCatalog(source: CatalogSource, options: CatalogOptions = {}): Promise<string> {
  const lines: string[] = [];
  for (const query of CATALOG_QUERIES) {
    const facts = (await source.query(query.sql)).rows as { fact: string; position: number | null }[];
    const byName = options.columnOrder === 'name';
    const texts = facts.map(({ fact, position }) =>
      position === null || byName ? fact : `${fact} [column ${position}]`,
    );
    // Sorted here: the order of the server's ORDER BY depends on the collation of its database.
    lines.push(...texts.sort());
  }
  lines.push(...(await dumpRows(source, options)));
  return `${lines.join('\n')}\n`;
}

/** `dumpCatalog` of the database behind a URL, on a connection of its own. */
export async function dumpDatabase(url: string, options: CatalogOptions = {}): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await dumpCatalog(client, options);
  } finally {
    await client.end();
  }
}

async function dumpRows(source: CatalogSource, options: CatalogOptions): Promise<string[]> {
  const tables = (await source.query(ROW_TABLES_QUERY)).rows as {
    schema: string;
    table: string;
    identifier: string;
  }[];
  const versionTable = options.versionTable ?? 'alembic_version';
  const lines: string[] = [];
  for (const { schema, table, identifier } of tables) {
    const wanted = options.rows === 'all' || options.rows?.includes(`${schema}.${table}`);
    if (!wanted && table !== versionTable) continue;
    const rows = (await source.query(rowsQuery(identifier, options.ignoreColumns ?? []))).rows as {
      row: string;
    }[];
    lines.push(...rows.map(({ row }) => `row ${schema}.${table} ${row}`).sort());
  }
  return lines;
}
