import { resolve } from 'node:path';
import { type DatabaseUrl, displayUrl, parseDatabaseUrl } from '../core/config/database-url.ts';
import { DatabaseUrlError } from '../core/config/database-url-error.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { CliOption, CommandContext, OptionValue } from './command.ts';

type Options = Readonly<Record<string, OptionValue | undefined>>;

/** Options of every command that asks a database. */
export const DATABASE_OPTIONS: Readonly<Record<string, CliOption>> = {
  url: {
    type: 'string',
    value: 'URL',
    description:
      'postgresql://…, pglite:DIR or pglite:memory; left out: sqlalchemy.url, if it is on this machine',
  },
};

const LOCAL_HOSTS: ReadonlySet<string | undefined> = new Set([
  undefined,
  '',
  'localhost',
  '127.0.0.1',
  '::1',
]);

/**
 * The database that a command means: `--url`, else `sqlalchemy.url` of the configuration where that is on this machine.
 * Throws CommandError `no-database` or `invalid-url`. No message holds a password.
 */
export function chosenDatabase(
  snapshot: EnvironmentSnapshot,
  options: Options,
  context: CommandContext,
): DatabaseUrl {
  const named = namedDatabase(options, context);
  if (named !== undefined) return named;
  const { databaseUrl, configPath } = snapshot.config;
  if (databaseUrl === undefined) {
    throw new CommandError(
      'no-database',
      `No database is named: ${configPath} has no sqlalchemy.url of its own. Name one with --url postgresql://… or --url pglite:DIR.`,
    );
  }
  const url = parsedUrl(databaseUrl, `sqlalchemy.url of ${configPath}`);
  if (!isOnThisMachine(url)) {
    throw new CommandError(
      'no-database',
      `sqlalchemy.url of ${configPath} is ${displayUrl(url)}, which is not on this machine and so is never used unasked. Name it with --url if you mean it.`,
    );
  }
  return absolute(url, context);
}

/** The database of `--url`. Throws CommandError `invalid-url`. */
export function namedDatabase({ url }: Options, context: CommandContext): DatabaseUrl | undefined {
  return typeof url === 'string' ? absolute(parsedUrl(url, 'The value of --url'), context) : undefined;
}

/** Throws CommandError `invalid-url`; `what` says where the text stands. */
export function parsedUrl(text: string, what: string): DatabaseUrl {
  try {
    return parseDatabaseUrl(text);
  } catch (error) {
    if (error instanceof DatabaseUrlError) throw new CommandError('invalid-url', `${what}: ${error.message}`);
    throw error;
  }
}

function isOnThisMachine(url: DatabaseUrl): boolean {
  return (
    url.kind === 'pglite' ||
    url.hosts.every(({ host }) => LOCAL_HOSTS.has(host) || host?.startsWith('/') === true)
  );
}

function absolute(url: DatabaseUrl, { workingDirectory }: CommandContext): DatabaseUrl {
  if (url.kind !== 'pglite' || url.dataDirectory === undefined) return url;
  return { ...url, dataDirectory: resolve(workingDirectory, url.dataDirectory) };
}
