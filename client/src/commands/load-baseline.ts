import { type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { DatabaseArgument, EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { positionWords } from '../view-models/database-item.ts';
import { shortIds } from '../view-models/revision-id.ts';
import { cancellableWait } from './cancellable-wait.ts';
import { chooseTarget, type Target } from './choose-environment.ts';
import { requireTrust } from './trust.ts';

interface SourceItem extends QuickPickItem {
  /** Undefined: a file. */
  readonly from: string | undefined;
}

/**
 * Loads what the first revision expects to be there into an empty embedded database: the file of the setting, another one,
 * or the schema of a configured database, which may be kept as a file for the setting.
 */
export async function loadBaseline(
  services: Services,
  argument?: EnvironmentArgument | DatabaseArgument,
): Promise<void> {
  if (!(await requireTrust('Load Baseline'))) return;
  const target = await chooseTarget(services, argument);
  if (target === undefined) return;
  const configured = configuredBaseline(target);
  if (configured !== undefined) return loadFile(services, target, configured, true);
  const source = await pickSource(services, target);
  if (source === undefined) return;
  if (source.from !== undefined) return loadSchema(services, target, source.from);
  const uri = await pickFile();
  if (uri !== undefined) await loadFile(services, target, uri, false);
}

/** Asks nothing where there is no database whose schema could be read. */
async function pickSource(
  { state }: Services,
  { environment: { id } }: Target,
): Promise<SourceItem | undefined> {
  const file: SourceItem = { label: '$(file) From an SQL File…', from: undefined };
  const databases = state
    .databases(id)
    .filter(({ source }) => source !== 'embedded')
    .map(({ name, displayUrl }): SourceItem => {
      const description = positionWords(state.status(id, name));
      return { label: `$(database) The Schema of “${name}”`, description, detail: displayUrl, from: name };
    });
  if (databases.length === 0) return file;
  return window.showQuickPick([file, ...databases], {
    title: 'Load Baseline',
    placeHolder: 'What does the first revision expect to be there?',
  });
}

async function loadFile(services: Services, target: Target, uri: Uri, isConfigured: boolean): Promise<void> {
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
  await tellLoaded(target, uri, isConfigured);
}

async function loadSchema(services: Services, target: Target, from: string): Promise<void> {
  const { environment, database } = target;
  const params = { environment: environment.id, database: database.name, from };
  const loaded = await cancellableWait(`Loading the schema of “${from}” into “${database.name}”`, (token) =>
    services.client.request('alembic/loadSchema', params, token),
  );
  if (loaded === undefined) return;
  await services.state.refresh();
  if (loaded.rows.length > 0) {
    const at = shortIds(loaded.rows);
    await window.showInformationMessage(
      `“${database.name}” has the schema of “${from}” and is at ${at}, without any rows.`,
    );
    return;
  }
  const message = `“${database.name}” has the schema of “${from}”. Upgrade it now.`;
  const keep = 'Keep as Baseline…';
  if ((await window.showInformationMessage(message, keep)) === keep) await keepBaseline(target, loaded.sql);
}

/** Writes the schema into a file of the workspace and names that in the setting. */
async function keepBaseline({ environment }: Target, sql: string): Promise<void> {
  const config = Uri.parse(environment.configUri);
  const uri = await window.showSaveDialog({
    title: 'Keep as Baseline',
    defaultUri: Uri.joinPath(config, '..', 'baseline.sql'),
    filters: { SQL: ['sql'] },
  });
  if (uri === undefined) return;
  await workspace.fs.writeFile(uri, new TextEncoder().encode(sql));
  await nameInSetting(config, uri);
}

async function nameInSetting(config: Uri, uri: Uri): Promise<void> {
  const settings = workspace.getConfiguration('alembicWorkbench', config);
  await settings.update('baseline', workspace.asRelativePath(uri, false));
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
  await nameInSetting(config, uri);
}
