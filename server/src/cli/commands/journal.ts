import type { CliCommand } from '../command.ts';
import { DATABASE_OPTIONS } from '../database-options.ts';
import { usageError } from '../usage-error.ts';

const DEFAULT_LIMIT = '20';

export const journalCommand: CliCommand = {
  name: 'journal',
  summary: 'show the last runs on a database: who, when, from, to, how long, with what outcome',
  usage: '[--limit N] [--url URL]',
  options: {
    limit: {
      type: 'string',
      value: 'N',
      description: `how many runs, newest first (default: ${DEFAULT_LIMIT})`,
    },
    ...DATABASE_OPTIONS,
  },
  positionals: [0, 0],
  async run({ options }, context) {
    const limit = String(options.limit ?? DEFAULT_LIMIT);
    if (!/^[1-9]\d*$/.test(limit)) throw usageError(`'${limit}' is no number of runs for --limit.`);
    const { journal } = await import('../journal.ts');
    return journal(Number(limit), options, context);
  },
};
