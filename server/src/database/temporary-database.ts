import { randomBytes } from 'node:crypto';
import type { PostgresUrl } from '../core/config/database-url.ts';
import { quoteIdentifier } from '../core/postgresql/identifiers.ts';
import type { DatabaseSession } from './database-session.ts';
import { type OpenOptions, openSession } from './open-session.ts';
import { withSession } from './with-session.ts';

/** A database of our own on a server, with a name that nothing else has. */
export interface TemporaryDatabase {
  readonly target: PostgresUrl;
  readonly session: DatabaseSession;
  /** Closes the session and drops the database. */
  remove(): Promise<void>;
}

/**
 * Makes a database from `template` through a connection to `maintenance`, on the same server, and opens it. One that cannot
 * be opened is dropped again. No database that was there is touched. Throws a `DatabaseError`.
 */
export async function createTemporaryDatabase(
  maintenance: PostgresUrl,
  template: string,
  options: OpenOptions,
): Promise<TemporaryDatabase> {
  const name = `alembic_workbench_${randomBytes(6).toString('hex')}`;
  const onServer = (sql: string) => withSession(maintenance, options, (session) => session.execute(sql));
  const drop = async (): Promise<void> => {
    await onServer(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)}`);
  };
  await onServer(`CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE ${quoteIdentifier(template)}`);
  const target: PostgresUrl = { ...maintenance, database: name };
  let session: DatabaseSession;
  try {
    session = await openSession(target, options);
  } catch (error) {
    await drop();
    throw error;
  }
  const remove = async (): Promise<void> => {
    await session.close();
    await drop();
  };
  return { target, session, remove };
}
