import { CommandError } from '../core/script/command-error.ts';

/** A command line that nobody can run: an unknown command or option, a missing argument. Exit code 2. */
export function usageError(message: string): CommandError {
  return new CommandError('usage', message);
}
