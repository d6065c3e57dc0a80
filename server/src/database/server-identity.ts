import type { DatabaseSession } from './database-session.ts';

/**
 * What tells this database of this running server from every other: its name and the moment the server started, to the
 * microsecond. Anybody may ask for both, and the way to the server does not change them.
 */
export async function serverIdentity(session: DatabaseSession): Promise<string> {
  const [row] = await session.query(
    `SELECT current_database() || ' ' || CAST(extract(epoch FROM pg_postmaster_start_time()) AS text) AS identity`,
  );
  return row?.identity ?? '';
}
