import { CommandError } from '../core/script/command-error.ts';
import { type AppliedRows, planRebase } from '../core/script/rebase.ts';
import type { KnownDatabase } from '../database/find-databases.ts';
import { provideRebase } from '../features/provide-rebase.ts';
import type { Databases } from './databases.ts';
import type { Requests } from './register-requests.ts';
import type { ServerState } from './server-state.ts';

/** Moving revisions. The client applies the edits, so that Undo works; nothing is written here. */
export function rebaseRequests(state: ServerState, databases: Databases): Pick<Requests, 'alembic/rebase'> {
  return {
    'alembic/rebase': async ({ environment, revision, onto, scope }) => {
      // Refused before any database is asked where the chain alone forbids it.
      planRebase(state.snapshot(environment).revisions, { revision, onto, scope, databases: [] });
      const known = await databases.list(environment);
      const answers = await Promise.all(
        known.map((database) => rowsOf(state, databases, environment, database)),
      );
      const unasked = answers.flatMap(({ database, reason }) =>
        reason === undefined ? [] : [{ database, reason }],
      );
      const snapshot = state.snapshot(environment);
      const changes = planRebase(snapshot.revisions, { revision, onto, scope, databases: answers });
      return provideRebase(snapshot, changes, unasked);
    },
  };
}

interface Answer extends AppliedRows {
  /** Why the rows may not tell everything; undefined where they do. */
  readonly reason: string | undefined;
}

async function rowsOf(
  state: ServerState,
  databases: Databases,
  environment: string,
  { summary: { name: database }, needsConsent }: KnownDatabase,
): Promise<Answer> {
  const silent = (reason: string): Answer => ({ database, rows: [], reason });
  if (!state.isTrusted) return silent('the workspace is not trusted, so nothing connects');
  if (needsConsent) return silent('it is neither configured nor on this machine, so it was not asked');
  const snapshot = state.snapshot(environment);
  try {
    const rows = await databases.currentRows(snapshot, await databases.reachable(environment, database));
    const unknown = rows.find((row) => snapshot.revisions.get(row) === undefined);
    const reason = unknown === undefined ? undefined : `it is at ${unknown}, which no revision file has`;
    return { database, rows, reason };
  } catch (error) {
    if (error instanceof CommandError) return silent(error.message);
    throw error;
  }
}
