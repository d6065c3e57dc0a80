import { setTimeout as sleep } from 'node:timers/promises';
import type { EndBlockerAnswer, EndBlockerParams } from '../protocol/run-messages.ts';
import { DatabaseError } from './database-error.ts';
import type { DatabaseSession } from './database-session.ts';

const SIGNAL = { cancel: 'pg_cancel_backend', terminate: 'pg_terminate_backend' } as const;

/** A run that met lock_timeout pauses and tries again; for so long it is waited for. */
const ATTEMPTS = 20;
const PAUSE_MS = 250;

/**
 * Makes a session let go of a lock that a run waits for: stops its statement, or ends it. Asked and done in one statement, so
 * that nobody is hit who does not block the run at that moment, or has got the number of one who did.
 */
export async function endBlocker(
  session: DatabaseSession,
  { waiting, blocker, how }: Pick<EndBlockerParams, 'waiting' | 'blocker' | 'how'>,
): Promise<EndBlockerAnswer> {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const [row] = await session.query(
        `SELECT pg_catalog.${SIGNAL[how]}(activity.pid)::text AS sent, activity.state
         FROM pg_catalog.pg_stat_activity AS activity
         WHERE activity.pid = $2::int4 AND activity.pid = ANY (pg_catalog.pg_blocking_pids($1::int4))`,
        [String(waiting), String(blocker)],
      );
      if (row?.sent === 'true') return sentAnswer(blocker, how, row.state ?? '');
      if (!(await bothAlive(session, waiting, blocker))) break;
      await sleep(PAUSE_MS);
    }
    return refused(`Process ${blocker} does not block the run any more; it was left alone.`);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== 'statement') throw error;
    return refused(
      `The server refused: ${error.message}. Only a role with pg_signal_backend, or the one that owns the session, may do that.`,
    );
  }
}

async function bothAlive(session: DatabaseSession, waiting: number, blocker: number): Promise<boolean> {
  const [row] = await session.query(
    'SELECT count(*)::text AS alive FROM pg_catalog.pg_stat_activity WHERE pid IN ($1::int4, $2::int4)',
    [String(waiting), String(blocker)],
  );
  return row?.alive === '2';
}

function refused(message: string): EndBlockerAnswer {
  return { done: false, message };
}

function sentAnswer(blocker: number, how: EndBlockerParams['how'], state: string): EndBlockerAnswer {
  if (how === 'terminate') {
    return {
      done: true,
      message: `The session of process ${blocker} was ended; its transaction is rolled back.`,
    };
  }
  return state.startsWith('idle in transaction')
    ? refused(
        `Process ${blocker} runs no statement that could be stopped: it is idle in its transaction and keeps its locks. Only the end of its session frees them.`,
      )
    : { done: true, message: `The statement of process ${blocker} was told to stop.` };
}
