import { cp } from 'node:fs/promises';
import type { PgliteUrl } from '../core/config/database-url.ts';
import type { OpenOptions } from '../database/open-session.ts';
import { withSession } from '../database/with-session.ts';

/**
 * Copies the folder of an embedded database while this process alone has it open and everything is written. Throws a
 * `DatabaseError` where it does not open, or the system's error where it cannot be copied.
 */
export async function copyAtRest(database: PgliteUrl, open: OpenOptions, destination: string): Promise<void> {
  const { dataDirectory } = database;
  if (dataDirectory === undefined) throw new TypeError('a database in memory has no folder');
  await withSession(database, open, async (session) => {
    await session.execute('CHECKPOINT');
    await cp(dataDirectory, destination, { recursive: true });
  });
}
