import type { CliCommand } from '../command.ts';
import { RUN_OPTIONS } from '../run-options.ts';

export const stampCommand: CliCommand = {
  name: 'stamp',
  summary: 'write revisions into the version table without running them',
  usage: 'REV… [--purge] [--sql] [--url URL]; with --sql also FROM:TO',
  options: {
    sql: { type: 'boolean', description: 'print the SQL script and run nothing; REV may be FROM:TO' },
    purge: { type: 'boolean', description: 'delete every row of the version table first' },
    ...RUN_OPTIONS,
  },
  positionals: [1, Number.POSITIVE_INFINITY],
  async run(args, context) {
    const { stamp } = await import('../stamp.ts');
    return stamp(args, context);
  },
};
