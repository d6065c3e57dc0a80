import { setTimeout as sleep } from 'node:timers/promises';
import type { VersionTable } from '../core/plan/version-table.ts';
import { DatabaseError, SQL_STATE } from './database-error.ts';
import type { DatabaseSession } from './database-session.ts';
import { invalidIndexes } from './invalid-indexes.ts';
import { readVersionRows } from './version-table.ts';

const PAUSE_MS = 500;
/** A server is restarted in less. */
const RESTART_MS = 10_000;
/** One that answers that it is starting up will come: recovery from a crash takes longer than a restart. */
const RECOVERY_MS = 180_000;
const ENDING_ATTEMPTS = 20;

/** What can be said of the version table after a run that did not end well. */
export interface Aftermath {
  /** Undefined where no connection could be made. */
  readonly revisions: readonly string[] | undefined;
  /** Indexes that serve no query. */
  readonly invalidIndexes: readonly string[];
}

const NOTHING_KNOWN: Aftermath = { revisions: undefined, invalidIndexes: [] };

/** How the lost connection is replaced. */
export interface Recovery {
  /** Undefined where there can be no second session (in memory). */
  readonly openAnother: (() => Promise<DatabaseSession>) | undefined;
  /** Ends the waiting, unless it was aborted before the connection was lost. */
  readonly signal: AbortSignal;
  readonly onWaiting: (waiting: string | undefined) => void;
}

async function isGone(session: DatabaseSession, pid: number | undefined): Promise<boolean> {
  if (pid === undefined) return true;
  const [row] = await session.query(
    `SELECT count(*)::text AS alive FROM pg_catalog.pg_stat_activity
     WHERE pid = $1::int4 AND application_name = pg_catalog.current_setting('application_name')`,
    [String(pid)],
  );
  return row?.alive === '0';
}

/** Reads the rows once the server process of the lost session has ended: until then they may still change. */
async function readWhenSettled(
  session: DatabaseSession,
  pid: number | undefined,
  setUp: readonly string[],
  table: VersionTable,
): Promise<Aftermath> {
  for (const sql of setUp) await session.execute(sql);
  for (let attempt = 0; attempt < ENDING_ATTEMPTS; attempt += 1) {
    if (await isGone(session, pid)) {
      const { revisions } = await readVersionRows(session, table);
      return { revisions, invalidIndexes: await invalidIndexes(session) };
    }
    await sleep(PAUSE_MS);
  }
  return NOTHING_KNOWN;
}

/**
 * Finds out, over a new connection, what the version table says after `lost` lost its own. Tries for ten seconds, which a
 * server takes to restart, and for three minutes where it answers that it is starting up. `setUp` is what env.py runs on a
 * connection first, so that the same table is found.
 */
export async function revisionsAfterLoss(
  lost: DatabaseSession,
  setUp: readonly string[],
  table: VersionTable,
  { openAnother, signal, onWaiting }: Recovery,
): Promise<Aftermath> {
  const pid = lost.backendPid;
  await lost.close();
  if (openAnother === undefined) return NOTHING_KNOWN;
  const mayEnd = !signal.aborted;
  const startedAt = performance.now();
  let patience = RESTART_MS;
  while (performance.now() - startedAt < patience && !(mayEnd && signal.aborted)) {
    let session: DatabaseSession | undefined;
    try {
      session = await openAnother();
      return await readWhenSettled(session, pid, setUp, table);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      if (error.fields.sqlState === SQL_STATE.cannotConnectNow) patience = RECOVERY_MS;
      onWaiting(`the server to answer again: ${error.message}`);
      await sleep(PAUSE_MS);
    } finally {
      await session?.close();
    }
  }
  return NOTHING_KNOWN;
}
