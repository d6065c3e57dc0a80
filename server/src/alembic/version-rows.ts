import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from '../database/database-error.ts';
import type { DatabaseSession } from '../database/database-session.ts';
import { openSession } from '../database/open-session.ts';
import { revisionsAfterLoss } from '../database/run-recovery.ts';
import { splitStatementsBefore } from '../database/run-transaction.ts';
import { readVersionRows } from '../database/version-table.ts';
import type { AlembicRun } from './alembic-run.ts';
import type { StepTracker } from './step-tracker.ts';

const ROWS_EVERY_MS = 1000;

/**
 * Tells the steps that are committed, by the version table: a command line without the guard whose log is silent tells
 * nothing itself.
 */
export async function followRows(
  run: AlembicRun,
  session: DatabaseSession,
  tracker: StepTracker,
  ended: Promise<unknown>,
): Promise<void> {
  let isRunning = run.environment.command.python === undefined;
  const end = ended.then(() => {
    isRunning = false;
  });
  while (isRunning) {
    await Promise.race([end, sleep(ROWS_EVERY_MS, undefined, { ref: false })]);
    const rows = isRunning ? await rowsWhileConnected(run, session) : undefined;
    if (rows === undefined) return;
    tracker.rows(rows);
  }
}

/** The rows of the version table; undefined where the session is lost. */
async function rowsWhileConnected(
  run: AlembicRun,
  session: DatabaseSession,
): Promise<readonly string[] | undefined> {
  if (session.transactionStatus === 'lost') return undefined;
  try {
    return (await readVersionRows(session, run.versionTable)).revisions;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== 'connection-lost') throw error;
    return undefined;
  }
}

/** The rows after the run, over a new connection where the session did not outlast it; undefined where nothing answers. */
export async function rowsAfterwards(
  run: AlembicRun,
  session: DatabaseSession,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const rows = await rowsWhileConnected(run, session);
  if (rows !== undefined) return rows;
  const { revisions } = await revisionsAfterLoss(session, settingsOf(run), run.versionTable, {
    openAnother: () => openSession(run.target, run.open),
    signal,
    onWaiting: () => undefined,
  });
  return revisions;
}

/** What env.py sets on a connection, so that ours finds the same version table. */
export function settingsOf(run: AlembicRun): readonly string[] {
  return splitStatementsBefore(run.statementsBefore).session.filter((sql) => /^\s*SET\s/i.test(sql));
}
