import { CommandError } from '../core/script/command-error.ts';
import type { RevisionMap } from '../core/script/revision-map.ts';

/**
 * Answers with `work`, which starts from the rows of a version table. Where it fails for a row that no file has, the error
 * says that it is the database that names it, and what to do.
 */
export function fromRows<T>(map: RevisionMap, rows: readonly string[], work: () => T): T {
  try {
    return work();
  } catch (error) {
    const isUnknown = error instanceof CommandError && error.code === 'revision-not-found';
    const unknown = isUnknown ? rows.filter((row) => map.get(row) === undefined) : [];
    if (!isUnknown || !unknown.some((row) => error.message.includes(`'${row}'`))) throw error;
    const message =
      `${error.message} The version table of the database names ${unknown.join(', ')}: the file is on another branch, or ` +
      'was deleted after it ran. Bring it back from git and downgrade it there, or give it up with stamp --purge.';
    throw new CommandError(error.code, message, error.data);
  }
}
