import type { RevisionSql } from '../postgresql/statement.ts';
import type { EnvironmentSnapshot, RevisionFile } from '../snapshot/environment-snapshot.ts';
import type { RevisionStep } from './revision-step.ts';

/** The SQL of one revision's `upgrade()` or `downgrade()` as it is reached in a run. */
export type CompileRevision = (file: RevisionFile, direction: 'upgrade' | 'downgrade') => RevisionSql;

/** One step of a plan with the SQL that it sends. */
export interface CompiledStep {
  readonly step: RevisionStep;
  /** Undefined for a stamp of the base. */
  readonly file: RevisionFile | undefined;
  /** Empty for a stamp. */
  readonly sql: RevisionSql;
}

const NO_SQL: RevisionSql = { statements: [], unresolved: [] };

/** The SQL of a plan's steps, in order. `compile` is asked once a step, and may remember what earlier steps did. */
export function compileSteps(
  snapshot: EnvironmentSnapshot,
  steps: readonly RevisionStep[],
  compile: CompileRevision,
): readonly CompiledStep[] {
  return steps.map((step) => {
    const path = snapshot.revisions.get(step.revision)?.source.path;
    const file = path === undefined ? undefined : snapshot.files.get(path);
    if (file === undefined || step.direction === 'stamp') return { step, file, sql: NO_SQL };
    return { step, file, sql: compile(file, step.direction) };
  });
}
