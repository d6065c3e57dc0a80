import type { AlembicEnvironment } from '../alembic/alembic-invocation.ts';
import type { AlembicQuestion } from '../alembic/ask-alembic.ts';
import { findAlembic } from '../alembic/find-alembic.ts';
import { alembicObstacle } from '../alembic/run-with-alembic.ts';
import { urlVariables } from '../alembic/url-variables.ts';
import type { DatabaseUrl } from '../core/config/database-url.ts';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { CommandContext } from './command.ts';

/** The user's own alembic for one environment and database, ready to be started. */
export interface OwnAlembic {
  readonly environment: AlembicEnvironment;
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** What makes env.py connect to the chosen database, as far as env.py can be read. Holds a password. */
  readonly variables: Readonly<Record<string, string>>;
  /** True where the database is the one that the configuration names, so that no guard is needed. */
  readonly isConfiguredUrl: boolean;
}

/** Looks for the user's alembic. Starts nothing. Throws CommandError `alembic-not-found` or `alembic-cannot-run`. */
export async function ownAlembic(
  { config, envScript }: EnvironmentSnapshot,
  target: DatabaseUrl,
  isConfiguredUrl: boolean,
  { environmentVariables, workingDirectory, xArguments }: CommandContext,
): Promise<OwnAlembic> {
  const { configPath, section } = config;
  const command = await findAlembic({
    configPath,
    workspaceFolder: workingDirectory,
    alembicCommand: '',
    selectedInterpreter: undefined,
    environment: environmentVariables,
    platform: process.platform,
  });
  if ('looked' in command) {
    const help = 'Create a virtual environment with it beside the configuration, or put it on PATH.';
    throw new CommandError('alembic-not-found', `${command.message} ${help} Nothing was run.`);
  }
  const environment = { command, configPath, section, xArguments };
  const obstacle = alembicObstacle({ environment, target, isConfiguredUrl });
  if (obstacle !== undefined) throw new CommandError('alembic-cannot-run', `${obstacle} Nothing was run.`);
  return {
    environment,
    inherited: environmentVariables,
    variables: isConfiguredUrl ? {} : urlVariables(envScript, target, undefined, environmentVariables),
    isConfiguredUrl,
  };
}

/** A question to that alembic about a database; the invocation is still to be named. */
export function askingOf(own: OwnAlembic, target: DatabaseUrl): Omit<AlembicQuestion, 'invocation'> {
  return { ...own, database: { target, open: {} } };
}
