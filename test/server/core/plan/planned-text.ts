import type { RevisionStep, VersionChange } from '../../../../server/src/core/plan/revision-step.ts';
import { CommandError } from '../../../../server/src/core/script/command-error.ts';

/** The revisions of a plan in order, or the code of the error. */
export function plannedOrder(plan: () => readonly RevisionStep[]): string {
  return answered(() =>
    plan()
      .map((step) => step.revision)
      .join(' '),
  );
}

/** The changes of rows: `I` insert, `U` update, `D` delete, a bar between steps. */
export function plannedRows(plan: () => readonly RevisionStep[]): string {
  return answered(() =>
    plan()
      .map((step) => step.versionChanges.map(changeText).join(', ') + (step.versionFault ? ' fault' : ''))
      .join(' | '),
  );
}

function changeText(change: VersionChange): string {
  if (change.kind === 'update') return `U ${change.from}>${change.to}`;
  return `${change.kind === 'insert' ? 'I' : 'D'} ${change.revision}`;
}

function answered(read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (error instanceof CommandError) return error.code;
    throw error;
  }
}
