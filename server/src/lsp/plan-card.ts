import {
  MaintenanceWindowError,
  parseMaintenanceWindow,
  windowState,
} from '../core/plan/maintenance-window.ts';
import { inspectionOf, runCard } from '../core/plan/make-run-card.ts';
import type { CardWindow, RunCard } from '../core/plan/run-card.ts';
import { runCardText, windowWords } from '../core/plan/run-card-text.ts';
import { writeObstacle } from '../core/plan/server-limits.ts';
import { CommandError } from '../core/script/command-error.ts';
import { inspectTarget } from '../database/inspect-target.ts';
import { dryRunObstacle, NO_DRY_RUN, planRun } from '../database/plan-run.ts';
import type { PlanAnswer, PlanParams } from '../protocol/run-messages.ts';
import { EMBEDDED_IDLE_MS, type ReachableDatabase } from './databases.ts';
import type { PreparedPlan } from './planning.ts';

/** A plan's answer with its card: what the database is asked for, and what stands in the way of the run. */
export async function withCard(
  plan: PreparedPlan,
  { direction }: Pick<PlanParams, 'direction'>,
  { database, target, password }: ReachableDatabase,
  now: Date,
): Promise<PlanAnswer> {
  const { answer, compiled, runSettings, settings } = plan;
  const facts = await inspectTarget(
    target,
    { ...inspectionOf(compiled), statementsBefore: runSettings.statementsBefore },
    { password, embeddedIdleMs: EMBEDDED_IDLE_MS },
  );
  const window = openWindow(database.maintenanceWindow, now, false);
  const blocked = answer.blocked ?? (facts === undefined ? undefined : writeObstacle(facts.server));
  const card = runCard({
    direction,
    database: database.summary.name,
    rows: answer.heads,
    compiled,
    engine: { name: answer.engine, reason: answer.engineReason },
    blocked,
    dryRunObstacle:
      answer.engine === 'alembic' ? NO_DRY_RUN : dryRunObstacle(planRun(compiled, answer.heads, runSettings)),
    facts,
    timeouts: {
      lock: database.lockTimeout ?? settings.lockTimeout,
      statement: database.statementTimeout ?? settings.statementTimeout,
    },
    window,
  });
  return { ...answer, blocked, card: cardAnswer(card), ...outsideWindow(window) };
}

/**
 * The state of a database's maintenance window; undefined where it has none. Throws CommandError `invalid-window`: a window
 * that nobody can read must not count as open.
 */
export function openWindow(text: string | undefined, now: Date, overridden: boolean): CardWindow | undefined {
  if (text === undefined) return undefined;
  try {
    const window = parseMaintenanceWindow(text);
    return { window, state: windowState(window, now), overridden };
  } catch (error) {
    if (error instanceof MaintenanceWindowError) throw new CommandError('invalid-window', error.message);
    throw error;
  }
}

/** Throws CommandError `outside-window` where the window is closed and nobody agreed to that. */
export function requireOpenWindow(window: CardWindow | undefined): void {
  if (window === undefined || window.state.open || window.overridden) return;
  throw new CommandError('outside-window', `${windowWords(window)} Nothing was run.`);
}

function outsideWindow(window: CardWindow | undefined): Pick<PlanAnswer, 'outsideWindow'> {
  return window === undefined || window.state.open ? {} : { outsideWindow: windowWords(window) };
}

function cardAnswer(card: RunCard): NonNullable<PlanAnswer['card']> {
  const { decision, cautions, dryRunObstacle: obstacle } = card;
  return { decision, cautions, text: runCardText(card), dryRunObstacle: obstacle };
}
