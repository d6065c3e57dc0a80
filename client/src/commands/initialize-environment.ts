import { Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { InitParams } from '../../../server/src/protocol/authoring-messages.ts';
import type { Services } from '../services.ts';
import { openFile } from './open-at.ts';
import { runCommand } from './run-command.ts';

const TITLE = 'Initialize Alembic Environment';

/** `alembic init`: folder, directory, template; then the files, with env.py open. */
export async function initializeEnvironment(services: Services): Promise<void> {
  const folder = await chooseWorkspaceFolder();
  if (folder === undefined) return;
  const directory = await window.showInputBox({
    title: TITLE,
    prompt: 'Directory of the migration environment, below the folder that gets alembic.ini',
    value: 'migrations',
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[\w.-]+(\/[\w.-]+)*$/.test(text.trim())
        ? undefined
        : 'Type a relative directory, for example migrations',
  });
  if (directory === undefined) return;
  const template = await chooseTemplate();
  if (template === undefined) return;
  const { files } = await services.client.request('alembic/init', {
    folderUri: folder.toString(),
    directory: directory.trim(),
    template,
  });
  const edit = new WorkspaceEdit();
  for (const { uri, text } of files) {
    edit.createFile(Uri.parse(uri), { contents: new TextEncoder().encode(text), overwrite: false });
  }
  if (!(await workspace.applyEdit(edit))) {
    throw new Error(
      'The environment was not created: one of its files exists already, or the folder cannot be written.',
    );
  }
  const script = files.find(({ uri }) => uri.endsWith('/env.py'));
  if (script !== undefined) await openFile(script.uri);
}

async function chooseWorkspaceFolder(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    await runCommand('alembicWorkbench.chooseFolder');
    return undefined;
  }
  if (folders.length === 1) return folders[0]?.uri;
  return (await window.showWorkspaceFolderPick({ placeHolder: 'Which folder gets alembic.ini?' }))?.uri;
}

async function chooseTemplate(): Promise<InitParams['template'] | undefined> {
  const items: { label: InitParams['template']; description: string }[] = [
    { label: 'generic', description: 'One database, a synchronous driver such as psycopg' },
    { label: 'async', description: 'One database, an asynchronous driver such as asyncpg' },
  ];
  return (
    await window.showQuickPick(items, {
      title: TITLE,
      placeHolder: 'Which kind of env.py?',
      ignoreFocusOut: true,
    })
  )?.label;
}
