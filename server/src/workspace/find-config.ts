import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { CommandError } from '../core/script/command-error.ts';
import { configuresAlembic, type EnvironmentLocation, environmentsOfFile } from './find-environments.ts';
import { readConfigText } from './read-config-text.ts';

/** How a command line names an environment. */
export interface ConfigChoice {
  readonly workingDirectory: string;
  /** `-c PATH`. */
  readonly config: string | undefined;
  /** `-n SECTION`. */
  readonly section: string | undefined;
  /** ALEMBIC_CONFIG of the environment; counts where `config` is undefined, as for Alembic. */
  readonly alembicConfig: string | undefined;
}

/**
 * Finds the configuration that a command means: the one that is named, else the first of alembic.ini, pyproject.toml
 * with `[tool.alembic]` and Flask-Migrate's migrations/alembic.ini from the working directory upwards. Throws
 * CommandError `no-config`.
 */
export function findConfig({
  workingDirectory,
  config,
  section,
  alembicConfig,
}: ConfigChoice): EnvironmentLocation {
  const named = config || alembicConfig || undefined;
  const path = named === undefined ? nearestConfig(workingDirectory) : resolve(workingDirectory, named);
  if (path === undefined) {
    const what = `No alembic.ini and no pyproject.toml with [tool.alembic] in ${workingDirectory} or above.`;
    throw new CommandError('no-config', `${what} Name one with -c PATH, or run init.`, { workingDirectory });
  }
  if (!existsSync(path)) {
    throw new CommandError('no-config', `The configuration file ${path} does not exist.`, { path });
  }
  return locationOf(path, section, named === undefined ? dirname(path) : workingDirectory);
}

function nearestConfig(from: string): string | undefined {
  for (let directory = resolve(from); ; directory = dirname(directory)) {
    const ini = resolve(directory, 'alembic.ini');
    if (existsSync(ini)) return ini;
    const toml = resolve(directory, 'pyproject.toml');
    if (existsSync(toml) && configuresAlembic(toml, readConfigText)) return toml;
    const flask = resolve(directory, 'migrations', 'alembic.ini');
    if (existsSync(flask)) return flask;
    if (directory === dirname(directory)) return undefined;
  }
}

/** `-n` may name any section; whether it has a script_location is found out when it is read. */
function locationOf(path: string, section: string | undefined, folder: string): EnvironmentLocation {
  const locations = environmentsOfFile(path, folder, readConfigText);
  const wanted = section ?? 'alembic';
  const found = locations.find((location) => location.section === wanted);
  if (found !== undefined) return found;
  const [first] = locations;
  if (first === undefined)
    throw new CommandError('no-config', `${path} configures no environment.`, { path });
  if (section === undefined && basename(path) !== 'pyproject.toml' && locations.length > 1) {
    const names = locations.map((location) => location.section).join(', ');
    throw new CommandError('no-config', `${path} has no [alembic]; name a section with -n: ${names}.`, {
      path,
    });
  }
  return { ...first, id: `${path}#${wanted}`, section: wanted };
}
