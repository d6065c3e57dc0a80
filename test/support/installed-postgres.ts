import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { promisify } from 'node:util';
import { importSetup } from './repository.ts';
import type { Availability } from './suite-availability.ts';

const execute = promisify(execFile);

/** A server of the PostgreSQL that is installed on this machine, with its client programs: the tests' own brings none. */
export interface InstalledPostgres {
  readonly url: string;
  readonly version: string;
  /** Folder of pg_dump, psql and pg_restore. */
  readonly programs: string;
}

interface PostgresSetup {
  startPostgres(options: {
    binaries: string;
  }): Promise<{ url: string; version: string; stop(): Promise<void> }>;
}

/** Started at the call, stopped after the file's last test. */
export async function withInstalledPostgres(): Promise<Availability<InstalledPostgres>> {
  const reason = 'no PostgreSQL server with pg_dump is installed (pg_config is not on PATH)';
  const asked = await execute('pg_config', ['--bindir']).catch(() => undefined);
  const programs = asked?.stdout.trim() ?? '';
  if (programs === '' || !existsSync(join(programs, 'initdb')) || !existsSync(join(programs, 'pg_dump'))) {
    return { ok: false, reason };
  }
  const { startPostgres } = await importSetup<PostgresSetup>('postgres');
  const server = await startPostgres({ binaries: dirname(programs) });
  after(() => server.stop());
  return { ok: true, value: { url: server.url, version: server.version, programs } };
}
