import type { VersionTable } from '../core/plan/version-table.ts';
import { CATALOG_QUERIES } from './catalog-queries.ts';
import type { DatabaseSession } from './database-session.ts';

/**
 * The schema of a database as facts, each a line such as "column public.orders.id integer NOT NULL"; sorted. Where a
 * column stands in its table is no fact: a downgrade that brings a column back puts it last.
 */
export type Catalog = readonly string[];

/** Reads the schema; the version table, which no revision makes, is left out. */
export async function readCatalog(session: DatabaseSession, versionTable: VersionTable): Promise<Catalog> {
  const { name } = versionTable;
  const ofVersionTable = new RegExp(`^(table|column|constraint|index)\\b.*\\b${escaped(name)}\\b`);
  const facts: string[] = [];
  for (const { sql } of CATALOG_QUERIES) {
    const rows = await session.query(sql);
    facts.push(...rows.map(({ fact }) => fact ?? '').filter((fact) => !ofVersionTable.test(fact)));
  }
  return facts.sort();
}

/** What two catalogs differ in: "missing: …" is in `expected` alone, "left over: …" in `actual` alone. */
export function catalogDifferences(expected: Catalog, actual: Catalog): readonly string[] {
  const wanted = new Set(expected);
  const found = new Set(actual);
  return [
    ...expected.filter((fact) => !found.has(fact)).map((fact) => `missing: ${fact}`),
    ...actual.filter((fact) => !wanted.has(fact)).map((fact) => `left over: ${fact}`),
  ];
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
