import type { CliCommand } from '../command.ts';

export const verifyCommand: CliCommand = {
  name: 'verify',
  summary: 'prove that revisions go up, down and up again, in a database of its own',
  usage: '[REV|RANGE] [--server URL] [--baseline FILE|URL]',
  options: {
    server: {
      type: 'string',
      value: 'URL',
      description: 'PostgreSQL server to make the database on; left out: the embedded one, in memory',
    },
    baseline: {
      type: 'string',
      value: 'FILE|URL',
      description:
        'SQL that makes what the first revision expects to be there, or a database before its first revision',
    },
    'pg-dump': {
      type: 'string',
      value: 'PROGRAM',
      description: 'the pg_dump that reads the schema of --baseline URL; left out: found by itself',
    },
  },
  positionals: [0, 1],
  async run(args, context) {
    const { verifiedRevisions } = await import('../verified-revisions.ts');
    return verifiedRevisions(args, context);
  },
};
