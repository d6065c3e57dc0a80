import { createdObjects, renamedObject } from '../postgresql/created-objects.ts';
import { quoteIdentifier } from '../postgresql/identifiers.ts';
import type { Statement } from '../postgresql/statement.ts';
import { statementLock } from '../postgresql/statement-lock.ts';

/** What a statement does to one relation that was there before the plan. */
export interface PlannedEffect {
  /** As SQL spells it. */
  readonly relation: string;
  /** As PostgreSQL's manual names it: "ACCESS EXCLUSIVE". */
  readonly lock: string;
  readonly rewrites: boolean;
  readonly scans: boolean;
}

/** The effects of a statement; `unknown` where its text does not tell. */
export type StatementPlan = readonly PlannedEffect[] | 'unknown';

const DROPPED_INDEX =
  /^\s*DROP\s+INDEX\s+(?:CONCURRENTLY\s+)?(?:IF\s+EXISTS\s+)?((?:"(?:[^"]|"")+"|[\w$]+)(?:\.(?:"(?:[^"]|"")+"|[\w$]+))*)/i;

/**
 * What each statement of a plan does to relations that were there before it. A table that the plan itself makes is nobody
 * else's yet: its locks keep nobody waiting.
 */
export function plannedEffects(
  steps: ReadonlyArray<{ readonly statements: readonly Statement[] }>,
): ReadonlyArray<readonly StatementPlan[]> {
  const made = new Set<string>();
  return steps.map(({ statements }) =>
    statements.map(({ sql }) => {
      const plan = effectsOf(sql, made);
      for (const what of createdObjects(sql)) made.add(what);
      const renamed = renamedObject(sql);
      if (renamed !== undefined && made.delete(renamed.from)) made.add(renamed.to);
      return plan;
    }),
  );
}

function effectsOf(sql: string, made: ReadonlySet<string>): StatementPlan {
  const lock = statementLock(sql);
  if (lock === 'unknown') return 'unknown';
  if (lock === undefined || made.has(`table ${lock.table}`)) return [];
  const relation = lock.table === undefined ? DROPPED_INDEX.exec(sql)?.[1] : quoted(lock.table);
  return relation === undefined ? 'unknown' : [{ relation, lock: lock.mode, rewrites: false, scans: false }];
}

function quoted(name: string): string {
  return name.split('.').map(quoteIdentifier).join('.');
}
