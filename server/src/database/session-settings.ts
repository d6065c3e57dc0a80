import { DatabaseError } from './database-error.ts';
import type { DatabaseSession } from './database-session.ts';
import type { RunOptions } from './migration-run.ts';

/** How often the server looks whether a client that said nothing is still there (PostgreSQL 14 and later). */
const CLIENT_CHECK_INTERVAL = '5s';

async function set(session: DatabaseSession, name: string, value: string): Promise<void> {
  await session.query('SELECT set_config($1, $2, false)', [name, value]);
}

/**
 * Sets what a run needs of its session: the timeouts, and that the server notices a runner that died, so that its lock and
 * its statement end soon. A timeout that PostgreSQL cannot read is an error.
 */
export async function applySessionSettings(session: DatabaseSession, options: RunOptions): Promise<void> {
  if (options.lockTimeout !== undefined) await set(session, 'lock_timeout', options.lockTimeout);
  if (options.statementTimeout !== undefined) {
    await set(session, 'statement_timeout', options.statementTimeout);
  }
  try {
    await set(session, 'client_connection_check_interval', CLIENT_CHECK_INTERVAL);
  } catch (error) {
    // Older servers and some platforms do not have it; the run is as safe without.
    if (!(error instanceof DatabaseError) || error.kind !== 'statement') throw error;
  }
}

/**
 * Runs `work` with no lock_timeout. CREATE INDEX CONCURRENTLY and its kin wait for other transactions without blocking
 * anybody, and a timeout would leave an invalid index behind.
 */
export async function withoutLockTimeout<T>(session: DatabaseSession, work: () => Promise<T>): Promise<T> {
  const [row] = await session.query("SELECT current_setting('lock_timeout') AS value");
  const before = row?.value ?? '0';
  if (before === '0') return work();
  await set(session, 'lock_timeout', '0');
  try {
    return await work();
  } finally {
    if (session.transactionStatus !== 'lost') await set(session, 'lock_timeout', before);
  }
}
