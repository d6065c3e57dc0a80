import { commands } from 'vscode';

/** VS Code's own "Open Folder". */
export async function chooseFolder(): Promise<void> {
  await commands.executeCommand('vscode.openFolder');
}
