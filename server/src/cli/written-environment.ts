import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import {
  type EnvironmentTemplate,
  type InitFile,
  type InitPlace,
  initFiles,
} from '../core/authoring/init-environment.ts';
import { CommandError } from '../core/script/command-error.ts';
import { systemErrorCode } from '../workspace/system-error.ts';
import type { CommandContext, CommandResult } from './command.ts';

/**
 * Writes a new environment into a folder that is empty or not there; a configuration that is there stays as it is, and
 * is said to. Throws CommandError `usage`, `file-exists` or `cannot-write`. Source: `alembic.command.init`.
 */
export async function writtenEnvironment(
  directory: string,
  template: EnvironmentTemplate,
  isPackage: boolean,
  context: CommandContext,
): Promise<CommandResult> {
  const place = placeOf(directory, context);
  requireEmpty(place.directory);
  const [config, ...others] = initFiles(place, template);
  const packages = isPackage ? [place.directory, join(place.directory, 'versions')] : [];
  const files = [...others, ...packages.map((folder) => ({ path: join(folder, '__init__.py'), text: '' }))];
  const isConfigured = existsSync(config.path);
  if (isConfigured) {
    context.progress(
      `warning: ${config.path} exists already and was left as it is; its script_location must name ${place.scriptLocation}, or name another file with -c.`,
    );
  }
  const written = isConfigured ? files : [config, ...files];
  for (const file of written) await write(file);
  const paths = written.map(({ path }) => path);
  return { exitCode: 0, text: paths.map((path) => `Generated ${path}\n`).join(''), json: { files: paths } };
}

/** An absolute folder stands in the configuration as it is, any other one relative to the configuration's folder. */
function placeOf(directory: string, { workingDirectory, namedConfig }: CommandContext): InitPlace {
  if (directory === '') throw new CommandError('usage', 'Name the folder of the new environment.');
  const configPath = namedConfig ?? join(workingDirectory, 'alembic.ini');
  if (configPath.endsWith('.toml')) {
    const what = `init writes an ini file, and -c names ${configPath}.`;
    throw new CommandError('usage', `${what} Name an ini file, or leave -c out for alembic.ini.`);
  }
  const absolute = resolve(workingDirectory, directory);
  const location = isAbsolute(directory)
    ? escaped(absolute)
    : `%(here)s/${escaped(relative(dirname(configPath), absolute))}`.replace(/\/$/, '');
  return { configPath, directory: absolute, scriptLocation: location };
}

/** As a value of an ini file, where `%` begins an interpolation. */
function escaped(path: string): string {
  return path.replaceAll('\\', '/').replaceAll('%', '%%');
}

function requireEmpty(directory: string): void {
  if (!existsSync(directory)) return;
  let names: readonly string[];
  try {
    names = readdirSync(directory);
  } catch (error) {
    throw notWritten(directory, error);
  }
  if (names.length === 0) return;
  throw new CommandError(
    'file-exists',
    `${directory} exists already and is not empty. Nothing was written; name another directory.`,
    { path: directory },
  );
}

async function write({ path, text }: InitFile): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    throw notWritten(path, error);
  }
}

function notWritten(path: string, error: unknown): unknown {
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  return new CommandError('cannot-write', `${path} cannot be written (${code}).`, { path });
}
