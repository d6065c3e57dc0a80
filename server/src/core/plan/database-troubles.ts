import { CommandError } from '../script/command-error.ts';
import { chainFault } from '../script/require-loadable.ts';
import type { RevisionMap } from '../script/revision-map.ts';
import { countWords } from './card-words.ts';
import { planUpgrade } from './plan-upgrade.ts';

/** Something about a database that a person should know. */
export interface DatabaseTrouble {
  readonly kind:
    | 'unknown-revision'
    | 'edited'
    | 'missing-version-table'
    | 'broken-chain'
    | 'several-heads'
    | 'cannot-plan'
    | 'behind';
  /** One sentence or two: what is so, and what to do. */
  readonly message: string;
}

export interface DatabasePosition {
  /** Rows of the version table. */
  readonly rows: readonly string[];
  /** How many revisions `upgrade heads` would run; undefined where it cannot be planned. */
  readonly behind: number | undefined;
  /** Applied revisions whose files were edited since they ran. */
  readonly edited: readonly string[];
  /** True where there are tables and no version table. */
  readonly hasUnversionedTables?: boolean;
}

/** What is not as it should be between a database and the chain, the gravest first. */
export function databaseTroubles(
  map: RevisionMap,
  { rows, behind, edited, hasUnversionedTables = false }: DatabasePosition,
): readonly DatabaseTrouble[] {
  const troubles: DatabaseTrouble[] = [];
  const unknown = rows.filter((row) => map.get(row) === undefined);
  if (unknown.length > 0) {
    troubles.push({
      kind: 'unknown-revision',
      message: `No file has the revision ${unknown.join(', ')} that the database is at. It may be on another branch, or was deleted after it ran.`,
    });
  }
  if (edited.length > 0) {
    troubles.push({
      kind: 'edited',
      message: `Edited after ${edited.length === 1 ? 'it was' : 'they were'} applied: ${edited.join(', ')}. The database has what ran then; put the change into a new revision.`,
    });
  }
  if (hasUnversionedTables) {
    troubles.push({
      kind: 'missing-version-table',
      message:
        'There are tables and no version table, so that an upgrade begins from the base. That is right where the first revision builds on them; otherwise find the revision that they are at and stamp it.',
    });
  }
  const fault = chainFault(map);
  if (fault !== undefined) {
    troubles.push({
      kind: 'broken-chain',
      message: `The chain is broken, so nothing can be planned: ${fault.message} Mend it first.`,
    });
    return troubles;
  }
  if (map.heads.length > 1) {
    troubles.push({
      kind: 'several-heads',
      message: `The chain has ${map.heads.length} heads (${map.heads.join(', ')}), so "head" means none of them. Merge them, or upgrade to "heads".`,
    });
  }
  if (behind === undefined && unknown.length === 0) {
    troubles.push({
      kind: 'cannot-plan',
      message:
        'From here Alembic cannot plan an upgrade: the rows of the version table do not fit the chain.',
    });
  }
  if (behind !== undefined && behind > 0) {
    troubles.push({
      kind: 'behind',
      message: `${countWords(behind, 'revision')} ${behind === 1 ? 'is' : 'are'} not applied yet.`,
    });
  }
  return troubles;
}

/** How many revisions `upgrade heads` would run; undefined where Alembic could not plan it. */
export function pendingCount(map: RevisionMap, rows: readonly string[]): number | undefined {
  if (map.size === 0) return rows.length === 0 ? 0 : undefined;
  try {
    return planUpgrade(map, 'heads', rows).length;
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
