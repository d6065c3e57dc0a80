import { Range, Uri, window, workspace } from 'vscode';
import type { Range as ProtocolRange } from '../../../server/src/protocol/position.ts';

/** Opens a file with a range selected, which is scrolled into sight. */
export async function openAt(uri: string, { start, end }: ProtocolRange): Promise<void> {
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(await workspace.openTextDocument(Uri.parse(uri)), { selection });
}

/** Opens a file with the cursor at the start of a zero-based line. */
export async function openAtLine(uri: string, line: number): Promise<void> {
  const start = { line, character: 0 };
  await openAt(uri, { start, end: start });
}

/** Opens a file where its editor was last. */
export async function openFile(uri: string): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument(Uri.parse(uri)), { preview: true });
}
