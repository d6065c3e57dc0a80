import type { CliOption, OptionValue } from './command.ts';
import { DATABASE_OPTIONS } from './database-options.ts';
import { usageError } from './usage-error.ts';

/** Options of the commands that change a database. */
export const RUN_OPTIONS: Readonly<Record<string, CliOption>> = {
  ...DATABASE_OPTIONS,
  'lock-timeout': {
    type: 'string',
    value: 'TIME',
    description: 'how long a statement waits for a lock, e.g. 5s (default); 0 for ever',
  },
  'statement-timeout': {
    type: 'string',
    value: 'TIME',
    description: 'how long a statement may run, e.g. 10min; left out: the server decides',
  },
  'dry-run': {
    type: 'boolean',
    values: ['copy'],
    description:
      'print the card of the run, run everything in one transaction and roll it back; or run it on a copy',
  },
  window: {
    type: 'string',
    value: 'WINDOW',
    description: 'maintenance window, e.g. "Sat 22:00-04:00 Europe/Berlin"; outside of it nothing runs',
  },
  'outside-window': { type: 'boolean', description: 'run also outside the maintenance window' },
};

const DEFAULT_LOCK_TIMEOUT = '5s';
/** A time as PostgreSQL takes it; see "Parameter Interaction via the Configuration File" in its manual. */
const TIME = /^\d+(us|ms|s|min|h|d)?$/;

export interface Timeouts {
  readonly lockTimeout: string;
  readonly statementTimeout: string | undefined;
}

/** The timeouts that were asked for. Throws CommandError `usage` for a text that is no time. */
export function timeouts(options: Readonly<Record<string, OptionValue | undefined>>): Timeouts {
  return {
    lockTimeout: time(options, 'lock-timeout') ?? DEFAULT_LOCK_TIMEOUT,
    statementTimeout: time(options, 'statement-timeout'),
  };
}

function time(options: Readonly<Record<string, OptionValue | undefined>>, name: string): string | undefined {
  const value = options[name];
  if (typeof value !== 'string') return undefined;
  if (TIME.test(value)) return value;
  throw usageError(
    `'${value}' is no time for --${name}. Write a number with a unit, e.g. 250ms, 5s or 10min; 0 for none.`,
  );
}
