import { resolve as resolvePath } from 'node:path';
import { prepareDataDirectory, withReason } from './data-directory.ts';
import { type DataDirectoryLock, lockDataDirectory } from './data-directory-lock.ts';
import { DatabaseError } from './database-error.ts';
import { PgliteInstance } from './pglite-instance.ts';

/** Exclusive use of the instance of one folder. */
export interface PgliteLease {
  readonly instance: PgliteInstance;
  /** Ends the use. The instance stays for the next one for `idleMs`, then closes and gives its lock back. */
  release(): Promise<void>;
}

export interface LeaseOptions {
  /** How long an unused instance stays open; 0 closes it at once. */
  readonly idleMs: number;
  /** How long to wait for another session of this process on the same folder. */
  readonly waitMs: number;
  readonly now: () => Date;
}

interface Directory {
  readonly path: string;
  readonly waiting: Array<() => void>;
  open: { readonly instance: PgliteInstance; readonly lock: DataDirectoryLock } | undefined;
  leased: boolean;
  idleTimer: NodeJS.Timeout | undefined;
}

const directories = new Map<string, Directory>();

function directoryAt(path: string): Directory {
  const known = directories.get(path);
  if (known !== undefined) return known;
  const directory: Directory = { path, waiting: [], open: undefined, leased: false, idleTimer: undefined };
  directories.set(path, directory);
  return directory;
}

async function shut(directory: Directory): Promise<void> {
  const { open } = directory;
  directory.open = undefined;
  if (open === undefined) return;
  await open.instance.close();
  await open.lock.release();
}

function takeTurn(directory: Directory, waitMs: number): Promise<void> {
  if (!directory.leased) {
    directory.leased = true;
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    const turn = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      directory.waiting.splice(directory.waiting.indexOf(turn), 1);
      const message = `The embedded database ${directory.path} is busy with another operation; try again when it is done.`;
      reject(new DatabaseError('in-use', message));
    }, waitMs);
    directory.waiting.push(turn);
  });
}

function passTurn(directory: Directory): void {
  const next = directory.waiting.shift();
  if (next === undefined) directory.leased = false;
  else next();
}

async function openInstance(directory: Directory, now: () => Date): Promise<PgliteInstance> {
  clearTimeout(directory.idleTimer);
  if (directory.open?.instance.ended === true) await shut(directory);
  if (directory.open === undefined) {
    await prepareDataDirectory(directory.path);
    const lock = await withReason(directory.path, () => lockDataDirectory(directory.path, now));
    try {
      directory.open = { instance: await PgliteInstance.start(directory.path), lock };
    } catch (error) {
      await lock.release();
      throw error;
    }
  }
  directory.open.instance.setIdle(false);
  return directory.open.instance;
}

async function endLease(directory: Directory, idleMs: number): Promise<void> {
  const { open } = directory;
  if (open === undefined || open.instance.ended || (idleMs === 0 && directory.waiting.length === 0)) {
    await shut(directory);
  } else if (directory.waiting.length === 0) {
    open.instance.setIdle(true);
    directory.idleTimer = setTimeout(() => {
      takeTurn(directory, 0)
        .then(() => shut(directory))
        .then(() => passTurn(directory))
        .catch((error: Error) => process.emitWarning(error));
    }, idleMs).unref();
  }
  passTurn(directory);
}

/**
 * Takes a folder's PGlite for one session; PGlite has one connection, so that a second session of this process waits for
 * its turn. Throws a `DatabaseError` of kind `in-use` where the turn does not come or another process has the folder.
 */
export async function leasePglite(dataDirectory: string, options: LeaseOptions): Promise<PgliteLease> {
  const directory = directoryAt(resolvePath(dataDirectory));
  await takeTurn(directory, options.waitMs);
  try {
    const instance = await openInstance(directory, options.now);
    return { instance, release: () => endLease(directory, options.idleMs) };
  } catch (error) {
    passTurn(directory);
    throw error;
  }
}

/** Closes what is open and not in use, before the process ends. */
export async function closeIdlePglite(): Promise<void> {
  for (const directory of directories.values()) {
    clearTimeout(directory.idleTimer);
    if (!directory.leased) await shut(directory);
  }
}
