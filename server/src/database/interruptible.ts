import { DatabaseError, SQL_STATE } from './database-error.ts';
import type { DatabaseSession } from './database-session.ts';

/** A cancel request may be lost or come between two statements; it is sent again until the statement has ended. */
const REPEAT_AFTER_MS = 2000;

/** The run was cancelled by its user. */
export class RunCancelled extends Error {
  constructor() {
    super('The run was cancelled.');
    this.name = 'RunCancelled';
  }
}

function stoppedByCancel(error: unknown): boolean {
  return (
    error instanceof DatabaseError &&
    (error.sqlState === SQL_STATE.queryCanceled || error.kind === 'connection-lost')
  );
}

/**
 * Runs `work`, one statement of the session, and stops it on the server when `signal` is aborted. Throws `RunCancelled`
 * where it was aborted before the start or ended by the cancel. No cancel request of ours is on its way when it returns,
 * so that none can hit a later statement.
 */
export async function interruptible<T>(
  session: DatabaseSession,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw new RunCancelled();
  let delivery: Promise<void> = Promise.resolve();
  let repeat: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    delivery = session.cancel().catch((error: Error) => process.emitWarning(error.message));
    repeat ??= setInterval(cancel, REPEAT_AFTER_MS);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work();
  } catch (error) {
    throw signal.aborted && stoppedByCancel(error) ? new RunCancelled() : error;
  } finally {
    signal.removeEventListener('abort', cancel);
    clearInterval(repeat);
    await delivery;
  }
}
