import type { CompiledStep } from '../core/plan/compiled-step.ts';
import type { RunSettings } from '../core/plan/run-settings.ts';
import type { RunPlan } from './migration-run.ts';

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
    purge,
  };
}
