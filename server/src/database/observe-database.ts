import type { DatabaseUrl } from '../core/config/database-url.ts';
import type { RunSettings } from '../core/plan/run-settings.ts';
import { readCatalogTables } from './catalog-tables.ts';
import { readEnvironmentRows } from './environment-rows.ts';
import type { OpenOptions } from './open-session.ts';
import { type Catalog, readCatalog } from './read-catalog.ts';
import { withSession } from './with-session.ts';

/** What a database says of its version tables. */
export interface DatabaseObservation {
  readonly rows: readonly string[];
  readonly versionTableExists: boolean;
  /** The user's tables beside the version table. */
  readonly tableCount: number;
  /** Tables of the version table's name in any schema, "sales.alembic_version". */
  readonly versionTables: readonly string[];
}

/** Reads over a connection of its own. Throws a `DatabaseError`. */
export function observeDatabase(
  target: DatabaseUrl,
  options: OpenOptions,
  settings: RunSettings,
): Promise<DatabaseObservation> {
  return withSession(target, options, async (session) => {
    const rows = await readEnvironmentRows(session, settings);
    const tables = await readCatalogTables(session);
    const isVersionTable = ({ name }: { readonly name: string }): boolean =>
      name === settings.versionTable.name;
    return {
      rows: rows.revisions,
      versionTableExists: rows.exists,
      tableCount: tables.filter((table) => !isVersionTable(table)).length,
      versionTables: tables.filter(isVersionTable).map(({ schema, name }) => `${schema}.${name}`),
    };
  });
}

/** The schema of a database. Throws a `DatabaseError`. */
export function observeCatalog(
  target: DatabaseUrl,
  options: OpenOptions,
  { versionTable }: RunSettings,
): Promise<Catalog> {
  return withSession(target, options, (session) => readCatalog(session, versionTable));
}
