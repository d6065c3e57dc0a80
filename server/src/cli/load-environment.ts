import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { EnvironmentReader } from '../workspace/environment-reader.ts';
import { configuresAlembic, type EnvironmentLocation, environmentsOfFile } from '../workspace/find-environments.ts';
import { OpenDocuments } from '../workspace/open-documents.ts';
import { readConfigText } from '../workspace/read-config-text.ts';

export interface EnvironmentChoice {
  /** `-c`, or the variable ALEMBIC_CONFIG; undefined: found from the working directory upwards. */
  readonly config: string | undefined;
  /** `-n`; undefined: [alembic]. */
  readonly section: string | undefined;
  readonly workingDirectory: string;
}

/**
 * Reads the migration environment that a command line chooses.
 * Throws CommandError `no-config` where there is no configuration, and with the kind of the ConfigError where it cannot
 * be used; the message names file and line.
 */
export async function loadEnvironment(choice: EnvironmentChoice): Promise<EnvironmentSnapshot> {
  const path = choice.config === undefined ? findConfig(choice.workingDirectory) : namedConfig(choice.config, choice);
  const location = locationOf(path, choice);
  // A relative script_location counts from the working directory, as in Alembic; from the file where that finds nothing.
  const reader = new EnvironmentReader(location, new OpenDocuments(), [choice.workingDirectory, dirname(path)]);
  await reader.load();
  const { snapshot, trouble } = reader.environment;
  if (snapshot !== undefined) return snapshot;
  if (trouble === undefined) throw new Error(`${path} gave neither a snapshot nor a reason`);
  const place = trouble.line === undefined ? trouble.path : `${trouble.path}:${trouble.line}`;
  throw new CommandError(trouble.kind, `${place}: ${trouble.message}`, { path: trouble.path, line: trouble.line });
}

function namedConfig(config: string, { workingDirectory }: EnvironmentChoice): string {
  const path = resolve(workingDirectory, config);
  if (existsSync(path)) return path;
  throw new CommandError('no-config', `There is no file '${config}' (looked for ${path}). Name another with -c PATH.`);
}

function findConfig(workingDirectory: string): string {
  for (let directory = workingDirectory; ; directory = dirname(directory)) {
    const ini = join(directory, 'alembic.ini');
    if (existsSync(ini)) return ini;
    const toml = join(directory, 'pyproject.toml');
    if (existsSync(toml) && configuresAlembic(toml, readConfigText)) return toml;
    if (directory === dirname(directory)) break;
  }
  throw new CommandError(
    'no-config',
    `Neither alembic.ini nor a pyproject.toml with [tool.alembic] is in ${workingDirectory} or above it. Name one with -c PATH, or make an environment with 'init'.`,
  );
}

function locationOf(path: string, { section = 'alembic', workingDirectory }: EnvironmentChoice): EnvironmentLocation {
  const found = environmentsOfFile(path, workingDirectory, readConfigText);
  const chosen = found.find((location) => location.section === section) ?? found[0];
  if (chosen === undefined) throw new Error(`${path} gave no location`);
  return { ...chosen, section };
}
