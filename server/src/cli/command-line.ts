import { parseArgs } from 'node:util';
import type { CliCommand, CliOption, CommandArguments, OptionValue, OutputFormat } from './command.ts';
import { usageError } from './usage-error.ts';

/** Options that stand before the command. */
export const GLOBAL_OPTIONS: Readonly<Record<string, CliOption>> = {
  config: {
    type: 'string',
    short: 'c',
    value: 'PATH',
    description:
      'alembic.ini or pyproject.toml; found from the working directory upwards where it is left out',
  },
  name: {
    type: 'string',
    short: 'n',
    value: 'SECTION',
    description: 'section of the ini file (default: alembic)',
  },
  'x-argument': {
    type: 'string',
    short: 'x',
    multiple: true,
    value: 'ARGUMENT',
    description: 'handed to your own alembic as -x ARGUMENT, where it runs; may be repeated',
  },
  format: {
    type: 'string',
    value: 'FORMAT',
    description: 'text (default) or json; lint also sarif, github, gitlab',
  },
  help: { type: 'boolean', short: 'h', description: 'show help, of a command where one is named' },
  version: { type: 'boolean', description: 'show the version' },
};

const FORMATS: readonly OutputFormat[] = ['text', 'json', 'sarif', 'github', 'gitlab'];

export interface CommandLine {
  readonly config: string | undefined;
  readonly section: string | undefined;
  readonly format: OutputFormat;
  readonly xArguments: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
  /** Undefined where no command is named. */
  readonly command: CliCommand | undefined;
  readonly args: CommandArguments;
}

/**
 * Reads a command line in Alembic's spelling: options of the program before the command, then the command, then its own.
 * The options of the program are also taken after the command, where the command has none of that name or letter. A long
 * option may be cut short as long as it is one, as Python's argparse takes it: `--auto`. Throws CommandError `usage`.
 */
export function parseCommandLine(argv: readonly string[], commands: readonly CliCommand[]): CommandLine {
  const at = commandIndex(argv);
  const name = argv[at];
  const command = commands.find((candidate) => candidate.name === name);
  if (name !== undefined && command === undefined) {
    throw usageError(
      `There is no command '${name}'. The commands are: ${commands.map((known) => known.name).join(', ')}.`,
    );
  }
  const before = parse(argv.slice(0, at), GLOBAL_OPTIONS, command);
  const own = parse(argv.slice(at + 1), optionsAfter(command), command);
  const options = { ...before.options, ...own.options };
  const help = options.help === true;
  if (command !== undefined && !help) checkPositionals(command, own.positionals);
  return {
    config: text(options.config),
    section: text(options.name),
    format: outputFormat(text(options.format), command),
    xArguments: Array.isArray(options['x-argument']) ? options['x-argument'] : [],
    help,
    version: options.version === true,
    command,
    args: { positionals: own.positionals, options: own.options },
  };
}

/** What may stand after the command: its own options, and those of the program whose letter it does not take. */
function optionsAfter(command: CliCommand | undefined): Readonly<Record<string, CliOption>> {
  const own = command?.options ?? {};
  const taken = new Set(Object.values(own).map(({ short }) => short));
  const shared = Object.entries(GLOBAL_OPTIONS).map(([name, { short, ...option }]): [string, CliOption] => [
    name,
    short === undefined || taken.has(short) ? option : { ...option, short },
  ]);
  return { ...Object.fromEntries(shared), ...own };
}

/** Options of a user's shell that asked for JSON, read before the command line is known to be well formed. */
export function asksForJson(argv: readonly string[]): boolean {
  return argv.some(
    (word, index) => word === '--format=json' || (word === '--format' && argv[index + 1] === 'json'),
  );
}

/** Index of the first word that is neither an option nor an option's value. */
function commandIndex(argv: readonly string[]): number {
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (!word.startsWith('-') || word === '-') return index;
    if (takesNextWord(word)) index += 1;
  }
  return argv.length;
}

function takesNextWord(word: string): boolean {
  const whole = spelledOut(word, GLOBAL_OPTIONS);
  return Object.entries(GLOBAL_OPTIONS).some(
    ([name, option]) => option.type === 'string' && (whole === `--${name}` || whole === `-${option.short}`),
  );
}

/** A long option in full where it was cut short and only one begins so. Throws CommandError `usage` where several do. */
function spelledOut(word: string, options: Readonly<Record<string, CliOption>>): string {
  const [, name, rest = ''] = /^--([\w-]+)(=.*)?$/s.exec(word) ?? [];
  if (name === undefined || options[name] !== undefined) return word;
  const [only, ...more] = Object.keys(options).filter((known) => known.startsWith(name));
  if (only === undefined) return word;
  if (more.length === 0) return `--${only}${rest}`;
  throw usageError(`'--${name}' could be ${[only, ...more].map((known) => `--${known}`).join(' or ')}.`);
}

const RELATIVE_TARGET = /^-\d/;
/** Marks a word that starts with "-" and a digit, which Python's argparse takes as a number and not as an option. */
const NUMBER_MARK = '\0';

function parse(
  words: readonly string[],
  options: Readonly<Record<string, CliOption>>,
  command: CliCommand | undefined,
): CommandArguments {
  const valued = optionalValues(optionsInFull(words, options), options);
  const args = valued.words.map((word) => (RELATIVE_TARGET.test(word) ? NUMBER_MARK + word : word));
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short === undefined ? {} : { short }), multiple: multiple ?? false },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args,
      options: config,
      allowPositionals: true,
      strict: true,
    });
    return {
      positionals: positionals.map(unmark),
      options: {
        ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, unmarkValue(value)])),
        ...valued.values,
      },
    };
  } catch (error) {
    if (error instanceof TypeError) throw usageError(optionProblem(unmark(error.message), command));
    throw error;
  }
}

/** Everything behind `--` is an argument. */
function optionsInFull(
  words: readonly string[],
  options: Readonly<Record<string, CliOption>>,
): readonly string[] {
  const end = words.indexOf('--');
  return words.map((word, index) => (end >= 0 && index >= end ? word : spelledOut(word, options)));
}

/** What is wrong with an option, from a message of `parseArgs`. */
function optionProblem(message: string, command: CliCommand | undefined): string {
  const [, unknown] = /^Unknown option '(.+?)'/s.exec(message) ?? [];
  if (unknown === undefined) return `${message.replaceAll('\n', ' ').replace(/\.?$/, '.')}`;
  const help = ['alembic-workbench', ...(command === undefined ? [] : [command.name]), '--help'].join(' ');
  return `There is no option '${unknown}'. ${help} lists the options.`;
}

/** Takes the values of options such as `--backup=schema` apart, which `parseArgs` does not know. */
function optionalValues(
  words: readonly string[],
  options: Readonly<Record<string, CliOption>>,
): { readonly words: readonly string[]; readonly values: Readonly<Record<string, string>> } {
  const values: Record<string, string> = {};
  const rest = words.map((word) => {
    const [, name = '', value = ''] = /^--([\w-]+)=(.*)$/s.exec(word) ?? [];
    const allowed = options[name]?.values;
    if (allowed === undefined) return word;
    if (!allowed.includes(value)) {
      throw usageError(`'${value}' is not a value of --${name}. It has: ${allowed.join(', ')}.`);
    }
    values[name] = value;
    return `--${name}`;
  });
  return { words: rest, values };
}

function unmarkValue(value: string | boolean | Array<string | boolean> | undefined): OptionValue | undefined {
  if (Array.isArray(value)) return value.map((item) => unmark(String(item)));
  return typeof value === 'string' ? unmark(value) : value;
}

function unmark(word: string): string {
  return word.replaceAll(NUMBER_MARK, '');
}

function text(value: OptionValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function outputFormat(name: string | undefined, command: CliCommand | undefined): OutputFormat {
  const format = FORMATS.find((known) => known === (name ?? 'text'));
  const allowed: readonly OutputFormat[] = ['text', 'json', ...(command?.formats ?? [])];
  if (format === undefined || !allowed.includes(format)) {
    throw usageError(`'${name}' is not a format of this command. It has: ${allowed.join(', ')}.`);
  }
  return format;
}

function checkPositionals(command: CliCommand, positionals: readonly string[]): void {
  const [least, most] = command.positionals;
  if (positionals.length >= least && positionals.length <= most) return;
  const problem =
    positionals.length < least ? 'An argument is missing.' : `'${positionals[most]}' is one too many.`;
  throw usageError(`${problem} Usage: alembic-workbench ${command.name} ${command.usage}`.trimEnd());
}
