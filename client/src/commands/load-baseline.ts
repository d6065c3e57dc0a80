import { Uri, window, workspace } from 'vscode';
import type { DatabaseArgument, EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { cancellableWait } from './cancellable-wait.ts';
import { chooseTarget, type Target } from './choose-environment.ts';
import { requireTrust } from './trust.ts';

/**
 * Loads SQL that makes what the first revision expects to be there into an empty embedded database: the file of the
 * setting, or one that the user picks and may keep as the setting.
 */
export async function loadBaseline(
  services: Services,
  argument?: EnvironmentArgument | DatabaseArgument,
): Promise<void> {
  if (!(await requireTrust('Load Baseline'))) return;
  const target = await chooseTarget(services, argument);
  if (target === undefined) return;
  const configured = configuredBaseline(target);
  const uri = configured ?? (await pickFile());
  if (uri === undefined) return;
  const database = target.database.name;
  const loaded = await cancellableWait(
    `Loading ${workspace.asRelativePath(uri)} into “${database}”`,
    (token) =>
      services.client.request(
        'alembic/loadBaseline',
        { environment: target.environment.id, database, uri: uri.toString() },
        token,
      ),
  );
  if (loaded === undefined) return;
  await services.state.refresh();
  await tellLoaded(target, uri, configured !== undefined);
}

function configuredBaseline({ environment }: Target): Uri | undefined {
  const config = Uri.parse(environment.configUri);
  const folder = workspace.getWorkspaceFolder(config);
  const path = workspace.getConfiguration('alembicWorkbench', config).get<string>('baseline', '');
  return folder === undefined || path === '' ? undefined : Uri.joinPath(folder.uri, path);
}

async function pickFile(): Promise<Uri | undefined> {
  const picked = await window.showOpenDialog({
    title: 'Baseline: SQL that makes what the first revision expects',
    openLabel: 'Load Baseline',
    filters: { SQL: ['sql'] },
  });
  return picked?.[0];
}

async function tellLoaded({ environment, database }: Target, uri: Uri, isConfigured: boolean): Promise<void> {
  const message = `“${database.name}” has what ${workspace.asRelativePath(uri)} makes. Upgrade it now.`;
  const config = Uri.parse(environment.configUri);
  const isInFolder = workspace.getWorkspaceFolder(uri) !== undefined;
  const keep = 'Keep as Setting';
  const actions = isConfigured || !isInFolder ? [] : [keep];
  if ((await window.showInformationMessage(message, ...actions)) !== keep) return;
  const settings = workspace.getConfiguration('alembicWorkbench', config);
  await settings.update('baseline', workspace.asRelativePath(uri, false));
}
