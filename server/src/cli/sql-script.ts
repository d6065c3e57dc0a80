import type { CompiledStep } from '../core/plan/compiled-step.ts';
import { offlineScript } from '../core/plan/offline-script.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import { withoutRuntimeValues } from '../core/plan/without-runtime-values.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { lineIndexOf } from '../core/snapshot/file-range.ts';
import type { CommandResult } from './command.ts';

/**
 * The answer of a command with `--sql`: the script that Alembic's offline mode prints, or the steps with their statements.
 * Exit code 1 where a step is not known; it stands in the script as a comment.
 */
export function sqlScript(
  snapshot: EnvironmentSnapshot,
  steps: readonly CompiledStep[],
  startingHeads: readonly string[],
): CommandResult {
  const settings = runSettings(snapshot.envScript);
  const compiled = steps.map((step) => ({ ...step, sql: withoutRuntimeValues(step.sql) }));
  const script = offlineScript(
    compiled.map(({ step, sql }) => ({ step, sql: step.direction === 'stamp' ? undefined : sql })),
    {
      versionTable: settings.versionTable,
      transactionPerMigration: settings.transactionPerMigration ?? false,
      statementsBefore: settings.statementsBefore,
      startingHeads,
      showsGuards: false,
    },
  );
  return {
    exitCode: compiled.some(({ sql }) => sql.unresolved.length > 0) ? 1 : 0,
    text: script.text,
    get json() {
      return { steps: compiled.map(stepJson) };
    },
  };
}

function stepJson({ step, file, sql }: CompiledStep): unknown {
  const line = (offset: number) => (file === undefined ? 1 : lineIndexOf(file).position(offset).line + 1);
  return {
    revision: step.revision,
    direction: step.direction,
    statements: sql.statements.map(({ sql: text, transactional, span }) => ({
      sql: text,
      transactional,
      line: line(span.start),
    })),
    unresolved: sql.unresolved.map(({ span, reason }) => ({ line: line(span.start), reason })),
  };
}
