import { databaseTroubles, pendingCount } from '../core/plan/database-troubles.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { DatabaseStatus } from '../protocol/database-messages.ts';
import type { RunRecord } from '../protocol/run-messages.ts';

/** What a database answered. */
export interface AnsweredState {
  readonly condition: DatabaseStatus['condition'];
  readonly message: string | undefined;
  readonly serverVersion: string | undefined;
  readonly currentRevisions: readonly string[];
  readonly hasUnversionedTables?: boolean;
}

/** Where a database stands against the chain. */
export function provideDatabaseStatus(
  snapshot: EnvironmentSnapshot,
  name: string,
  state: AnsweredState,
  lastRuns: readonly RunRecord[],
  edited: readonly string[] = [],
): DatabaseStatus {
  const isKnown = (revision: string): boolean => snapshot.revisions.get(revision) !== undefined;
  const ready = state.condition === 'ready';
  const rows = state.currentRevisions;
  const { hasUnversionedTables = false } = state;
  const distance = ready ? pendingCount(snapshot.revisions, rows) : undefined;
  return {
    name,
    condition: state.condition,
    message: state.message,
    serverVersion: state.serverVersion,
    currentRevisions: state.currentRevisions,
    unknownRevisions: state.currentRevisions.filter((revision) => !isKnown(revision)),
    behind: distance,
    troubles: ready
      ? databaseTroubles(snapshot.revisions, { rows, behind: distance, edited, hasUnversionedTables })
      : [],
    lastRuns,
  };
}
