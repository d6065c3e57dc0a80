import { createdObjects } from '../postgresql/created-objects.ts';
import { FollowedFacts } from '../postgresql/effects/followed-facts.ts';
import { revisionEffects } from '../postgresql/effects/revision-effects.ts';
import { relationKey, settledFacts } from '../postgresql/effects/schema-facts.ts';
import { shortenedStatement } from '../postgresql/shortened-statement.ts';
import type { RevisionNode } from '../script/revision-node.ts';
import { ancestorsOf } from '../script/traversal.ts';
import type { EnvironmentSnapshot } from '../snapshot/environment-snapshot.ts';
import type { CompileRevision } from './compiled-step.ts';

/** What a revision does to one table, its statements shortened to a line each. */
export interface TableChange {
  readonly revision: string;
  readonly actions: readonly string[];
}

/** A table that revisions of two or more of the merged branches touch. */
export interface TableOverlap {
  readonly table: string;
  /** The changes of each branch that has any, in the order in which they run there. */
  readonly sides: ReadonlyArray<readonly TableChange[]>;
}

export interface MergeOverlaps {
  readonly overlaps: readonly TableOverlap[];
  /** Revisions that do something which only running them can tell; an overlap there is not seen. */
  readonly unresolved: readonly string[];
  /** True where the branches are too long, so that only their newest revisions were compared. */
  readonly isCut: boolean;
}

type Changes = ReadonlyMap<string, readonly TableChange[]>;

/** More revisions than that are no branch that somebody is about to merge by hand. */
const MOST_REVISIONS = 300;
const SHOWN_ACTIONS = 3;

/**
 * Tables that several of `merged` have touched since they left each other: git merges the files without a conflict, and
 * which change comes first is decided by chance. `compiler` makes a compiler per branch.
 */
export function mergeOverlaps(
  snapshot: EnvironmentSnapshot,
  merged: readonly RevisionNode[],
  compiler: () => CompileRevision,
): MergeOverlaps {
  const lineages = merged.map((node) => ancestorsOf([node]));
  const unresolved: string[] = [];
  let isCut = false;
  const sides = lineages.map((lineage): Changes => {
    const own = [...lineage].filter((node) =>
      lineages.every((other) => other === lineage || !other.has(node)),
    );
    own.sort((left, right) => left.rank - right.rank || left.index - right.index);
    isCut ||= own.length > MOST_REVISIONS;
    return changesOf(snapshot, own.slice(-MOST_REVISIONS), compiler(), unresolved);
  });
  const tables = new Set(sides.flatMap((side) => [...side.keys()]));
  const overlaps = [...tables].flatMap((table): TableOverlap[] => {
    const changes = sides.map((side) => side.get(table)).filter((each) => each !== undefined);
    return changes.length < 2 ? [] : [{ table, sides: changes }];
  });
  return { overlaps, unresolved, isCut };
}

/** "both sides touch table orders: a1b2 (ADD COLUMN note VARCHAR) and c3d4 (DROP COLUMN total)" */
export function overlapText({ table, sides }: TableOverlap): string {
  const texts = sides.map((side) => side.map(changeText).join(', '));
  return `${sides.length === 2 ? 'both' : sides.length} sides touch table ${table}: ${texts.join(' and ')}`;
}

function changeText({ revision, actions }: TableChange): string {
  const more = actions.length - SHOWN_ACTIONS;
  const shown = [...actions.slice(0, SHOWN_ACTIONS), ...(more > 0 ? [`${more} more`] : [])];
  return `${revision} (${shown.join('; ')})`;
}

/** What a branch does to each table, by its name. */
function changesOf(
  { files }: EnvironmentSnapshot,
  nodes: readonly RevisionNode[],
  compile: CompileRevision,
  unresolved: string[],
): Changes {
  let facts = new FollowedFacts();
  const byTable = new Map<string, TableChange[]>();
  for (const { id, source } of nodes) {
    const file = files.get(source.path);
    if (file === undefined) continue;
    const sql = compile(file, 'upgrade');
    if (sql.unresolved.length > 0) unresolved.push(id);
    // A table that an earlier revision of the branch has made counts like any other.
    facts = new FollowedFacts(settledFacts(facts));
    const effects = revisionEffects(sql.statements, null, facts);
    const actions = new Map<string, string[]>();
    for (const [index, statement] of sql.statements.entries()) {
      const locked = effects[index]?.locks.flatMap(({ table, role }) =>
        table === undefined || role !== 'table' ? [] : [table],
      );
      const created = createdObjects(statement.sql).flatMap((object) =>
        object.startsWith('table ') ? [object.slice('table '.length)] : [],
      );
      for (const table of new Set([...(locked ?? []), ...created].map(relationKey))) {
        const known = actions.get(table) ?? [];
        actions.set(table, [...known, actionOf(statement.sql)]);
      }
    }
    for (const [table, all] of actions) {
      byTable.set(table, [...(byTable.get(table) ?? []), { revision: id, actions: all }]);
    }
  }
  return byTable;
}

/** What an ALTER TABLE does, without the words before it; any other statement from its beginning. */
function actionOf(sql: string): string {
  const name = '(?:"(?:[^"]|"")+"|[^\\s"])+';
  const alter = new RegExp(`^\\s*ALTER\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(?:ONLY\\s+)?${name}\\s+(.*)$`, 'is');
  return shortenedStatement(alter.exec(sql)?.[1] ?? sql);
}
