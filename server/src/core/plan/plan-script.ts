import type { CompiledStep } from './compiled-step.ts';
import { type OfflineScript, offlineScript } from './offline-script.ts';
import type { RunSettings } from './run-settings.ts';

export interface PlanOrigin {
  /** Rows of the version table that the plan starts from. */
  readonly heads: readonly string[];
  readonly settings: RunSettings;
  /** Whether the rows are deleted first. */
  readonly purge: boolean;
}

/** The script of a plan as a run of the built-in engine sends it. */
export function planScript(
  compiled: readonly CompiledStep[],
  { heads, settings, purge }: PlanOrigin,
): OfflineScript {
  const steps = compiled.map(({ step, sql }) => ({
    step,
    sql: step.direction === 'stamp' ? undefined : sql,
  }));
  return offlineScript(steps, {
    versionTable: settings.versionTable,
    transactionPerMigration: settings.transactionPerMigration ?? true,
    statementsBefore: settings.statementsBefore,
    startingHeads: heads,
    showsGuards: true,
    purge,
  });
}

const MOST_NAMED = 5;

/** "38 of 40 revisions previewable; these 2 need a database: a1b2, c3d4." */
export function previewableText(compiled: readonly CompiledStep[]): string {
  const open = compiled.filter(({ sql }) => sql.unresolved.length > 0).map(({ step }) => step.revision);
  const known = compiled.length - open.length;
  const counted = `${known} of ${compiled.length} revision${compiled.length === 1 ? '' : 's'} previewable`;
  if (open.length === 0) return `${counted}.`;
  const named = open.slice(0, MOST_NAMED).join(', ');
  const more = open.length > MOST_NAMED ? ` and ${open.length - MOST_NAMED} more` : '';
  const these = open.length === 1 ? 'this one needs' : `these ${open.length} need`;
  return `${counted}; ${these} a database: ${named}${more}.`;
}
