import { window } from 'vscode';
import type { DatabaseArgument, EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import type { Services } from '../services.ts';
import { chooseTarget } from './choose-environment.ts';
import { migrate } from './migrate.ts';

/** `alembic upgrade head`; where there are several heads, one of them or all. */
export async function upgradeToHead(
  services: Services,
  argument?: EnvironmentArgument | DatabaseArgument,
): Promise<void> {
  const target = await chooseTarget(services, argument);
  if (target === undefined) return;
  const head = await chooseHead(target.environment);
  if (head !== undefined) await migrate(services, target, 'upgrade', head);
}

async function chooseHead(environment: EnvironmentSummary): Promise<string | undefined> {
  if (environment.heads.length < 2) return 'head';
  const all = { label: 'heads', description: `all ${environment.heads.length} heads` };
  const items = [all, ...environment.heads.map((head) => ({ label: head, description: '' }))];
  const picked = await window.showQuickPick(items, {
    placeHolder: 'There are several heads. Upgrade to which?',
  });
  return picked?.label;
}
