import type { RunBackup, RunRecord } from '../protocol/run-messages.ts';
import { AppliedSources } from './applied-sources.ts';
import type { RunResult } from './migration-run.ts';
import { RunJournal, runRecord } from './run-journal.ts';

/** A run that has ended, and where its traces are kept. */
export interface KeptRun extends Pick<RunRecord, 'direction' | 'from' | 'engine'> {
  /** What was kept before the run. */
  readonly backup: RunBackup | undefined;
  readonly startedAt: Date;
  /** Folder of the journal; undefined where none is kept. */
  readonly storagePath: string | undefined;
  readonly displayUrl: string;
  /** The text that a revision's file had when the plan was made. */
  readonly textOf: (revision: string) => string | undefined;
}

/**
 * Writes the journal, and what is kept of each revision that ran. A run is told of whatever becomes of its traces: where they
 * cannot be written, its message says so.
 */
export async function keepRun(run: KeptRun, result: RunResult): Promise<RunResult> {
  const record = runRecord(run, result);
  if (run.storagePath === undefined || record === undefined) return result;
  try {
    await new RunJournal(run.storagePath, run.displayUrl).append(record);
    const applied = new AppliedSources(run.storagePath, run.displayUrl);
    await applied.keep(result.applied, result.databaseId, run.textOf);
    return result;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return { ...result, message: `${result.message} The journal was not written: ${error.message}.` };
  }
}
