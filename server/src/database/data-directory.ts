import { mkdir, readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseError } from './database-error.ts';

/** What initdb makes, also where it was interrupted. Source: PostgreSQL's manual, "Database File Layout". */
const OF_POSTGRESQL =
  /^(?:PG_VERSION|base|global|pg_\w+(?:\.conf)?|postgresql(?:\.auto)?\.conf|postmaster\.(?:opts|pid)|current_logfiles)$/;

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'there is no permission to write there',
  EPERM: 'there is no permission to write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  ENOTDIR: 'it, or a part of its path, is a file',
  EEXIST: 'it, or a part of its path, is a file',
};

/**
 * Makes the folders above an embedded database's folder, and sees that the folder itself is not there, is empty or holds a
 * database: PostgreSQL would write its files among others. Throws a `DatabaseError` of kind `refused`.
 */
export async function prepareDataDirectory(path: string): Promise<void> {
  const names = await withReason(path, async () => {
    await mkdir(dirname(path), { recursive: true });
    return await namesIn(path);
  });
  const foreign = names.find((name) => !OF_POSTGRESQL.test(name));
  if (foreign === undefined || names.includes('PG_VERSION')) return;
  throw new DatabaseError(
    'refused',
    `${path} holds other files (${foreign}) and no embedded database. Nothing was written; name a folder of its own.`,
  );
}

/** Does some work in the folder and says in words why the operating system refused it. */
export async function withReason<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? REASONS[String(error.code)] : undefined;
    if (reason === undefined) throw error;
    throw new DatabaseError('refused', `The embedded database ${path} cannot be opened: ${reason}.`);
  }
}

async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
