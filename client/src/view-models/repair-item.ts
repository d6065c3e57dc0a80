import type {
  DatabaseTrouble,
  LostRevisionFile,
  MatchSchemaAnswer,
  SchemaMatchItem,
} from '../../../server/src/protocol/repair-messages.ts';
import { shortId, shortIds } from './revision-id.ts';

/** A way out of a trouble. Everything that changes the database is asked for once more, with its SQL. */
export type Repair =
  | {
      readonly kind: 'roll-back';
      readonly files: readonly LostRevisionFile[];
      readonly target: string;
      readonly rows: readonly string[];
    }
  | { readonly kind: 'restore-files'; readonly files: readonly LostRevisionFile[] }
  | { readonly kind: 'stamp'; readonly rows: readonly string[] }
  | { readonly kind: 'match-schema' }
  | { readonly kind: 'read-guide' };

export interface RepairItem {
  readonly label: string;
  readonly detail: string;
  readonly repair: Repair;
}

const GUIDE: RepairItem = {
  label: '$(book) Read about recovery',
  detail: 'Every trouble with its ways out, and the SQL of each.',
  repair: { kind: 'read-guide' },
};

/** The ways out of a trouble, the one that keeps schema and version table together first. */
export function repairItems(trouble: DatabaseTrouble): readonly RepairItem[] {
  switch (trouble.kind) {
    case 'unknown-revisions':
      return [...rollBack(trouble), ...restore(trouble.lost), stamp(trouble.stampRows, true), GUIDE];
    case 'redundant-rows':
      return [stamp(trouble.stampRows, false), GUIDE];
    case 'missing-version-table':
      return [
        {
          label: '$(diff) Compare the schema with every revision…',
          detail: 'Runs the chain in an embedded database of its own. This database is only read.',
          repair: { kind: 'match-schema' },
        },
        GUIDE,
      ];
    case 'other-version-table':
      return [GUIDE];
  }
}

function rollBack({
  lost,
  downgradeTarget,
  rows,
}: Extract<DatabaseTrouble, { kind: 'unknown-revisions' }>): readonly RepairItem[] {
  if (downgradeTarget === undefined || lost.length === 0) return [];
  const target = downgradeTarget.slice(downgradeTarget.indexOf('@') + 1);
  return [
    {
      label: `$(discard) Restore ${filesWord(lost.length)}, then downgrade to ${shortId(target)}…`,
      detail: 'From git. The downgrade is planned and asked for as always; it undoes what they did.',
      repair: { kind: 'roll-back', files: lost, target: downgradeTarget, rows },
    },
  ];
}

function restore(lost: readonly LostRevisionFile[]): readonly RepairItem[] {
  if (lost.length === 0) return [];
  const [newest] = lost;
  return [
    {
      label: `$(history) Restore ${filesWord(lost.length)} from git`,
      detail: `${newest?.origin ?? ''}. The database stays as it is.`,
      repair: { kind: 'restore-files', files: lost },
    },
  ];
}

function stamp(rows: readonly string[], keepsSchema: boolean): RepairItem {
  return {
    label: `$(tag) Stamp as ${rows.length === 0 ? 'base' : shortIds(rows)}…`,
    detail: keepsSchema
      ? 'Changes the version table alone. What the lost revisions made stays in the schema.'
      : 'Changes the version table alone.',
    repair: { kind: 'stamp', rows },
  };
}

function filesWord(count: number): string {
  return count === 1 ? 'the file' : `${count} files`;
}

export interface MatchItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly match: SchemaMatchItem;
}

const SHOWN = 3;

/** The revisions that a schema is nearest to, to pick the one to stamp. */
export function matchItems({ matches }: MatchSchemaAnswer): readonly MatchItem[] {
  return matches.map((match) => {
    const { revision, message, differences } = match;
    const count = differences.length;
    const rest = count > SHOWN ? `; ${count - SHOWN} more` : '';
    return {
      label: revision === undefined ? 'base' : shortId(revision),
      description: revision === undefined ? '' : message,
      detail:
        count === 0
          ? 'The schema is the same.'
          : `${count === 1 ? '1 difference' : `${count} differences`}: ${differences.slice(0, SHOWN).join('; ')}${rest}`,
      match,
    };
  });
}
