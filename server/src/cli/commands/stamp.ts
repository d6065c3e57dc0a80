import { planStamp } from '../../core/plan/plan-stamp.ts';
import { runSettings } from '../../core/plan/run-settings.ts';
import { CommandError } from '../../core/script/command-error.ts';
import { planRun } from '../../database/plan-run.ts';
import type { CliCommand } from '../command.ts';
import { chosenDatabase } from '../database-options.ts';
import { builtinObstacles, unresolvedMessage } from '../engine.ts';
import { rowsBeforeRun, runDecided } from '../run-command.ts';
import { RUN_OPTIONS } from '../run-options.ts';

export const stampCommand: CliCommand = {
  name: 'stamp',
  summary: 'write revisions into the version table without running them',
  usage: 'REV… [--purge] [--url URL]',
  options: {
    purge: { type: 'boolean', description: 'delete every row of the version table first' },
    ...RUN_OPTIONS,
  },
  positionals: [1, Number.POSITIVE_INFINITY],
  async run(args, context) {
    const snapshot = await context.loadEnvironment();
    const settings = runSettings(snapshot.envScript);
    const obstacles = builtinObstacles([], settings);
    if (obstacles.length > 0)
      throw new CommandError('unresolved', unresolvedMessage(obstacles), { obstacles });
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
  },
};
