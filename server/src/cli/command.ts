import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';

/** An option of a command, as `--help` shows it and `parseCommandLine` reads it. */
export interface CliOption {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: boolean;
  /** A boolean option that may carry one of these values, as in `--backup=schema`. */
  readonly values?: readonly string[];
  /** Placeholder of the value in the usage, e.g. "TARGET". */
  readonly value?: string;
  readonly description: string;
}

export type OptionValue = string | boolean | readonly string[];

/** What a command was called with. Options that were not given are absent. */
export interface CommandArguments {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, OptionValue | undefined>>;
}

export type OutputFormat = 'text' | 'json' | 'sarif' | 'github' | 'gitlab';

/** The world as a command sees it; tests give their own. */
export interface CommandContext {
  readonly workingDirectory: string;
  /** What `-c` or ALEMBIC_CONFIG names, absolute; `init` writes there. */
  readonly namedConfig: string | undefined;
  readonly format: OutputFormat;
  /** Handed to the user's alembic, each as `-x ARGUMENT`. */
  readonly xArguments: readonly string[];
  readonly environmentVariables: Readonly<Record<string, string | undefined>>;
  /** Folders of revision templates: this program's, and the project's own, which need not exist. */
  readonly templateFolders: { readonly builtIn: string; readonly project: string };
  /** The environment that `-c` and `-n` name, or the one found from the working directory upwards. */
  loadEnvironment(): Promise<EnvironmentSnapshot>;
  /** One line for stderr: progress, never the answer. */
  progress(line: string): void;
  /** Aborts when the user interrupts the command. */
  readonly signal: AbortSignal;
}

/** 0 fine, 1 findings or a failed run, 2 usage, environment or resolution error. */
export type ExitCode = 0 | 1 | 2;

/**
 * The answer of a command in both forms; the caller prints the one that was asked for. `json` may be a getter where it is
 * dear: that of the chain commands lints the chain.
 */
export interface CommandResult {
  readonly exitCode: ExitCode;
  readonly text: string;
  readonly json: unknown;
}

export interface CliCommand {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Usage after the command's name, e.g. "TARGET [--sql]". */
  readonly usage: string;
  readonly options: Readonly<Record<string, CliOption>>;
  /** Least and most positional arguments. */
  readonly positionals: readonly [least: number, most: number];
  /** Formats beside text and json. */
  readonly formats?: readonly OutputFormat[];
  run(args: CommandArguments, context: CommandContext): Promise<CommandResult>;
}
