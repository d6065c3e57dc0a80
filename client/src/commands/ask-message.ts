import { window } from 'vscode';

/** The message of a new revision, trimmed; undefined where the user gave up. */
export async function askMessage(title: string): Promise<string | undefined> {
  const message = await window.showInputBox({
    title,
    prompt: 'What does this revision change? The message names its file.',
    placeHolder: 'add users',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'Type a message' : undefined),
  });
  return message?.trim();
}
