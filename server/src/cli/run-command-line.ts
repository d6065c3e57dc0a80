import { ConfigError } from '../core/config/config-error.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { CliCommand, CommandContext, CommandResult, OutputFormat } from './command.ts';
import { asksForJson, type CommandLine, parseCommandLine } from './command-line.ts';
import { helpText } from './help-text.ts';
import { usageError } from './usage-error.ts';

/** Makes the context of a command from what stands before it on the command line. */
export type ContextFactory = (line: CommandLine) => CommandContext;

export interface ProcessOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one command line and returns what the process prints. With `--format json` stdout is one JSON document, also for
 * an error; without it an error is one paragraph on stderr. Errors that nobody foresaw are thrown.
 */
export async function runCommandLine(
  argv: readonly string[],
  commands: readonly CliCommand[],
  version: () => string,
  contextOf: ContextFactory,
): Promise<ProcessOutput> {
  let format: OutputFormat = asksForJson(argv) ? 'json' : 'text';
  try {
    const line = parseCommandLine(argv, commands);
    format = line.format;
    if (line.version) return { exitCode: 0, stdout: `alembic-workbench ${version()}\n`, stderr: '' };
    if (line.help) return { exitCode: 0, stdout: helpText(commands, line.command), stderr: '' };
    if (line.command === undefined) return withoutCommand(commands, format);
    return printed(await line.command.run(line.args, contextOf(line)), format);
  } catch (error) {
    if (error instanceof CommandError) return failed(error, format);
    if (error instanceof ConfigError) return failed(new CommandError(error.kind, placed(error)), format);
    throw error;
  }
}

/** Somebody who types the bare name wants the help; a program that wants JSON gets its error. */
function withoutCommand(commands: readonly CliCommand[], format: OutputFormat): ProcessOutput {
  if (format !== 'json') return { exitCode: 2, stdout: '', stderr: helpText(commands, undefined) };
  const names = commands.map(({ name }) => name).join(', ');
  return failed(usageError(`No command is named. The commands are: ${names}.`), format);
}

function printed(result: CommandResult, format: OutputFormat): ProcessOutput {
  const stdout = format === 'json' ? `${JSON.stringify(result.json, null, 2)}\n` : result.text;
  return { exitCode: result.exitCode, stdout, stderr: '' };
}

function placed({ path, line, message }: ConfigError): string {
  return `${line === undefined ? path : `${path}:${line}`}: ${message}`;
}

function failed(error: CommandError, format: OutputFormat): ProcessOutput {
  const { code, message } = error;
  if (format === 'json') {
    return { exitCode: 2, stdout: `${JSON.stringify({ error: { code, message } }, null, 2)}\n`, stderr: '' };
  }
  return { exitCode: 2, stdout: '', stderr: `error: ${message}\n` };
}
