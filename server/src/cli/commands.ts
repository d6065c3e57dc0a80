import type { CliCommand } from './command.ts';
import { branchesCommand } from './commands/branches.ts';
import { checkCommand } from './commands/check.ts';
import { currentCommand } from './commands/current.ts';
import { headsCommand } from './commands/heads.ts';
import { historyCommand } from './commands/history.ts';
import { initCommand } from './commands/init.ts';
import { journalCommand } from './commands/journal.ts';
import { lintCommand } from './commands/lint.ts';
import { mergeCommand } from './commands/merge.ts';
import { downgradeCommand, upgradeCommand } from './commands/migrate.ts';
import { planCommand } from './commands/plan.ts';
import { revisionCommand } from './commands/revision.ts';
import { showCommand } from './commands/show.ts';
import { stampCommand } from './commands/stamp.ts';
import { verifyCommand } from './commands/verify.ts';

/** Every command, in the order of `--help`. */
export const COMMANDS: readonly CliCommand[] = [
  historyCommand,
  headsCommand,
  branchesCommand,
  showCommand,
  currentCommand,
  journalCommand,
  planCommand,
  upgradeCommand,
  downgradeCommand,
  stampCommand,
  revisionCommand,
  mergeCommand,
  initCommand,
  lintCommand,
  checkCommand,
  verifyCommand,
];
