import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const ANSWERS_WITHIN_MS = 5000;

/** Where distributions put the programs of each major version, beside PATH. */
const VERSION_FOLDERS: ReadonlyArray<readonly [parent: string, inside: string]> = [
  ['/usr/lib/postgresql', 'bin'],
  ['/usr/local/opt', 'bin'],
  ['/opt/homebrew/opt', 'bin'],
  ['/Applications/Postgres.app/Contents/Versions', 'bin'],
  ['C:\\Program Files\\PostgreSQL', 'bin'],
];

export interface PgDumpSearch {
  /** The setting or option that names the program; empty: found by itself. */
  readonly command: string;
  /** Of the server that is dumped, e.g. "16.4". */
  readonly serverVersion: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

export interface PgDump {
  readonly path: string;
  readonly major: number;
}

/** Why a database cannot be dumped or copied, with what to do next; the reason of another sentence. */
export class BackupImpossible extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BackupImpossible';
  }
}

/**
 * Finds a pg_dump that is not older than the server, which an older one refuses; among several the nearest in version.
 * Throws BackupImpossible.
 */
export async function findPgDump(search: PgDumpSearch): Promise<PgDump> {
  const server = majorOf(search.serverVersion);
  const paths = search.command === '' ? candidates(search) : [search.command];
  const found: PgDump[] = [];
  for (const path of paths) {
    const major = await versionOf(path);
    if (major !== undefined) found.push({ path, major });
  }
  const fitting = found
    .filter(({ major }) => major >= server)
    .sort((left, right) => left.major - right.major);
  const [best] = fitting;
  if (best !== undefined) return best;
  const next =
    'Install the client programs of the server’s version, or name pg_dump in alembicWorkbench.pgDump or --pg-dump.';
  const [newest] = found.sort((left, right) => right.major - left.major);
  throw new BackupImpossible(
    newest === undefined
      ? `no pg_dump was found${search.command === '' ? ' on PATH' : ` at ${search.command}`}. ${next}`
      : `${newest.path} is of PostgreSQL ${newest.major} and cannot dump a server of version ${search.serverVersion}. ${next}`,
  );
}

function majorOf(version: string): number {
  return Number(/^\d+/.exec(version)?.[0] ?? '0');
}

function candidates({ environment, platform }: PgDumpSearch): readonly string[] {
  const name = platform === 'win32' ? 'pg_dump.exe' : 'pg_dump';
  const onPath = (environment.PATH ?? environment.Path ?? '')
    .split(delimiter)
    .filter((entry) => entry !== '');
  const versioned = VERSION_FOLDERS.flatMap(([parent, inside]) =>
    existsSync(parent) ? readdirSync(parent).map((version) => join(parent, version, inside)) : [],
  );
  return [...new Set([...onPath, ...versioned])].map((folder) => join(folder, name)).filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** The major version that the program says it has; undefined where it does not start or is no pg_dump. */
async function versionOf(path: string): Promise<number | undefined> {
  try {
    const { stdout } = await execute(path, ['--version'], { timeout: ANSWERS_WITHIN_MS });
    const major = /pg_dump .*?(\d+)/.exec(stdout)?.[1];
    return major === undefined ? undefined : Number(major);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
