import { setTimeout as sleep } from 'node:timers/promises';
import type { VersionTable } from '../core/plan/version-table.ts';
import { DatabaseError } from './database-error.ts';
import type { DatabaseSession } from './database-session.ts';
import type { RunOptions } from './migration-run.ts';
import { readVersionRows } from './version-table.ts';

const ATTEMPTS = 20;
const PAUSE_MS = 500;

/** What can be said of the version table after a run that did not end well. */
export interface Aftermath {
  /** Undefined where no connection could be made. */
  readonly revisions: readonly string[] | undefined;
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
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await isGone(session, pid)) return { revisions: (await readVersionRows(session, table)).revisions };
    await sleep(PAUSE_MS);
  }
  return { revisions: undefined };
}

/**
 * Finds out, over a new connection, what the version table says after `lost` lost its own. Tries for ten seconds, which a
 * server takes to restart. `setUp` is what env.py runs on a connection first, so that the same table is found.
 */
export async function revisionsAfterLoss(
  lost: DatabaseSession,
  setUp: readonly string[],
  table: VersionTable,
  options: RunOptions,
): Promise<Aftermath> {
  const pid = lost.backendPid;
  await lost.close();
  if (options.openAnother === undefined) return { revisions: undefined };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    let session: DatabaseSession | undefined;
    try {
      session = await options.openAnother();
      return await readWhenSettled(session, pid, setUp, table);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      await sleep(PAUSE_MS);
    } finally {
      await session?.close();
    }
  }
  return { revisions: undefined };
}
