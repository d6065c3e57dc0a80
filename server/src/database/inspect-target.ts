import { existsSync } from 'node:fs';
import type { DatabaseUrl } from '../core/config/database-url.ts';
import type { DatabaseFacts } from '../core/plan/database-facts.ts';
import { type Inspection, inspectDatabase } from './inspect-database.ts';
import { type OpenOptions, openSession } from './open-session.ts';
import { withSession } from './with-session.ts';

/**
 * Looks at a database before a run, over a connection of its own. Undefined for an embedded database that nobody has used
 * yet: it is empty, and is not made by asking. Throws a DatabaseError where it cannot be reached.
 */
export async function inspectTarget(
  target: DatabaseUrl,
  inspection: Inspection,
  open: OpenOptions,
): Promise<DatabaseFacts | undefined> {
  if (target.kind === 'pglite') {
    if (target.dataDirectory === undefined || !existsSync(target.dataDirectory)) return undefined;
  }
  const openAnother = target.kind === 'pglite' ? undefined : () => openSession(target, open);
  return withSession(target, open, (session) => inspectDatabase(session, inspection, openAnother));
}
