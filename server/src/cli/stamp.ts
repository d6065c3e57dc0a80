import type { CompiledStep } from '../core/plan/compiled-step.ts';
import { planStamp } from '../core/plan/plan-stamp.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import { parseStampRange, startingRows } from '../core/plan/sql-range.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { RunPlan } from '../database/migration-run.ts';
import { planRun } from '../database/plan-run.ts';
import { chosenWindow, requireOpenWindow } from './before-run.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { chosenDatabase } from './database-options.ts';
import { builtinObstacles, unresolvedMessage } from './engine.ts';
import { beforeRun, runDecided } from './run-command.ts';
import { sqlScript } from './sql-script.ts';
import { fromRows } from './unknown-rows.ts';
import { usageError } from './usage-error.ts';

/** Runs `stamp`, or prints its SQL. */
export async function stamp(args: CommandArguments, context: CommandContext): Promise<CommandResult> {
  if (args.options.sql === true) return stampScript(args, await context.loadEnvironment());
  requireOpenWindow(chosenWindow(args, new Date()));
  const snapshot = await context.loadEnvironment();
  const settings = runSettings(snapshot.envScript);
  const obstacles = builtinObstacles([], settings);
  if (obstacles.length > 0) throw new CommandError('unresolved', unresolvedMessage(obstacles), { obstacles });
  const url = chosenDatabase(snapshot, args.options, context);
  const purge = args.options.purge === true;
  const { rows, session } = await beforeRun(url, settings);
  try {
    const plan = fromRows(snapshot.revisions, rows, () => stampPlan(snapshot, args.positionals, rows, purge));
    return await runDecided({ url, direction: 'stamp', plan, session }, args, context);
  } finally {
    await session?.close();
  }
}

/** The script for the rows that `REV` takes for granted: none, or those of FROM in `FROM:TO`. */
function stampScript(
  { positionals, options }: CommandArguments,
  snapshot: EnvironmentSnapshot,
): CommandResult {
  if (options.purge === true)
    throw usageError('--purge deletes what a database holds, so it does not go with --sql.');
  const { start, targets } = parseStampRange(positionals);
  const rows = startingRows(snapshot.revisions, start);
  return sqlScript(snapshot, stampSteps(snapshot, targets, rows), rows);
}

function stampPlan(
  snapshot: EnvironmentSnapshot,
  revisions: readonly string[],
  rows: readonly string[],
  purge: boolean,
): RunPlan {
  const steps = stampSteps(snapshot, revisions, purge ? [] : rows);
  return planRun(steps, rows, runSettings(snapshot.envScript), purge);
}

function stampSteps(
  snapshot: EnvironmentSnapshot,
  revisions: readonly string[],
  rows: readonly string[],
): readonly CompiledStep[] {
  return planStamp(snapshot.revisions, revisions, rows).map((step) => ({
    step,
    file: undefined,
    sql: { statements: [], unresolved: [] },
  }));
}
