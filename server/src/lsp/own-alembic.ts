import type { AlembicEnvironment } from '../alembic/alembic-invocation.ts';
import { findAlembic } from '../alembic/find-alembic.ts';
import { urlVariables } from '../alembic/url-variables.ts';
import { readDotenv } from '../database/read-dotenv.ts';
import type { AlembicClientRequests } from '../protocol/messages.ts';
import type { WorkbenchSettings } from '../protocol/settings.ts';
import type { ReachableDatabase } from './databases.ts';
import type { ServerState } from './server-state.ts';

const INTERPRETER: keyof AlembicClientRequests = 'alembic/interpreter';

/** The user's own alembic for one environment and database, ready to be started. */
export interface OwnAlembic {
  readonly environment: AlembicEnvironment;
  /** The environment of this process over the variables of `.env` files; values may be secrets. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** What makes env.py connect to the chosen database, as far as env.py can be read. Holds a password. */
  readonly variables: Readonly<Record<string, string>>;
}

const HOW_TO_NAME_IT =
  'Create a virtual environment with it, or name the command in alembicWorkbench.alembicCommand.';

/** Looks for the user's alembic; a text says where it was looked for. Starts nothing. */
export async function ownAlembic(
  state: ServerState,
  environment: string,
  { database, target, password }: ReachableDatabase,
  settings: WorkbenchSettings,
): Promise<OwnAlembic | { readonly problem: string }> {
  const { config, envScript } = state.snapshot(environment);
  const { configPath, section } = config;
  const { folder } = state.environment(environment).location;
  const command = await findAlembic({
    configPath,
    workspaceFolder: folder,
    alembicCommand: settings.alembicCommand,
    selectedInterpreter: await selectedInterpreter(state, configPath),
    environment: process.env,
    platform: process.platform,
  });
  if ('looked' in command) return { problem: `${command.message} ${HOW_TO_NAME_IT}` };
  const inherited = { ...Object.fromEntries(await readDotenv(configPath, folder)), ...process.env };
  const xArguments = database.xArguments ?? settings.xArguments;
  return {
    environment: { command, configPath, section, xArguments },
    inherited,
    variables:
      database.summary.source === 'config' ? {} : urlVariables(envScript, target, password, inherited),
  };
}

/** What the Python extension has selected for the file; undefined where it is not there. */
async function selectedInterpreter({ connection }: ServerState, path: string): Promise<string | undefined> {
  const answer = await connection.sendRequest<AlembicClientRequests[typeof INTERPRETER]['result']>(
    INTERPRETER,
    { path },
  );
  return answer ?? undefined;
}
