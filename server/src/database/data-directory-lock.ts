import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from './database-error.ts';

interface LockHolder {
  readonly pid: number;
  readonly token: string;
  readonly since: string;
}

const TAKEOVER_ATTEMPTS = 5;
/** Somebody else needs about as long to take a dead lock over. */
const TAKEOVER_PAUSE_MS = 20;

/** Stands for a lock file whose content was lost in a crash of the machine. */
const TORN: LockHolder = { pid: 0, token: '', since: '' };

function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** The holder that a lock file names; undefined where there is no file. */
async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as LockHolder;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    if (error instanceof SyntaxError) return TORN;
    throw error;
  }
}

/** Creates the lock file with its content in one step; false where it exists. */
async function create(path: string, holder: LockHolder): Promise<boolean> {
  const draft = `${path}.${holder.token}`;
  await writeFile(draft, JSON.stringify(holder));
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Puts `self` in the place of the lock of a dead process; false where somebody else is about to or has done so. Whoever
 * does it holds a second file, named after the dead lock: of several that saw it dead only one replaces it, and none that
 * comes late touches what stands there by then. A second file whose owner died is taken over in the same way.
 */
async function takeOver(path: string, dead: LockHolder, self: LockHolder): Promise<boolean> {
  const claim = `${path}.dead-${encodeURIComponent(dead.token)}`;
  if (!(await create(claim, self))) {
    const claimer = await readHolder(claim);
    if (claimer === undefined || isAlive(claimer.pid)) return false;
    if (!(await takeOver(claim, claimer, self))) return false;
  }
  try {
    const holder = await readHolder(path);
    if (holder?.token !== dead.token) return false;
    const draft = `${path}.${self.token}`;
    await writeFile(draft, JSON.stringify(self));
    await rename(draft, path);
    return true;
  } finally {
    await rm(claim, { force: true });
  }
}

/** A data directory's lock: while it is held no other process opens the directory. */
export interface DataDirectoryLock {
  release(): Promise<void>;
}

function heldLock(path: string, self: LockHolder): DataDirectoryLock {
  return {
    release: async () => {
      const holder = await readHolder(path);
      if (holder?.token === self.token) await rm(path, { force: true });
    },
  };
}

/**
 * Takes the lock of an embedded database's folder, a file beside it. A lock whose process is gone is taken over. Throws a
 * `DatabaseError` of kind `in-use` that names the holder.
 */
export async function lockDataDirectory(dataDirectory: string, now: () => Date): Promise<DataDirectoryLock> {
  const path = `${dataDirectory}.lock`;
  await mkdir(dirname(dataDirectory), { recursive: true });
  const self: LockHolder = { pid: process.pid, token: randomUUID(), since: now().toISOString() };
  for (let attempt = 0; attempt < TAKEOVER_ATTEMPTS; attempt += 1) {
    if (await create(path, self)) return heldLock(path, self);
    const holder = await readHolder(path);
    if (holder === undefined) continue;
    if (isAlive(holder.pid)) {
      throw new DatabaseError(
        'in-use',
        `The embedded database ${dataDirectory} is open in process ${holder.pid} since ${holder.since}. ` +
          `Close it there; if that process is not Alembic Workbench, delete ${path}.`,
      );
    }
    if (await takeOver(path, holder, self)) return heldLock(path, self);
    await sleep(TAKEOVER_PAUSE_MS);
  }
  throw new DatabaseError('in-use', `The lock ${path} changes hands too fast; try again.`);
}
