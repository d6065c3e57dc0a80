import type { DatabaseUrl } from '../core/config/database-url.ts';
import type { DatabaseSession } from './database-session.ts';
import { type OpenOptions, openSession } from './open-session.ts';
import { createTemporaryDatabase } from './temporary-database.ts';

/** An empty database of our own, which ends with it. */
export interface ScratchDatabase {
  readonly session: DatabaseSession;
  /** Closes the session and removes the database. */
  remove(): Promise<void>;
}

/**
 * Makes an empty database: the embedded one in memory, or a temporary one on the server of `target`, which takes the right
 * to create databases. Throws a `DatabaseError`.
 */
export async function openScratch(
  target: DatabaseUrl | undefined,
  options: OpenOptions = {},
): Promise<ScratchDatabase> {
  if (target?.kind === 'postgres') return createTemporaryDatabase(target, 'template0', options);
  const session = await openSession({ kind: 'pglite', dataDirectory: undefined }, options);
  return { session, remove: () => session.close() };
}
