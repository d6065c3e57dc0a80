import type { RevisionArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { chooseTarget } from './choose-environment.ts';
import { chooseRevision } from './choose-revision.ts';
import { migrate } from './migrate.ts';

/** `alembic downgrade <revision>`: the revision itself stays applied. */
export async function downgradeToRevision(services: Services, argument?: RevisionArgument): Promise<void> {
  const chosen = await chooseRevision(
    services,
    argument,
    'Downgrade to which revision? It stays applied.',
    'active file counts',
  );
  if (chosen === undefined) return;
  const target = await chooseTarget(services, { environment: chosen.environment.id });
  if (target !== undefined) await migrate(services, target, 'downgrade', chosen.revision);
}
