import type { StatementGuard } from '../core/postgresql/statement.ts';
import type { DatabaseSession } from './database-session.ts';

/**
 * Whether a guarded statement is to run, by the question that SQLAlchemy asks (`PGDialect.has_type`): a type without
 * schema counts where search_path makes it visible.
 */
export async function guardHolds(session: DatabaseSession, guard: StatementGuard): Promise<boolean> {
  const [row] = await session.query(
    `SELECT EXISTS (
       SELECT 1 FROM pg_catalog.pg_type AS type
       JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = type.typnamespace
       WHERE type.typname = $1
         AND CASE WHEN $2::text IS NULL THEN pg_catalog.pg_type_is_visible(type.oid) ELSE namespace.nspname = $2 END
     )::text AS present`,
    [guard.name, guard.schema],
  );
  const present = row?.present === 'true';
  return guard.kind === 'type-present' ? present : !present;
}
