import { window } from 'vscode';
import type { DatabaseArgument, EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { chooseTarget } from './choose-environment.ts';
import { migrate } from './migrate.ts';
import { requireTrust } from './trust.ts';

/** Undoes what the base branch does not have, while the files that can undo it are still here. */
export async function downgradeToBaseBranch(
  services: Services,
  argument?: EnvironmentArgument | DatabaseArgument,
): Promise<void> {
  if (!(await requireTrust('Downgrade'))) return;
  const chosen = await chooseTarget(services, argument);
  if (chosen === undefined) return;
  const { target, message } = await services.client.request('alembic/baseBranchTarget', {
    environment: chosen.environment.id,
    database: chosen.database.name,
  });
  if (target === undefined) await window.showInformationMessage(message);
  else await migrate(services, chosen, 'downgrade', target);
}
