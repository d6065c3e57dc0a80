import { commands, window, workspace } from 'vscode';

/** True in a trusted workspace. In another the user is told why the command does nothing, and may change that. */
export async function requireTrust(what: string): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const action = await window.showWarningMessage(
    `${what} needs a trusted workspace: in Restricted Mode nothing connects to a database and no process starts.`,
    'Manage Workspace Trust',
  );
  if (action !== undefined) await commands.executeCommand('workbench.trust.manage');
  return false;
}
