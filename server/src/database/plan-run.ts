import type { CompiledStep } from '../core/plan/compiled-step.ts';
import type { RunSettings } from '../core/plan/run-settings.ts';
import type { RunPlan } from './migration-run.ts';

/** How often a step that met lock_timeout is tried again: the queue behind it gets its turn in between. */
export const LOCK_RETRIES = 2;

/**
 * Everything a run of compiled steps does. `rows` are those of the version table that the steps were planned from. One
 * transaction per migration unless env.py is known to say otherwise: a long chain then keeps what it has done.
 * The caller has seen that no step is unresolved.
 */
export function planRun(
  compiled: readonly CompiledStep[],
  rows: readonly string[],
  settings: RunSettings,
  purge = false,
): RunPlan {
  return {
    steps: compiled.map(({ step, file, sql }) => ({
      ...step,
      message: file?.revision?.message ?? '',
      statements: sql.statements,
      source:
        step.direction === 'stamp' || file === undefined ? undefined : { path: file.path, text: file.text },
    })),
    expectedRevisions: rows,
    versionTable: settings.versionTable,
    statementsBefore: settings.statementsBefore,
    transactionPerMigration: settings.transactionPerMigration ?? true,
    keepsEmptyTable: settings.transactionPerMigration !== true,
    purge,
  };
}

export const NO_DRY_RUN = 'Only the built-in engine can run a plan and roll it back.';

/** Why a plan cannot be tried and rolled back; undefined where it can. */
export function dryRunObstacle(plan: RunPlan): string | undefined {
  for (const step of plan.steps) {
    const alone = step.statements.find(({ transactional }) => !transactional);
    if (alone !== undefined) {
      return `Revision ${step.revision} runs a statement outside any transaction (${alone.sql.slice(0, 60)}), which cannot be rolled back.`;
    }
    const ends = step.statements.find(({ sql }) => /^\s*(COMMIT|END|ROLLBACK|ABORT)\b/i.test(sql));
    if (ends !== undefined) return `Revision ${step.revision} ends the transaction itself (${ends.sql}).`;
  }
  return undefined;
}
