import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../core/script/command-error.ts';
import { DEFAULT_SETTINGS } from '../protocol/settings.ts';
import { openEnvironment } from '../workspace/open-environment.ts';
import type { CommandContext } from './command.ts';
import type { CommandLine } from './command-line.ts';
import { COMMANDS } from './commands.ts';
import { runCommandLine } from './run-command-line.ts';

const interrupted = new AbortController();

function contextOf(line: CommandLine): CommandContext {
  const workingDirectory = currentFolder();
  const named = line.config || process.env.ALEMBIC_CONFIG;
  return {
    workingDirectory,
    namedConfig: named ? resolve(workingDirectory, named) : undefined,
    format: line.format,
    xArguments: line.xArguments,
    environmentVariables: process.env,
    templateFolders: {
      builtIn: fileURLToPath(new URL('../templates', import.meta.url)),
      project: join(workingDirectory, DEFAULT_SETTINGS.templatesFolder),
    },
    loadEnvironment: () =>
      openEnvironment({
        workingDirectory,
        config: line.config,
        section: line.section,
        alembicConfig: process.env.ALEMBIC_CONFIG,
      }),
    progress: (text) => process.stderr.write(`${text}\n`),
    signal: interrupted.signal,
  };
}

/** Throws CommandError `no-folder` where a shell stands in a folder that was deleted. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw new CommandError('no-folder', 'The working directory no longer exists. Change to another one.');
  }
}

/** The manifest stands one folder above the bundle, in a checkout as in an installed package. */
function packageVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  return manifest.version;
}

async function print(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (text !== '' && !stream.write(text)) await once(stream, 'drain');
}

async function main(): Promise<void> {
  process.once('SIGINT', () => interrupted.abort());
  process.once('SIGTERM', () => interrupted.abort());
  // A closed pipe (`… | head`) wants no more text; that is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`error: The answer cannot be written: ${error.message}.\n`);
    process.exit(2);
  });
  const output = await runCommandLine(process.argv.slice(2), COMMANDS, packageVersion, contextOf);
  process.exitCode = output.exitCode;
  await print(process.stderr, output.stderr);
  await print(process.stdout, output.stdout);
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? error.stack : String(error);
  process.stderr.write(
    `alembic-workbench stopped because of a defect of its own; nothing more was done.\n${text}\n`,
  );
  process.exitCode = 2;
});
