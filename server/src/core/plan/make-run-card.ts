import { strength } from '../postgresql/effects/lock-mode.ts';
import { NO_FACTS, type SchemaFacts } from '../postgresql/effects/schema-facts.ts';
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
import { PlanEffects } from './plan-effects.ts';
import type { CardInput, CardStep, CardTable, CardWindow, PlannedEffects, RunCard } from './run-card.ts';

const WAITS_FOR_SNAPSHOTS = /\bCONCURRENTLY\b/i;

/** The card of a plan. */
export function runCard(input: CardInput): RunCard {
  const { compiled, facts, effects: known, ...rest } = input;
  const destroys = planDestroys(compiled.map(({ sql }) => sql));
  const effects = known ?? effectsOn(compiled, facts);
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

/** What the database is asked before a plan is shown. */
export interface PlanInspection {
  /** See `PlanEffects.names`. */
  readonly names: readonly string[];
  /** Names of the relations that the plan touches, as SQL spells them, where the database has this schema. */
  readonly relations: (schema: SchemaFacts) => readonly string[];
  /** True where the plan has a statement that waits for every older snapshot: CREATE INDEX CONCURRENTLY and its kin. */
  readonly waitsForSnapshots: boolean;
}

export function inspectionOf(
  compiled: readonly CompiledStep[],
  effects: PlanEffects = new PlanEffects(compiled, null),
): PlanInspection {
  return {
    names: effects.names,
    relations: (schema) => {
      const locks = effects.given(schema).flatMap((step) => step.flatMap((statement) => statement.locks));
      return [...new Set(locks.flatMap(relationName))];
    },
    waitsForSnapshots: compiled.some(({ sql }) =>
      sql.statements.some((statement) => !statement.transactional && WAITS_FOR_SNAPSHOTS.test(statement.sql)),
    ),
  };
}

/** The effects on the server that `facts` are of. */
function effectsOn(compiled: readonly CompiledStep[], facts: DatabaseFacts | undefined): PlannedEffects {
  return new PlanEffects(compiled, facts?.server.majorVersion ?? null).given(facts?.schema ?? NO_FACTS);
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
