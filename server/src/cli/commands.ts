import type { CliCommand } from './command.ts';
import { branchesCommand } from './commands/branches.ts';
import { currentCommand } from './commands/current.ts';
import { headsCommand } from './commands/heads.ts';
import { historyCommand } from './commands/history.ts';
import { lintCommand } from './commands/lint.ts';
import { planCommand } from './commands/plan.ts';
import { showCommand } from './commands/show.ts';

/** Every command, in the order of `--help`. */
export const COMMANDS: readonly CliCommand[] = [
  historyCommand,
  headsCommand,
  branchesCommand,
  showCommand,
  currentCommand,
  planCommand,
  lintCommand,
];
