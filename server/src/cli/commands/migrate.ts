import { type CompiledStep, compileSteps } from '../../core/plan/compiled-step.ts';
import { planSteps } from '../../core/plan/plan-steps.ts';
import { revisionCompiler } from '../../core/plan/revision-compiler.ts';
import { runSettings } from '../../core/plan/run-settings.ts';
import { parseSqlRange, startingRows } from '../../core/plan/sql-range.ts';
import type { EnvironmentSnapshot } from '../../core/snapshot/environment-snapshot.ts';
import { planRun } from '../../database/plan-run.ts';
import { runWithOwnAlembic } from '../alembic-engine.ts';
import type { CliCommand, CommandArguments, CommandContext, CommandResult } from '../command.ts';
import { chosenDatabase } from '../database-options.ts';
import { chosenEngine, ENGINE_OPTION } from '../engine.ts';
import { rowsBeforeRun, runDecided } from '../run-command.ts';
import { RUN_OPTIONS } from '../run-options.ts';
import { sqlScript } from '../sql-script.ts';

type Direction = 'upgrade' | 'downgrade';

export const upgradeCommand: CliCommand = migrationCommand(
  'upgrade',
  'run revisions up to a target',
  'TARGET [--sql] [--url URL] [--engine auto|builtin|alembic] [--dry-run]',
);

export const downgradeCommand: CliCommand = migrationCommand(
  'downgrade',
  'undo revisions down to a target',
  'TARGET [--sql] [--url URL] [--engine auto|builtin|alembic] [--dry-run]; with --sql: FROM:TO',
);

function migrationCommand(direction: Direction, summary: string, usage: string): CliCommand {
  return {
    name: direction,
    summary,
    usage,
    options: {
      sql: { type: 'boolean', description: 'print the SQL script and run nothing; TARGET may be FROM:TO' },
      ...RUN_OPTIONS,
      ...ENGINE_OPTION,
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
  const url = chosenDatabase(snapshot, args.options, context);
  const rows = await rowsBeforeRun(url, settings);
  const steps = compiled(snapshot, direction, target, rows);
  if (chosenEngine(args, steps, settings) === 'alembic') {
    return runWithOwnAlembic(snapshot, { url, direction, target, steps, rows, settings }, args, context);
  }
  const plan = planRun(steps, rows, settings);
  return runDecided({ url, direction, plan }, args, context);
}
