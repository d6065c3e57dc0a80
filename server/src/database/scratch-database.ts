import { randomBytes } from 'node:crypto';
import type { DatabaseUrl } from '../core/config/database-url.ts';
import { quoteIdentifier } from '../core/postgresql/identifiers.ts';
import type { DatabaseSession } from './database-session.ts';
import { type OpenOptions, openSession } from './open-session.ts';

/** An empty database of our own, which ends with it. */
export interface ScratchDatabase {
  readonly session: DatabaseSession;
  /** Closes the session and removes the database. */
  remove(): Promise<void>;
}

/**
 * Makes an empty database: the embedded one in memory, or on the server of `target` one with a name of its own, which takes
 * the right to create databases. No database that was there is touched. Throws a `DatabaseError`.
 */
export async function openScratch(
  target: DatabaseUrl | undefined,
  options: OpenOptions = {},
): Promise<ScratchDatabase> {
  if (target === undefined || target.kind === 'pglite') {
    const session = await openSession({ kind: 'pglite', dataDirectory: undefined }, options);
    return { session, remove: () => session.close() };
  }
  const maintenance = await openSession(target, options);
  const name = `alembic_workbench_${randomBytes(6).toString('hex')}`;
  try {
    await maintenance.execute(`CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE template0`);
    const session = await openSession({ ...target, database: name }, options);
    return { session, remove: () => remove(session, maintenance, name) };
  } catch (error) {
    await maintenance.close();
    throw error;
  }
}

async function remove(session: DatabaseSession, maintenance: DatabaseSession, name: string): Promise<void> {
  await session.close();
  try {
    await maintenance.execute(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)}`);
  } finally {
    await maintenance.close();
  }
}
