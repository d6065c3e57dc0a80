import { commands, Uri, workspace } from 'vscode';
import type { Services } from '../services.ts';

/** Opens a copy of the sample project, which is made at the first time and then kept with its changes. */
export async function openSample(services: Services): Promise<void> {
  const { extensionUri, globalStorageUri } = services.context;
  const copy = Uri.joinPath(globalStorageUri, 'migrations-sample');
  if (!(await exists(copy))) {
    await workspace.fs.createDirectory(globalStorageUri);
    await workspace.fs.copy(Uri.joinPath(extensionUri, 'migrations-sample'), copy);
  }
  const forceNewWindow = workspace.workspaceFolders !== undefined;
  await commands.executeCommand('vscode.openFolder', copy, { forceNewWindow });
}

async function exists(uri: Uri): Promise<boolean> {
  const entries = await workspace.fs.readDirectory(Uri.joinPath(uri, '..')).then(
    (found) => found,
    // The storage folder itself is made at the first use.
    () => [],
  );
  return entries.some(([name]) => uri.path.endsWith(`/${name}`));
}
