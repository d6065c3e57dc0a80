import type { RevisionArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { chooseTarget } from './choose-environment.ts';
import { chooseRevision } from './choose-revision.ts';
import { migrate } from './migrate.ts';

/** `alembic stamp <revision>`. */
export async function stampRevision(services: Services, argument?: RevisionArgument): Promise<void> {
  const chosen = await chooseRevision(
    services,
    argument,
    'Stamp the database as which revision?',
    'active file counts',
  );
  if (chosen === undefined) return;
  const target = await chooseTarget(services, { environment: chosen.environment.id });
  if (target !== undefined) await migrate(services, target, 'stamp', chosen.revision);
}
