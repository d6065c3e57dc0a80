import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DatabaseUrl,
  displayUrl,
  type PgliteUrl,
  type PostgresUrl,
} from '../core/config/database-url.ts';
import { databaseFileName } from '../database/kept-lines.ts';
import type { OpenOptions } from '../database/open-session.ts';
import type { BackupScope, RunBackup } from '../protocol/run-messages.ts';
import { copyAtRest } from './copy-at-rest.ts';
import { BackupImpossible } from './find-pg-dump.ts';
import { dumpRestore, folderRestore, schemaRestore } from './restore-command.ts';
import { runPgDump } from './run-pg-dump.ts';

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

/** `path`: file of the dump, or the copied folder of an embedded database. */
export type Backup = RunBackup;

const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

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

async function dump(
  target: PostgresUrl,
  request: BackupRequest,
  stem: string,
  signal: AbortSignal,
): Promise<Backup> {
  const isSchema = request.scope === 'schema';
  const path = `${stem}.${isSchema ? 'sql' : 'dump'}`;
  const partial = `${path}.partial`;
  const restore = isSchema ? schemaRestore(target, path) : await dumpRestore(target, request.open, path);
  // Made beforehand, so that nobody else may read it from its first byte on.
  await (await open(partial, 'wx', OWNER_ONLY)).close();
  try {
    const form = isSchema ? '--schema-only' : '--format=custom';
    const options = { ...request, workingDirectory: request.storagePath };
    await runPgDump(target, [form, '--file', partial], options, signal);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    if (error instanceof BackupImpossible) throw new BackupImpossible(`No backup was made: ${error.message}`);
    throw error;
  }
  return { path, restore };
}

async function copyEmbedded(
  database: PgliteUrl,
  request: BackupRequest,
  stem: string,
): Promise<Backup | undefined> {
  const { dataDirectory } = database;
  if (dataDirectory === undefined || !existsSync(dataDirectory)) return undefined;
  await copyAtRest(database, request.open, stem);
  return { path: stem, restore: folderRestore(dataDirectory, stem) };
}
