import type { CliCommand } from '../command.ts';
import { DATABASE_OPTIONS } from '../database-options.ts';

export const checkCommand: CliCommand = {
  name: 'check',
  summary: 'tell whether the models and a database agree, through your own alembic',
  usage: '[--url URL]',
  options: DATABASE_OPTIONS,
  positionals: [0, 0],
  async run(args, context) {
    const { checkedModels } = await import('../checked-models.ts');
    return checkedModels(args, context);
  },
};
