import { checkModels } from '../alembic/model-changes.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { CommandArguments, CommandContext, CommandResult } from './command.ts';
import { chosenDatabase } from './database-options.ts';
import { reached } from './database-session.ts';
import { askingOf, ownAlembic } from './own-alembic.ts';

/** `check`: exit code 1 where the models and the database differ. Throws CommandError `check-failed` and those of `ownAlembic`. */
export async function checkedModels(
  { options }: CommandArguments,
  context: CommandContext,
): Promise<CommandResult> {
  const snapshot = await context.loadEnvironment();
  const target = chosenDatabase(snapshot, options, context);
  const own = await ownAlembic(snapshot, target, typeof options.url !== 'string', context);
  const answer = await reached(() => checkModels(askingOf(own, target), context.signal));
  if (!answer.ok) throw new CommandError('check-failed', answer.message);
  const { upToDate, detected } = answer;
  return {
    exitCode: upToDate ? 0 : 1,
    text: upToDate
      ? 'The models and the database agree.\n'
      : `The models differ from the database:\n${detected.map((change) => `  ${change}\n`).join('')}`,
    json: { up_to_date: upToDate, detected },
  };
}
