import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandError } from '../core/script/command-error.ts';
import type { OnFailure } from '../database/run-several.ts';
import { systemErrorCode } from '../workspace/system-error.ts';
import type { CliOption, CommandContext, OptionValue } from './command.ts';
import { DATABASE_OPTIONS } from './database-options.ts';
import { usageError } from './usage-error.ts';

type Options = Readonly<Record<string, OptionValue | undefined>>;

const DEFAULT_PARALLEL = 4;
const MOST_PARALLEL = 64;

/** Options of a run over several databases; `--url` may be repeated. */
export const SEVERAL_OPTIONS: Readonly<Record<string, CliOption>> = {
  url: {
    type: 'string',
    multiple: true,
    value: 'URL',
    description: `${DATABASE_OPTIONS.url?.description ?? ''}; may be repeated`,
  },
  'urls-file': {
    type: 'string',
    value: 'FILE',
    description: 'run on every database of this file, one URL a line; # begins a comment',
  },
  parallel: {
    type: 'string',
    value: 'N',
    description: `how many databases are at work at once (default: ${DEFAULT_PARALLEL})`,
  },
  'on-failure': {
    type: 'string',
    value: 'WHAT',
    description: 'stop (default): begin no further database after a failure; or continue',
  },
};

export interface SeveralUrls {
  readonly urls: readonly string[];
  /** Whether the user spoke of several databases, also where they turn out to be one. */
  readonly isSeveral: boolean;
}

/** The URLs of `--url` and `--urls-file`. Throws CommandError `cannot-read`, or `usage` for a file that names none. */
export function namedUrls(options: Options, { workingDirectory }: CommandContext): SeveralUrls {
  const { url } = options;
  const given = Array.isArray(url) ? url.map(String) : typeof url === 'string' ? [url] : [];
  const file = options['urls-file'];
  if (typeof file !== 'string') return { urls: given, isSeveral: given.length > 1 };
  const listed = urlsOf(resolve(workingDirectory, file));
  if (listed.length === 0) throw usageError(`${file} names no database. Write one URL a line.`);
  return { urls: [...given, ...listed], isSeveral: true };
}

function urlsOf(path: string): readonly string[] {
  try {
    const lines = readFileSync(path, 'utf8').split(/\r?\n/);
    return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw new CommandError('cannot-read', `${path} cannot be read (${code}). Nothing was run.`, { path });
  }
}

export interface SeveralChoice {
  readonly parallel: number;
  readonly onFailure: OnFailure;
}

/** How a run over several databases goes. Throws CommandError `usage`. */
export function severalChoice(options: Options): SeveralChoice {
  const onFailure = options['on-failure'] ?? 'stop';
  if (onFailure !== 'stop' && onFailure !== 'continue') {
    throw usageError(`'${String(onFailure)}' is not a choice for --on-failure. Write stop or continue.`);
  }
  const text = options.parallel ?? String(DEFAULT_PARALLEL);
  const parallel = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : 0;
  if (parallel < 1 || parallel > MOST_PARALLEL) {
    throw usageError(`'${String(text)}' is no number for --parallel. Write one from 1 to ${MOST_PARALLEL}.`);
  }
  return { parallel, onFailure };
}
