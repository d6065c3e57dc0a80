import { lineIndexOf } from '../snapshot/file-range.ts';
import { cautionsOf } from './card-cautions.ts';
import type { CompiledStep } from './compiled-step.ts';
import type { DatabaseFacts, RelationFacts, SessionFacts } from './database-facts.ts';
import { locksConflict, strongerLock } from './lock-conflicts.ts';
import { planDestroys } from './plan-destroys.ts';
import { type PlannedEffect, plannedEffects, type StatementPlan } from './planned-effects.ts';
import type { CardInput, CardStep, CardTable, CardWindow, RunCard } from './run-card.ts';

const WAITS_FOR_SNAPSHOTS = /\bCONCURRENTLY\b/i;

/** The card of a plan. */
export function runCard(input: CardInput): RunCard {
  const { compiled, facts, ...rest } = input;
  const destroys = planDestroys(compiled.map(({ sql }) => sql));
  const effects = plannedEffects(compiled.map(({ sql }) => sql));
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
export function inspectionOf(compiled: readonly CompiledStep[]): {
  readonly relations: readonly string[];
  readonly waitsForSnapshots: boolean;
} {
  const effects = plannedEffects(compiled.map(({ sql }) => sql)).flat();
  return {
    relations: [...new Set(effects.flatMap(known).map(({ relation }) => relation))],
    waitsForSnapshots: compiled.some(({ sql }) =>
      sql.statements.some((statement) => !statement.transactional && WAITS_FOR_SNAPSHOTS.test(statement.sql)),
    ),
  };
}

function cardStep(
  { step, file, sql }: CompiledStep,
  effects: readonly StatementPlan[],
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
      effects: effects[index] ?? 'unknown',
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
    for (const { relation, lock, rewrites, scans } of statements.flatMap(({ effects }) => known(effects))) {
      const facts = relations.find(({ name }) => name === relation);
      if (facts === undefined) continue;
      const before = tables.get(facts.qualified);
      tables.set(facts.qualified, {
        qualified: facts.qualified,
        bytes: facts.bytes,
        rows: facts.rows,
        lock: before === undefined ? lock : strongerLock(before.lock, lock),
        rewritten: rewrites || before?.rewritten === true,
        scanned: scans || before?.scanned === true,
        revisions: [...new Set([...(before?.revisions ?? []), revision])],
      });
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
  const wanted = steps.flatMap(({ statements }) => statements.flatMap(({ effects }) => known(effects)));
  return (facts?.sessions ?? []).filter(
    ({ lock }) =>
      lock === undefined ||
      wanted.some((effect) => effect.relation === lock.relation && locksConflict(effect.lock, lock.mode)),
  );
}

function known(effects: StatementPlan): readonly PlannedEffect[] {
  return effects === 'unknown' ? [] : effects;
}
