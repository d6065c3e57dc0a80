import type { DatabaseArgument, EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { chooseTarget } from './choose-environment.ts';
import { migrate } from './migrate.ts';

/** `alembic upgrade +1`. */
export async function upgradeOne(
  services: Services,
  argument?: EnvironmentArgument | DatabaseArgument,
): Promise<void> {
  const target = await chooseTarget(services, argument);
  if (target !== undefined) await migrate(services, target, 'upgrade', '+1');
}
