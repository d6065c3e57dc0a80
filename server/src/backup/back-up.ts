import { existsSync } from 'node:fs';
import { cp, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { startProcess } from '../alembic/process-tree.ts';
import {
  type DatabaseUrl,
  displayUrl,
  type PgliteUrl,
  type PostgresUrl,
} from '../core/config/database-url.ts';
import { databaseFileName } from '../database/kept-lines.ts';
import { type OpenOptions, openSession } from '../database/open-session.ts';
import { maskPasswords } from '../database/password-mask.ts';
import type { BackupScope } from '../protocol/run-messages.ts';
import { BackupImpossible, findPgDump } from './find-pg-dump.ts';
import { libpqEnvironment } from './libpq-environment.ts';

export interface BackupRequest {
  readonly target: DatabaseUrl;
  readonly open: OpenOptions;
  /** `schema` becomes SQL, `all` pg_dump's custom format. */
  readonly scope: BackupScope;
  /** Folder of the journal; the backup comes into `backups/` below it. */
  readonly storagePath: string;
  /** Program that dumps; empty: found by itself. */
  readonly pgDump: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly startedAt: Date;
}

export interface Backup {
  /** File of the dump, or the copied folder of an embedded database. */
  readonly path: string;
  /** How to bring it back, one sentence; holds no password. */
  readonly restore: string;
}

const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;
const KILL_GRACE_MS = 2000;

/**
 * Makes a backup of a database before a run. Throws BackupImpossible where it cannot be made or was cancelled: nothing
 * half-written is left. A DatabaseError where the database does not answer. Undefined for an embedded database that does
 * not exist yet or lives in memory.
 */
export async function backUp(request: BackupRequest, signal: AbortSignal): Promise<Backup | undefined> {
  const folder = join(request.storagePath, 'backups');
  await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
  const time = request.startedAt.toISOString().replaceAll(/[:.]/g, '-');
  const stem = join(folder, `${databaseFileName(displayUrl(request.target))}-${time}`);
  const { target } = request;
  return target.kind === 'pglite' ? copyEmbedded(target, request, stem) : dump(target, request, stem, signal);
}

async function serverVersion(target: PostgresUrl, options: OpenOptions): Promise<string> {
  const session = await openSession(target, options);
  await session.close();
  return session.serverVersion;
}

async function dump(
  target: PostgresUrl,
  request: BackupRequest,
  stem: string,
  signal: AbortSignal,
): Promise<Backup> {
  const { pgDump: command, environment } = request;
  const version = await serverVersion(target, request.open);
  const program = await findPgDump({
    command,
    serverVersion: version,
    environment,
    platform: process.platform,
  });
  const isSchema = request.scope === 'schema';
  const path = `${stem}.${isSchema ? 'sql' : 'dump'}`;
  const partial = `${path}.partial`;
  // Made beforehand, so that nobody else may read it from its first byte on.
  await (await open(partial, 'wx', OWNER_ONLY)).close();
  try {
    await runDump(
      program.path,
      [...(isSchema ? ['--schema-only'] : ['--format=custom']), '--file', partial],
      {
        target,
        request,
        signal,
      },
    );
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  const into = `--dbname=${displayUrl(target)}`;
  const restore = isSchema
    ? `${path} is the schema before the run, as SQL. It has no rows: create an empty database and run psql --file=${path} there to compare or start anew.`
    : `To bring it back: pg_restore --clean --if-exists --single-transaction ${into} ${path}`;
  return { path, restore };
}

async function runDump(
  command: string,
  args: readonly string[],
  about: { readonly target: PostgresUrl; readonly request: BackupRequest; readonly signal: AbortSignal },
): Promise<void> {
  const { target, request, signal } = about;
  const child = startProcess({
    program: { command, args: [...args, '--no-password'] },
    workingDirectory: request.storagePath,
    environment: libpqEnvironment(target, request.open.password, request.environment),
  });
  const stop = (): void => void child.kill(KILL_GRACE_MS);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const end = await child.ended;
  signal.removeEventListener('abort', stop);
  if (signal.aborted) throw new BackupImpossible('The backup was cancelled.');
  if (end.exitCode === 0) return;
  const words = end.startFailure ?? end.stderr.trim().split('\n').at(-1) ?? '';
  const secrets = [target.password, request.open.password];
  throw new BackupImpossible(
    `No backup was made: ${basename(command)} failed. ${maskPasswords(words, secrets)}`,
  );
}

/** Copies the folder while this process alone has the database open and everything is written. */
async function copyEmbedded(
  { dataDirectory }: PgliteUrl,
  request: BackupRequest,
  stem: string,
): Promise<Backup | undefined> {
  if (dataDirectory === undefined || !existsSync(dataDirectory)) return undefined;
  const session = await openSession(request.target, request.open);
  try {
    await session.execute('CHECKPOINT');
    await cp(dataDirectory, stem, { recursive: true });
  } finally {
    await session.close();
  }
  return {
    path: stem,
    restore: `To bring it back: close every window that uses it, and put ${stem} in the place of ${dataDirectory}.`,
  };
}
