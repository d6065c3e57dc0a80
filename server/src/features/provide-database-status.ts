import { planUpgrade } from '../core/plan/plan-upgrade.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { DatabaseStatus } from '../protocol/database-messages.ts';
import type { RunRecord } from '../protocol/run-messages.ts';

/** What a database answered. */
export interface AnsweredState {
  readonly condition: DatabaseStatus['condition'];
  readonly message: string | undefined;
  readonly serverVersion: string | undefined;
  readonly currentRevisions: readonly string[];
}

/** Where a database stands against the chain. */
export function provideDatabaseStatus(
  snapshot: EnvironmentSnapshot,
  name: string,
  state: AnsweredState,
  lastRun: RunRecord | undefined,
): DatabaseStatus {
  const isKnown = (revision: string): boolean => snapshot.revisions.get(revision) !== undefined;
  return {
    name,
    condition: state.condition,
    message: state.message,
    serverVersion: state.serverVersion,
    currentRevisions: state.currentRevisions,
    unknownRevisions: state.currentRevisions.filter((revision) => !isKnown(revision)),
    behind: state.condition === 'ready' ? behind(snapshot, state.currentRevisions) : undefined,
    lastRun,
  };
}

/** How many revisions `upgrade heads` would run; undefined where Alembic could not plan it. */
function behind({ revisions }: EnvironmentSnapshot, rows: readonly string[]): number | undefined {
  if (revisions.size === 0) return rows.length === 0 ? 0 : undefined;
  try {
    return planUpgrade(revisions, 'heads', rows).length;
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
