import { planStamp } from '../core/plan/plan-stamp.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { RunPlan } from '../database/migration-run.ts';
import { planRun } from '../database/plan-run.ts';
import { chosenWindow, requireOpenWindow } from './before-run.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { chosenDatabase } from './database-options.ts';
import { builtinObstacles, unresolvedMessage } from './engine.ts';
import { beforeRun, runDecided } from './run-command.ts';

/** Runs `stamp`. */
export async function stamp(args: CommandArguments, context: CommandContext): Promise<CommandResult> {
  requireOpenWindow(chosenWindow(args, new Date()));
  const snapshot = await context.loadEnvironment();
  const settings = runSettings(snapshot.envScript);
  const obstacles = builtinObstacles([], settings);
  if (obstacles.length > 0) throw new CommandError('unresolved', unresolvedMessage(obstacles), { obstacles });
  const url = chosenDatabase(snapshot, args.options, context);
  const purge = args.options.purge === true;
  const { rows, session } = await beforeRun(url, settings);
  try {
    const plan = stampPlan(snapshot, args.positionals, rows, purge);
    return await runDecided({ url, direction: 'stamp', plan, session }, args, context);
  } finally {
    await session?.close();
  }
}

function stampPlan(
  snapshot: EnvironmentSnapshot,
  revisions: readonly string[],
  rows: readonly string[],
  purge: boolean,
): RunPlan {
  const steps = planStamp(snapshot.revisions, revisions, purge ? [] : rows);
  const compiled = steps.map((step) => ({
    step,
    file: undefined,
    sql: { statements: [], unresolved: [] },
  }));
  return planRun(compiled, rows, runSettings(snapshot.envScript), purge);
}
