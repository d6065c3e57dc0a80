import { type CompiledStep, compileSteps } from '../core/plan/compiled-step.ts';
import { planSteps } from '../core/plan/plan-steps.ts';
import { revisionCompiler } from '../core/plan/revision-compiler.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import { parseSqlRange, startingRows } from '../core/plan/sql-range.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { planRun } from '../database/plan-run.ts';
import { runWithOwnAlembic } from './alembic-engine.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { chosenDatabase } from './database-options.ts';
import { chosenEngine } from './engine.ts';
import { rowsBeforeRun, runDecided } from './run-command.ts';
import { sqlScript } from './sql-script.ts';

type Direction = 'upgrade' | 'downgrade';

/** Runs `upgrade` or `downgrade`, or prints its SQL, as the arguments say. */
export async function migrate(
  direction: Direction,
  args: CommandArguments,
  context: CommandContext,
): Promise<CommandResult> {
  const snapshot = await context.loadEnvironment();
  const [argument = ''] = args.positionals;
  const isSql = args.options.sql === true;
  const { start, target } = parseSqlRange(argument, direction, isSql);
  if (!isSql) return migrated(snapshot, direction, target, args, context);
  const rows = startingRows(snapshot.revisions, start);
  return sqlScript(snapshot, compiled(snapshot, direction, target, rows), rows);
}

function compiled(
  snapshot: EnvironmentSnapshot,
  direction: Direction,
  target: string,
  rows: readonly string[],
): readonly CompiledStep[] {
  const compile = revisionCompiler(runSettings(snapshot.envScript), null, snapshot.knowledge);
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
