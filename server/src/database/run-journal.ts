import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { RunBackup, RunRecord } from '../protocol/run-messages.ts';
import { KeptLines } from './kept-lines.ts';
import type { RunResult } from './migration-run.ts';

function isRecord(value: unknown): value is RunRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'startedAt' in value &&
    'outcome' in value &&
    'steps' in value
  );
}

/** The runs of one database. */
export class RunJournal {
  readonly #lines: KeptLines;

  /** `displayUrl` names the database, without password; the file lies in `journal/` below `storagePath`. */
  constructor(storagePath: string, displayUrl: string) {
    this.#lines = new KeptLines(join(storagePath, 'journal'), displayUrl);
  }

  get path(): string {
    return this.#lines.path;
  }

  async append(record: RunRecord): Promise<void> {
    await this.#lines.append([record]);
  }

  /** The newest records, newest first. */
  async read(limit: number): Promise<readonly RunRecord[]> {
    const records = await this.#lines.read(isRecord);
    return records.slice(Math.max(0, records.length - limit)).reverse();
  }
}

/** The record of a run that has ended; undefined for a dry run and for one that found the plan stale: they did nothing. */
export function runRecord(
  about: Pick<RunRecord, 'direction' | 'from' | 'engine'> & {
    readonly startedAt: Date;
    readonly backup?: RunBackup | undefined;
  },
  result: RunResult,
): RunRecord | undefined {
  if (result.outcome === 'stale' || result.dryRun) return undefined;
  return {
    startedAt: about.startedAt.toISOString(),
    user: userInfo().username,
    direction: about.direction,
    from: about.from,
    to: result.revisions ?? [],
    engine: about.engine,
    outcome: result.outcome,
    milliseconds: Math.round(result.milliseconds),
    steps: result.applied.map(({ revision, milliseconds }) => ({
      revision,
      milliseconds: Math.round(milliseconds),
    })),
    message: result.message,
    ...(about.backup === undefined ? {} : { backup: about.backup.path, restore: about.backup.restore }),
  };
}
