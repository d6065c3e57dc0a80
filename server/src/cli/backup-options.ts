import type { CliOption } from './command.ts';

/** Options of a run that keeps a way back. */
export const BACKUP_OPTIONS: Readonly<Record<string, CliOption>> = {
  backup: {
    type: 'boolean',
    values: ['schema', 'all'],
    description: 'back up with pg_dump before the run: the schema, or all of it (default)',
  },
  'backup-dir': {
    type: 'string',
    value: 'DIR',
    description: 'folder for backups (default: beside the journal)',
  },
  'pg-dump': { type: 'string', value: 'PATH', description: 'the pg_dump to use (default: found on PATH)' },
};
