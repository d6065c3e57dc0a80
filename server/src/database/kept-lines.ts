import { createHash } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const SLUG_LENGTH = 60;
const HASH_LENGTH = 12;
const LINE_FEED = 10;
/** SQL and sources are nobody else's business. */
const OWN_FOLDER = 0o700;
const OWN_FILE = 0o600;

/** A file name without ending that a person recognises and that no two databases share. */
export function databaseFileName(displayUrl: string): string {
  const slug = displayUrl
    .replace(/^[a-z]+:(\/\/)?/, '')
    .replace(/[^A-Za-z0-9.-]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(-SLUG_LENGTH);
  const hash = createHash('sha256').update(displayUrl).digest('hex').slice(0, HASH_LENGTH);
  return `${slug}-${hash}`;
}

/** A line's document; undefined for a line that a crash has torn. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A file of one database with a JSON document a line, only ever appended to. */
export class KeptLines {
  readonly path: string;

  /** `displayUrl` names the database, without password; the file lies in `folder`, which need not exist. */
  constructor(folder: string, displayUrl: string) {
    this.path = join(folder, `${databaseFileName(displayUrl)}.jsonl`);
  }

  /** Writes documents in one piece, on lines of their own even where the last line is torn. */
  async append(documents: readonly unknown[]): Promise<void> {
    if (documents.length === 0) return;
    await mkdir(dirname(this.path), { recursive: true, mode: OWN_FOLDER });
    const file = await open(this.path, 'a+', OWN_FILE);
    try {
      const { size } = await file.stat();
      const last = Buffer.alloc(1);
      if (size > 0) await file.read(last, 0, 1, size - 1);
      const torn = size > 0 && last[0] !== LINE_FEED;
      const lines = documents.map((document) => `${JSON.stringify(document)}\n`);
      await file.write(`${torn ? '\n' : ''}${lines.join('')}`);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  /** The documents that pass `isOne`, oldest first; none where there is no file. Lines that cannot be read are passed over. */
  async read<T>(isOne: (value: unknown) => value is T): Promise<readonly T[]> {
    try {
      const lines = (await readFile(this.path, 'utf8')).split('\n');
      return lines
        .filter((line) => line !== '')
        .map(parseLine)
        .filter(isOne);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  }
}
