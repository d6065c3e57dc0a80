import type { DatabaseUrl } from '../core/config/database-url.ts';
import type { DatabaseSession } from './database-session.ts';
import { type OpenOptions, openSession } from './open-session.ts';

/** Opens a session, lets `work` use it and closes it, whatever `work` does. Throws a `DatabaseError` where nothing answers. */
export async function withSession<T>(
  target: DatabaseUrl,
  options: OpenOptions,
  work: (session: DatabaseSession) => Promise<T>,
): Promise<T> {
  const session = await openSession(target, options);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
