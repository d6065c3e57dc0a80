import { withoutAncestors } from '../core/script/without-ancestors.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { DatabaseDiagnosis, DatabaseTrouble, LostRevisionFile } from '../protocol/repair-messages.ts';

/** What a database says of its version tables. */
export interface ObservedDatabase {
  readonly rows: readonly string[];
  readonly versionTableExists: boolean;
  /** The user's tables beside the version table. */
  readonly tableCount: number;
  /** Version tables of other schemas, "sales.alembic_version". */
  readonly otherVersionTables: readonly string[];
}

/** What git knows of the rows that no file has; undefined where there are none. */
export interface ObservedLoss {
  readonly files: readonly LostRevisionFile[];
  readonly unfound: ReadonlyArray<{ readonly revision: string; readonly reason: string }>;
  /** Revisions with a file that the lost ones stand on. */
  readonly standsOn: readonly string[];
}

/** What is wrong between a version table and the files. Decides nothing by itself: each way out is offered. */
export function provideDiagnosis(
  snapshot: EnvironmentSnapshot,
  database: ObservedDatabase,
  loss: ObservedLoss | undefined,
): DatabaseDiagnosis {
  const troubles: DatabaseTrouble[] = [];
  if (loss !== undefined) troubles.push(unknownRevisions(snapshot, database, loss));
  else troubles.push(...redundantRows(snapshot, database));
  if (!database.versionTableExists) troubles.push(...missingVersionTable(database));
  return { troubles };
}

function unknownRevisions(
  snapshot: EnvironmentSnapshot,
  { rows }: ObservedDatabase,
  { files, unfound, standsOn }: ObservedLoss,
): DatabaseTrouble {
  const unknown = rows.filter((row) => snapshot.revisions.get(row) === undefined);
  const known = rows.filter((row) => !unknown.includes(row));
  const names = unknown.join(', ');
  const found =
    unfound.length === 0
      ? 'git has their files.'
      : `git does not have ${unfound.map(({ revision }) => revision).join(', ')}: ${unfound[0]?.reason ?? ''}`;
  const single = standsOn.length < 2 && unknown.length === 1 && unfound.length === 0;
  const target = standsOn[0] ?? 'base';
  return {
    kind: 'unknown-revisions',
    message: `The database is at ${names}, which no revision file has. ${found}`,
    rows: unknown,
    lost: files,
    unfound,
    stampRows: withoutAncestors(snapshot.revisions, [...new Set([...known, ...standsOn])]),
    // With other rows beside it the branch is named, so that theirs stay as they are.
    downgradeTarget: single ? (known.length === 0 ? target : `${unknown[0]}@${target}`) : undefined,
  };
}

function redundantRows(
  snapshot: EnvironmentSnapshot,
  { rows }: ObservedDatabase,
): readonly DatabaseTrouble[] {
  const right = withoutAncestors(snapshot.revisions, rows);
  if (right.length === rows.length) return [];
  const redundant = rows.filter((row) => !right.includes(row)).join(', ');
  return [
    {
      kind: 'redundant-rows',
      message:
        `The version table has a row ${redundant}, although ${right.join(', ')} stands on it. Alembic would run ` +
        'revisions again that are in the database already.',
      stampRows: right,
    },
  ];
}

function missingVersionTable({
  tableCount,
  otherVersionTables,
}: ObservedDatabase): readonly DatabaseTrouble[] {
  if (otherVersionTables.length > 0) {
    return [
      {
        kind: 'other-version-table',
        message:
          `There is no version table where env.py says, and there is ${otherVersionTables.join(', ')}. Set ` +
          'version_table_schema in context.configure(), or search_path, so that Alembic finds it.',
      },
    ];
  }
  if (tableCount === 0) return [];
  const tables = tableCount === 1 ? 'a table' : `${tableCount} tables`;
  return [
    {
      kind: 'missing-version-table',
      message:
        `The database has ${tables} and no version table, so that an upgrade would begin from the base and fail at the ` +
        'first table that is there. Compare its schema with every revision and stamp the one that it is at.',
    },
  ];
}
