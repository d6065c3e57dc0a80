import { Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { NewFileAnswer } from '../../../server/src/protocol/authoring-messages.ts';
import { firstSelection } from '../view-models/first-selection.ts';
import { openAt } from './open-at.ts';

/** Creates the file as a workspace edit, so that Undo takes it back, and opens it with the cursor where one types. */
export async function createRevisionFile(file: NewFileAnswer, warning: string | undefined): Promise<void> {
  const uri = Uri.parse(file.uri);
  const edit = new WorkspaceEdit();
  edit.createFile(uri, { contents: new TextEncoder().encode(file.text), overwrite: false });
  if (!(await workspace.applyEdit(edit))) {
    throw new Error(
      `${workspace.asRelativePath(uri)} was not created: the file is there already or its folder cannot be written.`,
    );
  }
  await openAt(file.uri, firstSelection(file.text, file.cursor));
  const told = [file.warning, warning].filter(
    (text, index) => text !== undefined && (index === 0 || file.warning?.includes(text) !== true),
  );
  if (told.length > 0) await window.showWarningMessage(told.join(' '));
}
