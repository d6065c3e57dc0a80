import { ConfigurationTarget, commands, Uri, window, workspace } from 'vscode';
import type { KnownValueArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { knownValueNameProblem, knownValueOf } from '../view-models/known-value.ts';
import { chooseEnvironment } from './choose-environment.ts';

const SETTING = 'alembicWorkbench.knownValues';

/** Writes into the settings of the folder what only the application knows. */
export async function addKnownValue(services: Services, argument?: KnownValueArgument): Promise<void> {
  const environment = await chooseEnvironment(services, argument);
  if (environment === undefined) return;
  const name = argument?.name ?? (await askName());
  if (name === undefined) return;
  const text = await window.showInputBox({
    title: `Known Value of ${name}`,
    prompt: 'JSON or plain text; a column type as "type: NUMERIC(18, 4)".',
    validateInput: (typed) =>
      knownValueOf(typed) === undefined ? 'Type a value; null stands for None.' : undefined,
  });
  if (text === undefined) return;
  const scope = Uri.parse(environment.configUri);
  const settings = workspace.getConfiguration('alembicWorkbench', scope);
  const inspected = settings.inspect<Readonly<Record<string, unknown>>>('knownValues');
  const isFolder = workspace.getWorkspaceFolder(scope) !== undefined && workspace.workspaceFile !== undefined;
  const target = isFolder ? ConfigurationTarget.WorkspaceFolder : ConfigurationTarget.Workspace;
  const before = isFolder ? inspected?.workspaceFolderValue : inspected?.workspaceValue;
  await settings.update('knownValues', { ...before, [name]: knownValueOf(text) }, target);
  await offerSettings(name, isFolder);
}

/** The revision stays in front, where the SQL now appears; the settings file is a button away. */
async function offerSettings(name: string, isFolder: boolean): Promise<void> {
  const open = 'Open Settings';
  const answer = await window.showInformationMessage(`${name} is a known value of this folder now.`, open);
  if (answer !== open) return;
  const command = isFolder
    ? 'workbench.action.openFolderSettingsFile'
    : 'workbench.action.openWorkspaceSettingsFile';
  await commands.executeCommand(command, { revealSetting: { key: SETTING } });
}

function askName(): Thenable<string | undefined> {
  return window.showInputBox({
    title: 'Known Value',
    prompt: 'Dotted name of what only the application knows',
    placeHolder: 'app.settings.SCHEMA',
    validateInput: knownValueNameProblem,
  });
}
