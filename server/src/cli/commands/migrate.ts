import { type CompiledStep, compileSteps } from '../../core/plan/compiled-step.ts';
import { planSteps } from '../../core/plan/plan-steps.ts';
import { revisionCompiler } from '../../core/plan/revision-compiler.ts';
import { runSettings } from '../../core/plan/run-settings.ts';
import { parseSqlRange, startingRows } from '../../core/plan/sql-range.ts';
import { CommandError } from '../../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../../core/snapshot/environment-snapshot.ts';
import { lineIndexOf } from '../../core/snapshot/file-range.ts';
import { planRun } from '../../database/plan-run.ts';
import type { CliCommand, CommandArguments, CommandContext, CommandResult } from '../command.ts';
import { chosenDatabase } from '../database-options.ts';
import { requireKnownEnvironment } from '../known-environment.ts';
import { rowsBeforeRun, runDecided } from '../run-command.ts';
import { RUN_OPTIONS } from '../run-options.ts';
import { sqlScript } from '../sql-script.ts';

type Direction = 'upgrade' | 'downgrade';

export const upgradeCommand: CliCommand = migrationCommand(
  'upgrade',
  'run revisions up to a target',
  'TARGET [--sql] [--url URL] [--dry-run]',
);

export const downgradeCommand: CliCommand = migrationCommand(
  'downgrade',
  'undo revisions down to a target',
  'TARGET [--sql] [--url URL] [--dry-run]; with --sql: FROM:TO',
);

function migrationCommand(direction: Direction, summary: string, usage: string): CliCommand {
  return {
    name: direction,
    summary,
    usage,
    options: {
      sql: { type: 'boolean', description: 'print the SQL script and run nothing; TARGET may be FROM:TO' },
      ...RUN_OPTIONS,
    },
    positionals: [1, 1],
    async run(args, context) {
      const snapshot = await context.loadEnvironment();
      const [argument = ''] = args.positionals;
      const isSql = args.options.sql === true;
      const { start, target } = parseSqlRange(argument, direction, isSql);
      if (!isSql) return migrated(snapshot, direction, target, args, context);
      const rows = startingRows(snapshot.revisions, start);
      return sqlScript(snapshot, compiled(snapshot, direction, target, rows), rows);
    },
  };
}

function compiled(
  snapshot: EnvironmentSnapshot,
  direction: Direction,
  target: string,
  rows: readonly string[],
): readonly CompiledStep[] {
  const compile = revisionCompiler(runSettings(snapshot.envScript), null);
  return compileSteps(snapshot, planSteps(snapshot.revisions, direction, target, rows), compile);
}

async function migrated(
  snapshot: EnvironmentSnapshot,
  direction: Direction,
  target: string,
  args: CommandArguments,
  context: CommandContext,
): Promise<CommandResult> {
  const settings = runSettings(snapshot.envScript);
  requireKnownEnvironment(settings);
  const url = chosenDatabase(snapshot, args.options, context);
  const rows = await rowsBeforeRun(url, settings);
  const steps = compiled(snapshot, direction, target, rows);
  requireResolved(steps);
  const plan = planRun(steps, rows, settings);
  return runDecided({ url, direction, plan }, args, context);
}

/** Throws CommandError `unresolved` where the plan has a statement that nobody knows: one plan runs in one engine. */
function requireResolved(steps: readonly CompiledStep[]): void {
  const reasons = steps.flatMap(({ step, file, sql }) =>
    sql.unresolved.map(({ span, reason }) => {
      const line = file === undefined ? 1 : lineIndexOf(file).position(span.start).line + 1;
      return `${file?.path ?? step.revision}:${line}: ${reason}`;
    }),
  );
  const fault = steps.find(({ step }) => step.versionFault !== undefined)?.step.versionFault;
  if (fault !== undefined) throw new CommandError(fault.code, fault.message);
  if (reasons.length === 0) return;
  throw new CommandError(
    'unresolved',
    `Nothing was run: the built-in engine runs a plan only when every statement is known, and ${reasons.length === 1 ? 'one is' : `${reasons.length} are`} not.\n${reasons.join('\n')}\nRun this plan with --engine alembic.`,
    { reasons },
  );
}
