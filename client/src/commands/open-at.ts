import { Position, Range, type TextEditor, Uri, window, workspace } from 'vscode';

/** Opens a file with the cursor on a zero-based line and column, which is scrolled into sight. */
export async function openAt(uri: string, line: number, character = 0): Promise<TextEditor> {
  const position = new Position(line, character);
  const document = await workspace.openTextDocument(Uri.parse(uri));
  return await window.showTextDocument(document, { selection: new Range(position, position) });
}

/** Opens a file where its editor was last. */
export async function openFile(uri: string): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument(Uri.parse(uri)), { preview: true });
}
