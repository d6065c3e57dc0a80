import type { EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { chooseEnvironment } from './choose-environment.ts';
import { openFile } from './open-at.ts';

/** Opens the alembic.ini or pyproject.toml of an environment. */
export async function openConfiguration(services: Services, argument?: EnvironmentArgument): Promise<void> {
  const environment = await chooseEnvironment(services, argument);
  if (environment !== undefined) await openFile(environment.configUri);
}
