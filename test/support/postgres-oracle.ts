import type { CatalogSource } from './catalog.ts';
import { sqlalchemyUrl } from './postgres-server.ts';
import type { RealAlembic } from './real-alembic.ts';
import { repositoryPath } from './repository.ts';

/** How a migration ended on the server: SQLSTATE of the server's error, or the class of a Python exception. */
export type Ending =
  | { readonly sqlstate?: undefined; readonly error?: undefined }
  | { readonly sqlstate: string; readonly error?: undefined }
  | { readonly error: string; readonly sqlstate?: undefined };

/** A connection on which migrations run and are taken back. */
export interface TrialConnection extends CatalogSource {
  begin(setup: readonly string[]): Promise<void>;
  rollback(): Promise<void>;
  close(): Promise<void>;
}

export interface RealTrial extends TrialConnection {
  upgrade(source: string, naming: Readonly<Record<string, string>> | undefined): Promise<Ending>;
}

/**
 * Real Alembic on a connection of its own; see test/golden/online.py. Its driver is psycopg2, which writes values into the text of
 * a statement as we do; other drivers send them beside it, with the type of the column in the migration.
 */
export function realAlembicTrial(alembic: RealAlembic, url: string): RealTrial {
  const script = repositoryPath('test', 'golden', 'online.py');
  const oracle = alembic.startOracle(script, [sqlalchemyUrl(url, 'psycopg2')]);
  return {
    begin: async (setup) => {
      await oracle.ask({ begin: setup });
    },
    upgrade: async (source, naming) => (await oracle.ask({ upgrade: source, naming })) as Ending,
    query: async (text) => (await oracle.ask({ query: text })) as { rows: unknown[] },
    rollback: async () => {
      await oracle.ask({ rollback: true });
    },
    close: () => oracle.close(),
  };
}
