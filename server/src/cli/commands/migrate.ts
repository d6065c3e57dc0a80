import { BACKUP_OPTIONS } from '../backup-options.ts';
import type { CliCommand } from '../command.ts';
import { ENGINE_OPTION } from '../engine.ts';
import { RUN_OPTIONS } from '../run-options.ts';
import { namedUrls, SEVERAL_OPTIONS } from '../several-options.ts';

export const upgradeCommand: CliCommand = migrationCommand(
  'upgrade',
  'run revisions up to a target',
  'TARGET [--sql] [--url URL …] [--engine auto|builtin|alembic] [--dry-run]',
);

export const downgradeCommand: CliCommand = migrationCommand(
  'downgrade',
  'undo revisions down to a target',
  'TARGET [--sql] [--url URL …] [--engine auto|builtin|alembic] [--dry-run]; with --sql: FROM:TO',
);

function migrationCommand(direction: 'upgrade' | 'downgrade', summary: string, usage: string): CliCommand {
  return {
    name: direction,
    summary,
    usage,
    options: {
      sql: { type: 'boolean', description: 'print the SQL script and run nothing; TARGET may be FROM:TO' },
      ...RUN_OPTIONS,
      ...SEVERAL_OPTIONS,
      ...BACKUP_OPTIONS,
      ...ENGINE_OPTION,
      tag: {
        type: 'string',
        value: 'TAG',
        description: 'handed to your own alembic as --tag TAG, where it runs',
      },
    },
    positionals: [1, 1],
    async run(args, context) {
      const { urls, isSeveral } = namedUrls(args.options, context);
      if (isSeveral) {
        const { migrateSeveral } = await import('../migrate-several.ts');
        return migrateSeveral(direction, urls, args, context);
      }
      const { migrate } = await import('../migrate.ts');
      return migrate(direction, { ...args, options: { ...args.options, url: urls[0] } }, context);
    },
  };
}
