import type { DatabaseSummary } from '../../../server/src/protocol/database-messages.ts';

/**
 * The database that is selected until the user selects one: the first of the settings, else the embedded one. One that
 * was merely found (in alembic.ini, env.py, .env) is never connected to unasked, except where there is no other.
 */
export function defaultDatabase(databases: readonly DatabaseSummary[]): DatabaseSummary | undefined {
  return (
    databases.find(({ source }) => source === 'setting') ??
    databases.find(({ source }) => source === 'embedded') ??
    databases[0]
  );
}
