import { createHash } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { RunRecord } from '../protocol/run-messages.ts';
import type { RunResult } from './migration-run.ts';

const SLUG_LENGTH = 60;
const HASH_LENGTH = 12;
const LINE_FEED = 10;

/** A file name that a person recognises and that no two databases share. */
function fileName(displayUrl: string): string {
  const slug = displayUrl
    .replace(/^[a-z]+:(\/\/)?/, '')
    .replace(/[^A-Za-z0-9.-]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(-SLUG_LENGTH);
  const hash = createHash('sha256').update(displayUrl).digest('hex').slice(0, HASH_LENGTH);
  return `${slug}-${hash}.jsonl`;
}

function isRecord(value: unknown): value is RunRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'startedAt' in value &&
    'outcome' in value &&
    'steps' in value
  );
}

/** A line's record; undefined for a line that a crash has torn. */
function parseLine(line: string): RunRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The runs of one database, a JSON document a line, only ever appended to. */
export class RunJournal {
  readonly path: string;
  readonly #folder: string;

  /** `displayUrl` names the database, without password; the file lies in `journal/` below `storagePath`. */
  constructor(storagePath: string, displayUrl: string) {
    this.#folder = join(storagePath, 'journal');
    this.path = join(this.#folder, fileName(displayUrl));
  }

  /** Writes one record in one piece, on a line of its own even where the last line is torn. */
  async append(record: RunRecord): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const file = await open(this.path, 'a+');
    try {
      const { size } = await file.stat();
      const last = Buffer.alloc(1);
      if (size > 0) await file.read(last, 0, 1, size - 1);
      const torn = size > 0 && last[0] !== LINE_FEED;
      await file.write(`${torn ? '\n' : ''}${JSON.stringify(record)}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  /** The newest records, newest first. Lines that cannot be read are passed over. */
  async read(limit: number): Promise<readonly RunRecord[]> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
    const records: RunRecord[] = [];
    for (const line of text.split('\n').reverse()) {
      if (records.length === limit) break;
      const record = line === '' ? undefined : parseLine(line);
      if (record !== undefined) records.push(record);
    }
    return records;
  }
}

/** Writes the record of a run that has ended. A dry run, and one that found the plan stale, did nothing to record. */
export async function writeJournal(
  storagePath: string | undefined,
  displayUrl: string,
  about: Pick<RunRecord, 'direction' | 'from' | 'engine'> & { readonly startedAt: Date },
  result: RunResult,
): Promise<void> {
  if (storagePath === undefined || result.outcome === 'stale' || result.dryRun) return;
  await new RunJournal(storagePath, displayUrl).append({
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
  });
}
