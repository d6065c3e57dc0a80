import { planStamp } from '../core/plan/plan-stamp.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import { CommandError } from '../core/script/command-error.ts';
import { planRun } from '../database/plan-run.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { chosenDatabase } from './database-options.ts';
import { builtinObstacles, unresolvedMessage } from './engine.ts';
import { rowsBeforeRun, runDecided } from './run-command.ts';

/** Runs `stamp`. */
export async function stamp(args: CommandArguments, context: CommandContext): Promise<CommandResult> {
  const snapshot = await context.loadEnvironment();
  const settings = runSettings(snapshot.envScript);
  const obstacles = builtinObstacles([], settings);
  if (obstacles.length > 0) throw new CommandError('unresolved', unresolvedMessage(obstacles), { obstacles });
  const url = chosenDatabase(snapshot, args.options, context);
  const rows = await rowsBeforeRun(url, settings);
  const purge = args.options.purge === true;
  const steps = planStamp(snapshot.revisions, args.positionals, purge ? [] : rows);
  const compiled = steps.map((step) => ({
    step,
    file: undefined,
    sql: { statements: [], unresolved: [] },
  }));
  const plan = planRun(compiled, rows, settings, purge);
  return runDecided({ url, direction: 'stamp', plan }, args, context);
}
