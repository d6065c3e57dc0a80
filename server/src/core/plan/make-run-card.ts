import { FollowedFacts } from '../postgresql/effects/followed-facts.ts';
import { strength } from '../postgresql/effects/lock-mode.ts';
import { revisionEffects } from '../postgresql/effects/revision-effects.ts';
import {
  type Certainty,
  type StatementEffects,
  type TableLock,
  UNKNOWN_EFFECTS,
} from '../postgresql/effects/statement-effects.ts';
import { quoteIdentifier } from '../postgresql/identifiers.ts';
import { lineIndexOf } from '../snapshot/file-range.ts';
import { cautionsOf } from './card-cautions.ts';
import type { CompiledStep } from './compiled-step.ts';
import type { DatabaseFacts, RelationFacts, SessionFacts } from './database-facts.ts';
import { locksConflict } from './lock-conflicts.ts';
import { planDestroys } from './plan-destroys.ts';
import type { CardInput, CardStep, CardTable, CardWindow, PlannedEffects, RunCard } from './run-card.ts';

const WAITS_FOR_SNAPSHOTS = /\bCONCURRENTLY\b/i;

/** The card of a plan. */
export function runCard(input: CardInput): RunCard {
  const { compiled, facts, effects: known, ...rest } = input;
  const destroys = planDestroys(compiled.map(({ sql }) => sql));
  const effects = known ?? plannedEffects(compiled, facts?.server.majorVersion ?? null);
  const steps = compiled.map((step, index) => cardStep(step, effects[index] ?? [], destroys[index] ?? []));
  const tables = touchedTables(steps, facts?.relations ?? []);
  const base = {
    ...rest,
    blocked: input.blocked ?? windowObstacle(input.window),
    server: facts?.server,
    steps,
    tables,
    sessions: sessionsInTheWay(steps, facts),
    gaps: facts?.gaps ?? [],
  };
  const cautions = cautionsOf(base);
  const decision = base.blocked !== undefined ? 'no-go' : cautions.length > 0 ? 'caution' : 'go';
  return { ...base, decision, cautions };
}

/** Names of the relations that a plan touches, and whether it waits for old snapshots: what the database is asked. */
export function inspectionOf(
  compiled: readonly CompiledStep[],
  effects: PlannedEffects = plannedEffects(compiled, null),
): {
  readonly relations: readonly string[];
  readonly waitsForSnapshots: boolean;
} {
  const locks = effects.flatMap((step) => step.flatMap((statement) => statement.locks));
  return {
    relations: [...new Set(locks.flatMap(relationName))],
    waitsForSnapshots: compiled.some(({ sql }) =>
      sql.statements.some((statement) => !statement.transactional && WAITS_FOR_SNAPSHOTS.test(statement.sql)),
    ),
  };
}

/** What each statement of a plan does to relations that were there before it, on a server of this major version. */
export function plannedEffects(
  compiled: readonly CompiledStep[],
  serverVersion: number | null,
): PlannedEffects {
  const facts = new FollowedFacts();
  return compiled.map(({ sql }) => revisionEffects(sql.statements, serverVersion, facts));
}

function cardStep(
  { step, file, sql }: CompiledStep,
  effects: readonly StatementEffects[],
  destroys: readonly string[],
): CardStep {
  const line = (offset: number) => (file === undefined ? 1 : lineIndexOf(file).position(offset).line + 1);
  return {
    revision: step.revision,
    direction: step.direction,
    message: file?.revision?.message ?? '',
    statements: sql.statements.map(({ sql: text, transactional, span }, index) => ({
      sql: text,
      transactional,
      line: line(span.start),
      effects: effects[index] ?? UNKNOWN_EFFECTS,
    })),
    unresolved: sql.unresolved.map(({ span, reason }) => ({ line: line(span.start), reason })),
    destroys,
  };
}

/** A window that is closed stops a run, unless its user has said otherwise. */
function windowObstacle(window: CardWindow | undefined): string | undefined {
  if (window === undefined || window.state.open || window.overridden) return undefined;
  return `It is outside the maintenance window ${window.window.text}.`;
}

function touchedTables(
  steps: readonly CardStep[],
  relations: readonly RelationFacts[],
): readonly CardTable[] {
  const tables = new Map<string, CardTable>();
  for (const { revision, statements } of steps) {
    for (const lock of statements.flatMap(({ effects }) => effects.locks)) {
      const facts = relations.find(({ name }) => relationName(lock).includes(name));
      if (facts !== undefined)
        tables.set(facts.qualified, joined(tables.get(facts.qualified), facts, lock, revision));
    }
  }
  return [...tables.values()].sort(
    (left, right) => (right.bytes ?? 0) - (left.bytes ?? 0) || (left.qualified < right.qualified ? -1 : 1),
  );
}

/** Sessions whose locks conflict with one that the plan takes on the same relation, or whose snapshot is waited for. */
function sessionsInTheWay(
  steps: readonly CardStep[],
  facts: DatabaseFacts | undefined,
): readonly SessionFacts[] {
  const wanted = steps.flatMap(({ statements }) => statements.flatMap(({ effects }) => effects.locks));
  return (facts?.sessions ?? []).filter(
    ({ lock }) =>
      lock === undefined ||
      wanted.some((one) => relationName(one).includes(lock.relation) && locksConflict(one.mode, lock.mode)),
  );
}

/** A relation as SQL spells it; empty where nobody knows which it is. */
function relationName({ table }: TableLock): readonly string[] {
  return table === undefined ? [] : [table.split('.').map(quoteIdentifier).join('.')];
}

function joined(
  before: CardTable | undefined,
  { qualified, bytes, rows }: RelationFacts,
  { mode, rewritten, scanned }: TableLock,
  revision: string,
): CardTable {
  return {
    qualified,
    bytes,
    rows,
    lock: before !== undefined && strength(before.lock) >= strength(mode) ? before.lock : mode,
    rewritten: surer(before?.rewritten, rewritten),
    scanned: surer(before?.scanned, scanned),
    revisions: [...new Set([...(before?.revisions ?? []), revision])],
  };
}

function surer(one: Certainty = 'no', other: Certainty): Certainty {
  return one === 'yes' || other === 'no' ? one : other;
}
