import type { RevisionArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { chooseTarget } from './choose-environment.ts';
import { chooseRevision } from './choose-revision.ts';
import { migrate } from './migrate.ts';

/** `alembic upgrade <revision>`. */
export async function upgradeToRevision(services: Services, argument?: RevisionArgument): Promise<void> {
  const chosen = await chooseRevision(services, argument, 'Upgrade to which revision?', 'active file counts');
  if (chosen === undefined) return;
  const target = await chooseTarget(services, { environment: chosen.environment.id });
  if (target !== undefined) await migrate(services, target, 'upgrade', chosen.revision);
}
