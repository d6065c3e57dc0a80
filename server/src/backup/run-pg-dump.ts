import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { PostgresUrl } from '../core/config/database-url.ts';
import { type OpenOptions, openSession } from '../database/open-session.ts';
import { maskPasswords } from '../database/password-mask.ts';
import { startProcess } from '../processes/process-tree.ts';
import { BackupImpossible, findPgDump } from './find-pg-dump.ts';
import { libpqEnvironment } from './libpq-environment.ts';

export interface DumpOptions {
  readonly open: OpenOptions;
  /** Program that dumps; empty: found by itself. */
  readonly pgDump: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
}

const KILL_GRACE_MS = 2000;

/** The schema of a database as pg_dump writes it, without owners and privileges. Throws as `runPgDump`. */
export async function dumpSchema(
  target: PostgresUrl,
  options: Omit<DumpOptions, 'workingDirectory'>,
  more: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'alembic-workbench-schema-'));
  try {
    const path = join(folder, 'schema.sql');
    const args = ['--schema-only', '--no-owner', '--no-privileges', '--file', path, ...more];
    await runPgDump(target, args, { ...options, workingDirectory: folder }, signal);
    return await readFile(path, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Runs the pg_dump that fits the server. Throws BackupImpossible where there is none, it fails, or `signal` is aborted; a
 * DatabaseError where the server does not answer.
 */
export async function runPgDump(
  target: PostgresUrl,
  args: readonly string[],
  { open, pgDump, environment, workingDirectory }: DumpOptions,
  signal: AbortSignal,
): Promise<void> {
  const session = await openSession(target, open);
  await session.close();
  const { serverVersion } = session;
  const program = await findPgDump({
    command: pgDump,
    serverVersion,
    environment,
    platform: process.platform,
  });
  const child = startProcess({
    program: { command: program.path, args: [...args, '--no-password'] },
    workingDirectory,
    environment: libpqEnvironment(target, open.password, environment),
  });
  const stop = (): void => void child.kill(KILL_GRACE_MS);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const end = await child.ended;
  signal.removeEventListener('abort', stop);
  if (signal.aborted) throw new BackupImpossible('pg_dump was cancelled.');
  if (end.exitCode === 0) return;
  const words = end.startFailure ?? end.stderr.trim().split('\n').at(-1) ?? '';
  const told = maskPasswords(words, [target.password, open.password]);
  throw new BackupImpossible(`${basename(program.path)} failed. ${told}`);
}
