import { join } from 'node:path';

/** What decides where a program keeps its state. */
export interface StatePlace {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

const NAME = 'alembic-workbench';

/**
 * The folder of the journal, one for a user of a machine: the editor and the command line show each other's runs.
 * ALEMBIC_WORKBENCH_STATE names another one; else it is where the platform keeps such things (the XDG Base Directory
 * Specification's state directory, Application Support, LocalAppData).
 */
export function stateFolder({ environment, platform, home }: StatePlace): string {
  const named = environment.ALEMBIC_WORKBENCH_STATE;
  if (named !== undefined && named !== '') return named;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', NAME);
  if (platform === 'win32') return join(environment.LOCALAPPDATA || join(home, 'AppData', 'Local'), NAME);
  return join(environment.XDG_STATE_HOME || join(home, '.local', 'state'), NAME);
}
