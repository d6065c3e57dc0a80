import type { DatabaseUrl } from '../core/config/database-url.ts';
import type { DatabaseSession } from './database-session.ts';

export interface OpenOptions {
  /** From SecretStorage or the command line's environment; wins over one in the target. */
  readonly password?: string | undefined;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** Where the URL names no `connect_timeout`; 10 s where undefined. */
  readonly connectTimeoutMs?: number;
  /** How long an embedded database stays open for the next session; 0, at once closed, where undefined. */
  readonly embeddedIdleMs?: number;
  /** How long to wait for another session of this process on the same embedded database; 60 s where undefined. */
  readonly embeddedWaitMs?: number;
}

export const APPLICATION_NAME = 'alembic-workbench';
const CONNECT_TIMEOUT_MS = 10_000;
const EMBEDDED_WAIT_MS = 60_000;

/**
 * Opens a session; the drivers are loaded when first asked for. Throws a `DatabaseError` that says what did not answer and
 * why, without password.
 */
export async function openSession(target: DatabaseUrl, options: OpenOptions = {}): Promise<DatabaseSession> {
  if (target.kind === 'pglite') {
    const { openPgliteSession } = await import('./pglite-session.ts');
    return openPgliteSession(target, {
      idleMs: options.embeddedIdleMs ?? 0,
      waitMs: options.embeddedWaitMs ?? EMBEDDED_WAIT_MS,
      now: () => new Date(),
    });
  }
  const { connectPostgres } = await import('./postgres-connect.ts');
  return connectPostgres(target, {
    password: options.password,
    applicationName: options.applicationName ?? APPLICATION_NAME,
    connectTimeoutMs: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
  });
}
