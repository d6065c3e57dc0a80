import { ConfigurationTarget, window, workspace } from 'vscode';
import type { EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { ConnectionTestAnswer } from '../../../server/src/protocol/database-messages.ts';
import type { DatabaseSetting } from '../../../server/src/protocol/settings.ts';
import { sealSecret } from '../seal-secret.ts';
import type { Services } from '../services.ts';
import { databaseNameTrouble, splitPassword, urlTrouble } from '../view-models/database-url.ts';
import { cancellableWait } from './cancellable-wait.ts';
import { chooseEnvironment } from './choose-environment.ts';
import { requireTrust } from './trust.ts';

const TITLE = 'Add Database';

/** Name, URL, password, connection test; then the setting without the password, and the password as a secret. */
export async function addDatabase(services: Services, argument?: EnvironmentArgument): Promise<void> {
  if (!(await requireTrust(TITLE))) return;
  const environment = await chooseEnvironment(services, argument);
  if (environment === undefined) return;
  const taken = services.state.databases(environment.id).map(({ name }) => name);
  const name = (await askName(taken))?.trim();
  if (name === undefined) return;
  const typed = await askUrl();
  if (typed === undefined) return;
  const { url, password: inUrl } = splitPassword(typed);
  const password = inUrl ?? (url.startsWith('pglite:') ? '' : await askPassword(name));
  if (password === undefined) return;
  const secret = password === '' ? undefined : password;
  const test = await testConnection(services, name, url, secret);
  if (test === undefined || !(await keepAnyway(name, test))) return;
  await services.secrets.keep(name, test.displayUrl ?? url, secret);
  await saveSetting({ name, url });
  await services.state.refresh();
  await services.state.selectDatabase(environment, name);
}

async function askName(taken: readonly string[]): Promise<string | undefined> {
  return await window.showInputBox({
    title: `${TITLE} (1 of 3)`,
    prompt: 'A name, as it shows in the Databases view',
    placeHolder: 'staging',
    ignoreFocusOut: true,
    validateInput: (text) => databaseNameTrouble(text, taken),
  });
}

async function askUrl(): Promise<string | undefined> {
  return await window.showInputBox({
    title: `${TITLE} (2 of 3)`,
    prompt:
      'Its URL, as SQLAlchemy or libpq spell it. A password in it is kept as a secret, not in the settings.',
    placeHolder: 'postgresql://user@localhost:5432/app',
    ignoreFocusOut: true,
    validateInput: urlTrouble,
  });
}

async function askPassword(name: string): Promise<string | undefined> {
  return await window.showInputBox({
    title: `${TITLE} (3 of 3)`,
    prompt: `Password for “${name}”; leave it empty where none is needed. It is kept in VS Code’s secret storage.`,
    password: true,
    ignoreFocusOut: true,
  });
}

async function testConnection(
  services: Services,
  name: string,
  url: string,
  password: string | undefined,
): Promise<ConnectionTestAnswer | undefined> {
  const { client } = services;
  return await cancellableWait(`Connecting to “${name}”`, async (token) => {
    const sealed =
      password === undefined
        ? undefined
        : sealSecret(password, await client.request('alembic/sealingKey', null));
    return client.request('alembic/testConnection', { url, password: sealed }, token);
  });
}

/** A database that cannot be reached now may still be kept, e.g. behind a tunnel that is closed. */
async function keepAnyway(name: string, test: ConnectionTestAnswer): Promise<boolean> {
  if (test.ok) return true;
  const keep = 'Add Anyway';
  return (
    (await window.showWarningMessage(
      `“${name}” was not reached.`,
      { modal: true, detail: test.message },
      keep,
    )) === keep
  );
}

async function saveSetting(setting: DatabaseSetting): Promise<void> {
  const configuration = workspace.getConfiguration('alembicWorkbench');
  const inspected = configuration.inspect<readonly DatabaseSetting[]>('databases');
  const target =
    workspace.workspaceFolders === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
  const before =
    (target === ConfigurationTarget.Workspace ? inspected?.workspaceValue : inspected?.globalValue) ?? [];
  await configuration.update('databases', [...before, setting], target);
}
