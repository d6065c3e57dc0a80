/**
 * Real Alembic in a virtual environment of its own, the truth that tests compare with.
 * `.tools/alembic-<version>/` holds it; a finished one carries a marker with its pins and is used as it is.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toolsDirectory, withToolLock } from './tools-directory.mjs';

const execute = promisify(execFile);

/**
 * The releases that tests compare with. `legacy` is the oldest pair that is still widely installed (Debian 12 ships
 * it); its SQLAlchemy 1.4 takes psycopg2 only.
 */
export const ALEMBIC_PINS = {
  current: {
    version: '1.20.1',
    minimumPython: [3, 10],
    packages: [
      'alembic==1.20.1',
      'sqlalchemy==2.1.9',
      'psycopg[binary]==3.3.9',
      'psycopg2-binary==2.9.13',
      'asyncpg==0.32.0',
      'greenlet==3.5.6',
      'pydantic-settings==2.16.3',
      'pyyaml==6.0.3',
    ],
  },
  legacy: {
    version: '1.8.1',
    minimumPython: [3, 7],
    packages: ['alembic==1.8.1', 'sqlalchemy==1.4.46', 'psycopg2-binary==2.9.13', 'setuptools<81'],
  },
};

/**
 * Makes the virtual environment of a release ready, or says in one line why this machine cannot have it.
 *
 * @param {'current' | 'legacy'} release
 * @returns {Promise<{ ok: true, python: string, version: string } | { ok: false, reason: string }>}
 */
export async function ensureAlembic(release = 'current') {
  const pins = ALEMBIC_PINS[release];
  const directory = join(toolsDirectory, `alembic-${pins.version}`);
  const python =
    process.platform === 'win32'
      ? join(directory, 'Scripts', 'python.exe')
      : join(directory, 'bin', 'python');
  const ready = { ok: true, python, version: pins.version };
  if (await isComplete(directory, pins)) return ready;
  return withToolLock(`alembic-${pins.version}`, async () => {
    if (await isComplete(directory, pins)) return ready;
    const base = await findPython(pins.minimumPython);
    if (!base.ok) return base;
    const made = await makeEnvironment(base.command, directory);
    if (!made.ok) return made;
    return (await installPackages(python, directory, pins)) ?? ready;
  });
}

export { ensureAlembic as ensure };

const markerOf = (directory) => join(directory, 'alembic-workbench.json');

async function isComplete(directory, pins) {
  const marker = await readFile(markerOf(directory), 'utf8').catch(() => '');
  return marker === JSON.stringify(pins.packages);
}

async function findPython(minimum) {
  const found = await pythonOnPath(minimum);
  if (found) return { ok: true, command: found };
  if (await installWithApt(['python3', 'python3-venv'])) {
    const installed = await pythonOnPath(minimum);
    if (installed) return { ok: true, command: installed };
  }
  return { ok: false, reason: `Python ${minimum.join('.')} or newer is not on PATH` };
}

async function pythonOnPath(minimum) {
  for (const command of ['python3', 'python', 'py']) {
    const answer = await execute(command, ['-c', 'import sys; print(*sys.version_info[:2])']).catch(
      () => undefined,
    );
    if (answer === undefined) continue;
    const [major, minor] = answer.stdout.trim().split(' ').map(Number);
    if (major > minimum[0] || (major === minimum[0] && minor >= minimum[1])) return command;
  }
  return undefined;
}

/** Debian splits `venv` off Python, so `python3 -m venv` may fail where python3 itself is there. */
async function makeEnvironment(command, directory) {
  const attempt = async () => {
    await rm(directory, { recursive: true, force: true });
    await mkdir(toolsDirectory, { recursive: true });
    return execute(command, ['-m', 'venv', directory]).then(
      () => undefined,
      (error) => error,
    );
  };
  let failure = await attempt();
  if (failure && (await installWithApt(['python3-venv']))) failure = await attempt();
  if (!failure) return { ok: true };
  await rm(directory, { recursive: true, force: true });
  return {
    ok: false,
    reason: `${command} -m venv failed: ${lastLine(failure)} (on Debian: apt-get install python3-venv)`,
  };
}

async function installPackages(python, directory, pins) {
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...pins.packages];
  try {
    await execute(python, args, { maxBuffer: 1 << 26 });
    await writeFile(markerOf(directory), JSON.stringify(pins.packages));
    return undefined;
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    return { ok: false, reason: `pip could not install Alembic ${pins.version}: ${lastLine(error)}` };
  }
}

/** True where the packages were installed: needs Linux, root and a reachable Debian mirror. */
async function installWithApt(packages) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await execute('apt-get', ['update', '-q'], { env, maxBuffer: 1 << 26 });
    await execute('apt-get', ['install', '-qy', '--no-install-recommends', ...packages], {
      env,
      maxBuffer: 1 << 26,
    });
    return true;
  } catch {
    return false;
  }
}

function lastLine(error) {
  const text = `${error.stdout ?? ''}\n${error.stderr ?? error.message}`.trim();
  return text.split('\n').at(-1);
}
