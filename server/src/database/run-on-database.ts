import { type DatabaseUrl, displayUrl } from '../core/config/database-url.ts';
import type { RunBackup, RunRecord } from '../protocol/run-messages.ts';
import { DatabaseError } from './database-error.ts';
import type { DatabaseSession } from './database-session.ts';
import { keepRun } from './keep-run.ts';
import type { RunnerProgress, RunOptions, RunPlan, RunResult } from './migration-run.ts';
import { type OpenOptions, openSession } from './open-session.ts';
import { failureFacts } from './run-failure.ts';
import { RunLedger } from './run-ledger.ts';
import { runMessage } from './run-message.ts';
import { runPlan } from './runner.ts';

export interface DatabaseRun {
  readonly target: DatabaseUrl;
  readonly plan: RunPlan;
  readonly direction: RunRecord['direction'];
  readonly options: Omit<RunOptions, 'openAnother'>;
  readonly open: OpenOptions;
  /** A session on the target that is open already; the run closes it. */
  readonly session?: DatabaseSession | undefined;
  /** Folder of the journal; undefined where none is kept. */
  readonly storagePath: string | undefined;
  /** The backup that was made before, for the journal. */
  readonly backup?: RunBackup | undefined;
}

/** The result of a run that could not even connect. */
function notConnected(run: DatabaseRun, error: DatabaseError, milliseconds: number): RunResult {
  const result: Omit<RunResult, 'message'> = {
    outcome: 'failed',
    applied: [],
    revisions: undefined,
    milliseconds,
    failure: failureFacts(error, new RunLedger(run.plan.expectedRevisions), false),
    partial: undefined,
    dryRun: run.options.dryRun ?? false,
    databaseId: undefined,
  };
  return { ...result, message: runMessage(run.plan, result) };
}

async function runConnected(
  run: DatabaseRun,
  onProgress: (progress: RunnerProgress) => void,
  signal: AbortSignal,
): Promise<RunResult> {
  const { target, plan } = run;
  const inMemory = target.kind === 'pglite' && target.dataDirectory === undefined;
  const session = run.session ?? (await openSession(target, run.open));
  try {
    const openAnother = inMemory ? undefined : () => openSession(target, run.open);
    return await runPlan(session, plan, { ...run.options, openAnother }, onProgress, signal);
  } finally {
    await session.close();
  }
}

/** Connects, runs a plan with the built-in engine, and writes the journal. Never throws for what a database does wrong. */
export async function runOnDatabase(
  run: DatabaseRun,
  onProgress: (progress: RunnerProgress) => void,
  signal: AbortSignal,
): Promise<RunResult> {
  const startedAt = new Date();
  let result: RunResult;
  try {
    result = await runConnected(run, onProgress, signal);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    result = notConnected(run, error, Date.now() - startedAt.getTime());
  }
  const { steps, expectedRevisions } = run.plan;
  return keepRun(
    {
      direction: run.direction,
      from: expectedRevisions,
      engine: 'builtin',
      startedAt,
      backup: run.backup,
      storagePath:
        run.target.kind === 'pglite' && run.target.dataDirectory === undefined ? undefined : run.storagePath,
      displayUrl: displayUrl(run.target),
      textOf: (revision) => steps.find((step) => step.revision === revision)?.source?.text,
    },
    result,
  );
}
