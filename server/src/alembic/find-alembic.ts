import { access, constants, readdir, readFile } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Program } from '../processes/program.ts';
import { type AlembicCommand, splitCommandLine } from './alembic-command.ts';

/** Where to look; the process's environment is passed in. */
export interface AlembicSearch {
  /** Absolute path of alembic.ini or pyproject.toml. */
  readonly configPath: string;
  /** The search goes up to this folder; undefined: only beside the configuration. */
  readonly workspaceFolder: string | undefined;
  /** The setting `alembicWorkbench.alembicCommand`; empty: found by itself. */
  readonly alembicCommand: string;
  /** The interpreter that the Python extension has selected. */
  readonly selectedInterpreter: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** Nothing was found; `looked` says where. */
export interface AlembicNotFound {
  readonly looked: readonly string[];
  /** For a person, with what to do next. */
  readonly message: string;
}

const ENVIRONMENT_FOLDERS = ['.venv', 'venv', 'env', '.env'];

/** Tools that start programs in the project's environment, by the file that shows that the project uses them. */
const PROJECT_TOOLS = [
  { file: 'uv.lock', tool: 'uv' },
  { file: 'poetry.lock', tool: 'poetry' },
  { file: 'Pipfile', tool: 'pipenv' },
  { file: 'pdm.lock', tool: 'pdm' },
] as const;

async function exists(path: string, mode: number = constants.F_OK): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** The folder of the configuration and those above it, up to the workspace folder. */
function foldersUpwards({ configPath, workspaceFolder }: AlembicSearch): readonly string[] {
  const folders = [dirname(resolve(configPath))];
  const outermost = workspaceFolder === undefined ? undefined : resolve(workspaceFolder);
  for (let folder = folders[0] ?? ''; outermost !== undefined && folder !== outermost; ) {
    const parent = dirname(folder);
    if (parent === folder) return folders.slice(0, 1);
    folders.push(parent);
    folder = parent;
  }
  return folders;
}

async function findOnPath(name: string, search: AlembicSearch): Promise<string | undefined> {
  const suffixes = search.platform === 'win32' ? ['.exe', '.com'] : [''];
  const path = search.environment.PATH ?? search.environment.Path ?? '';
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    for (const suffix of suffixes) {
      const candidate = join(folder, name + suffix);
      if (await exists(candidate, constants.X_OK)) return candidate;
    }
  }
  return undefined;
}

/** Whether an interpreter's environment has a package, by its folder: starting Python to ask takes a tenth of a second. */
async function hasPackage(python: string, name: string, platform: NodeJS.Platform): Promise<boolean> {
  const root = dirname(dirname(python));
  const library = platform === 'win32' ? join(root, 'Lib') : join(root, 'lib');
  if (platform === 'win32') return exists(join(library, 'site-packages', name));
  if (!(await exists(library))) return false;
  const versions = (await readdir(library)).filter((entry) => entry.startsWith('python'));
  for (const version of versions) {
    for (const packages of ['site-packages', 'dist-packages']) {
      if (await exists(join(library, version, packages, name))) return true;
    }
  }
  return false;
}

function pythonOf(environmentFolder: string, platform: NodeJS.Platform): string {
  return platform === 'win32'
    ? join(environmentFolder, 'Scripts', 'python.exe')
    : join(environmentFolder, 'bin', 'python');
}

function ofPython(python: Program, flask: boolean, origin: string): AlembicCommand {
  const args = flask ? [...python.args, '-m', 'flask', 'db'] : [...python.args, '-m', 'alembic'];
  return { program: { command: python.command, args }, python, kind: flask ? 'flask' : 'alembic', origin };
}

/** Flask-Migrate's env.py takes its engine from the application, so that plain alembic cannot run it. */
async function isFlaskMigrate(configPath: string): Promise<boolean> {
  const env = join(dirname(configPath), 'env.py');
  return (await exists(env)) && (await readFile(env, 'utf8')).includes('current_app');
}

async function inEnvironments(
  search: AlembicSearch,
  flask: boolean,
  looked: string[],
): Promise<AlembicCommand | undefined> {
  const { environment, platform } = search;
  const candidates: Array<readonly [python: string, origin: string]> = [];
  if (search.selectedInterpreter !== undefined) {
    candidates.push([search.selectedInterpreter, `the selected interpreter ${search.selectedInterpreter}`]);
  }
  for (const folder of foldersUpwards(search)) {
    for (const name of ENVIRONMENT_FOLDERS) {
      candidates.push([pythonOf(join(folder, name), platform), `${name} of ${folder}`]);
    }
  }
  for (const variable of ['VIRTUAL_ENV', 'CONDA_PREFIX']) {
    const folder = environment[variable];
    if (folder) candidates.push([pythonOf(folder, platform), `${variable} ${folder}`]);
  }
  for (const [python, origin] of candidates) {
    if (!(await exists(python, constants.X_OK))) continue;
    looked.push(origin);
    if (await hasPackage(python, flask ? 'flask_migrate' : 'alembic', platform)) {
      return ofPython({ command: python, args: [] }, flask, origin);
    }
  }
  return undefined;
}

async function inProjectTools(
  search: AlembicSearch,
  flask: boolean,
  looked: string[],
): Promise<AlembicCommand | undefined> {
  for (const folder of foldersUpwards(search)) {
    for (const { file, tool } of PROJECT_TOOLS) {
      if (!(await exists(join(folder, file)))) continue;
      const command = await findOnPath(tool, search);
      const origin = `${tool} run, for ${join(folder, file)}`;
      looked.push(command === undefined ? `${origin} (${tool} is not on PATH)` : origin);
      if (command !== undefined) return ofPython({ command, args: ['run', 'python'] }, flask, origin);
    }
  }
  return undefined;
}

async function onPath(
  search: AlembicSearch,
  flask: boolean,
  looked: string[],
): Promise<AlembicCommand | undefined> {
  looked.push('PATH');
  const name = flask ? 'flask' : 'alembic';
  const command = await findOnPath(name, search);
  if (command === undefined) return undefined;
  const beside = join(dirname(command), search.platform === 'win32' ? 'python.exe' : 'python');
  const hasPython =
    (await exists(beside, constants.X_OK)) && (await hasPackage(beside, 'alembic', search.platform));
  return {
    program: { command, args: flask ? ['db'] : [] },
    python: hasPython ? { command: beside, args: [] } : undefined,
    kind: flask ? 'flask' : 'alembic',
    origin: command,
  };
}

/**
 * Finds the user's alembic: the setting, the selected interpreter, virtual environments beside the configuration and above
 * it, the activated one, uv, poetry, pipenv and pdm, and PATH. Nothing is started.
 */
export async function findAlembic(search: AlembicSearch): Promise<AlembicCommand | AlembicNotFound> {
  const [command, ...args] = splitCommandLine(search.alembicCommand, search.platform);
  if (command !== undefined) {
    const kind = args.at(-1) === 'db' ? 'flask' : 'alembic';
    return {
      program: { command, args },
      python: undefined,
      kind,
      origin: 'the setting alembicWorkbench.alembicCommand',
    };
  }
  const flask = await isFlaskMigrate(search.configPath);
  const looked: string[] = [];
  const found =
    (await inEnvironments(search, flask, looked)) ??
    (await inProjectTools(search, flask, looked)) ??
    (await onPath(search, flask, looked));
  return (
    found ?? {
      looked,
      message: `No ${flask ? 'Flask-Migrate' : 'alembic'} was found for ${search.configPath}; looked in ${looked.join(', ')}.`,
    }
  );
}
