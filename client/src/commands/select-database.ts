import { type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { DatabaseArgument, EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import type { Services } from '../services.ts';
import { positionWords } from '../view-models/database-item.ts';
import { chooseEnvironment } from './choose-environment.ts';
import { runCommand } from './run-command.ts';
import { requireTrust } from './trust.ts';

/** The database whose state colours the views, and that commands run on. A row of the view selects itself. */
export async function selectDatabase(
  services: Services,
  argument?: EnvironmentArgument | DatabaseArgument,
): Promise<void> {
  if (!(await requireTrust('Select Database'))) return;
  const environment = await chooseEnvironment(services, argument);
  if (environment === undefined) return;
  const named = argument !== undefined && 'database' in argument ? argument.database : undefined;
  const name = named ?? (await pickDatabase(services, environment));
  if (name === undefined) return;
  await services.state.selectDatabase(environment, name);
  const status = services.state.status(environment.id, name);
  if (status?.condition !== 'unreachable') return;
  const action = await window.showWarningMessage(
    status.message ?? `“${name}” cannot be reached.`,
    'Set Password…',
    'Show Log',
  );
  if (action === 'Set Password…') {
    await runCommand('alembicWorkbench.setPassword', { environment: environment.id, database: name });
  } else if (action === 'Show Log') {
    services.log.show();
  }
}

/** The name picked; undefined where the user gave up or went on to add a database. */
async function pickDatabase(
  services: Services,
  environment: EnvironmentSummary,
): Promise<string | undefined> {
  const selected = services.state.selectedDatabase(environment)?.name;
  const items: (QuickPickItem & { name?: string })[] = services.state
    .databases(environment.id)
    .map(({ name, displayUrl }) => ({
      label: `$(${name === selected ? 'pass-filled' : 'database'}) ${name}`,
      description: positionWords(services.state.status(environment.id, name)),
      detail: displayUrl,
      name,
    }));
  items.push({ label: '', kind: QuickPickItemKind.Separator }, { label: '$(add) Add Database…' });
  const picked = await window.showQuickPick(items, {
    title: 'Select Database',
    placeHolder: 'Which database are the revisions compared with and run on?',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked === undefined) return undefined;
  if (picked.name === undefined) {
    await runCommand('alembicWorkbench.addDatabase', { environment: environment.id });
    return undefined;
  }
  return picked.name;
}
