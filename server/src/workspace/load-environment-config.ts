import { existsSync, readdirSync } from 'node:fs';
import { delimiter } from 'node:path';
import { type AlembicOptions, directoryOf, readAlembicOptions } from '../core/config/alembic-options.ts';
import { ConfigError } from '../core/config/config-error.ts';
import type { EnvironmentConfig } from '../core/config/environment-config.ts';
import { resolveEnvironmentConfig } from '../core/config/resolve-config.ts';
import type { EnvironmentLocation } from './find-environments.ts';
import { isDirectory } from './is-directory.ts';
import type { ReadConfigText } from './read-config-text.ts';
import { slashPath } from './slash-path.ts';
import { systemErrorCode } from './system-error.ts';

/**
 * Reads the configuration of an environment. `workingDirectories` are those that relative paths may count from, the most
 * likely first; the first under which the script location exists is taken. Throws ConfigError where the configuration
 * cannot be read, names no script location, or names one that does not exist.
 */
export function loadEnvironmentConfig(
  location: EnvironmentLocation,
  workingDirectories: readonly string[],
  read: ReadConfigText,
): EnvironmentConfig {
  const { iniPath, tomlPath, section } = location;
  const file = (path: string | undefined) => (path === undefined ? undefined : { path, text: read(path) });
  const options = readAlembicOptions({
    ini: file(iniPath),
    toml: file(tomlPath),
    section,
    pathSeparator: delimiter,
  });
  const tried = workingDirectories.map((directory) => tryResolve(options, slashPath(directory)));
  for (const attempt of tried) {
    if (!(attempt instanceof ConfigError) && isDirectory(attempt.scriptLocation)) return attempt;
  }
  const [first] = tried;
  if (first === undefined) throw new Error('loadEnvironmentConfig needs a working directory');
  if (first instanceof ConfigError) throw first;
  const what = `Path doesn't exist: ${first.scriptLocation}, the script_location of ${first.configPath}.`;
  const help = 'Correct script_location, or initialize an environment there.';
  const line = options.lineOf('script_location');
  throw new ConfigError('missing-script-location', `${what} ${help}`, first.configPath, line);
}

/** A package that is not found from one working directory may be from the next. */
function tryResolve(options: AlembicOptions, workingDirectory: string): EnvironmentConfig | ConfigError {
  try {
    return resolve(options, workingDirectory);
  } catch (error) {
    if (error instanceof ConfigError && error.kind === 'unknown-package') return error;
    throw error;
  }
}

function resolve(options: AlembicOptions, workingDirectory: string): EnvironmentConfig {
  return resolveEnvironmentConfig(options, {
    workingDirectory,
    envScriptBesideConfig: existsSync(`${directoryOf(options.configPath)}/env.py`),
    packageDirectory: (name, searchPath) =>
      packageDirectory(name, [
        ...searchPath,
        ...usualRoots(workingDirectory),
        importRoot(directoryOf(options.configPath)),
      ]),
  });
}

/** Where packages are found when prepend_sys_path does not say: the project, its `src`, its virtual environment. */
function usualRoots(directory: string): readonly string[] {
  const libraries = ['.venv', 'venv'].flatMap((name) => {
    const library = `${directory}/${name}/lib`;
    return childFolders(library).map((python) => `${library}/${python}/site-packages`);
  });
  return [directory, `${directory}/src`, ...libraries];
}

/** The directory that Python imports the package from in which a configuration lies: the first one up that is no package. */
function importRoot(directory: string): string {
  const parent = directoryOf(directory);
  return parent !== directory && existsSync(`${directory}/__init__.py`) ? importRoot(parent) : directory;
}

function packageDirectory(name: string, roots: readonly string[]): string | undefined {
  const below = name.replaceAll('.', '/');
  return roots.map((root) => `${root}/${below}`).find(isDirectory);
}

function childFolders(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return [];
  }
}
