import type { CliCommand, CliOption } from './command.ts';
import { GLOBAL_OPTIONS } from './command-line.ts';

/** The text of `--help`: all commands, or one with its options. README.md holds the same text; a test keeps them equal. */
export function helpText(commands: readonly CliCommand[], command: CliCommand | undefined): string {
  return command === undefined ? programHelp(commands) : commandHelp(command);
}

function programHelp(commands: readonly CliCommand[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'usage: alembic-workbench [-c PATH] [-n SECTION] [--format text|json] COMMAND …',
    '',
    'options:',
    ...optionLines(GLOBAL_OPTIONS),
    '',
    'commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'exit codes: 0 fine; 1 findings or a failed run; 2 usage, environment or resolution error',
    '',
  ].join('\n');
}

function commandHelp(command: CliCommand): string {
  const lines = [
    `usage: alembic-workbench ${command.name} ${command.usage}`.trimEnd(),
    '',
    command.summary,
    '',
  ];
  if (Object.keys(command.options).length > 0) lines.push('options:', ...optionLines(command.options), '');
  return lines.join('\n');
}

function optionLines(options: Readonly<Record<string, CliOption>>): string[] {
  const rows = Object.entries(options).map(([name, option]): [string, string] => {
    const short = option.short === undefined ? '' : `-${option.short}, `;
    const optional = option.values === undefined ? '' : `[=${option.values.join('|')}]`;
    const value = option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : optional;
    return [`${short}--${name}${value}`, option.description];
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
