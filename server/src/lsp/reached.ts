import { CommandError } from '../core/script/command-error.ts';
import { DatabaseError } from '../database/database-error.ts';

/** Runs `ask` and throws CommandError `unreachable` for a DatabaseError. */
export async function reached<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof DatabaseError) throw new CommandError('unreachable', error.message);
    throw error;
  }
}
