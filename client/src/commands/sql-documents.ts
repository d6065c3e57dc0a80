import { env, Uri, window, workspace } from 'vscode';
import type { SqlPreviewParams } from '../../../server/src/protocol/preview-messages.ts';
import type { Services } from '../services.ts';
import { revisionOfActiveFile } from './choose-revision.ts';

/** Puts the SQL of the active preview on the clipboard; in a revision file without one, that of its `upgrade()`. */
export async function copySql(services: Services): Promise<void> {
  const params = await activePreview(services);
  if (params === undefined) return;
  const { sql, title, unresolvedCount } = await services.client.request('alembic/sqlPreview', params);
  await env.clipboard.writeText(sql);
  window.setStatusBarMessage(`SQL copied: ${title}${openWords(unresolvedCount)}`, MESSAGE_MILLISECONDS);
}

/** Opens the SQL of the active preview as a new file that can be changed. */
export async function openSqlInNewFile(services: Services): Promise<void> {
  const params = await activePreview(services);
  if (params === undefined) return;
  const { sql } = await services.client.request('alembic/sqlPreview', params);
  await window.showTextDocument(await workspace.openTextDocument({ language: 'sql', content: sql }));
}

/** Saves the SQL of the active preview as a script that somebody can run by hand, and that says what it was made from. */
export async function saveSqlScript(services: Services): Promise<void> {
  const params = await activePreview(services);
  if (params === undefined) return;
  const { text, fileName, unresolvedCount } = await services.client.request('alembic/sqlScript', params);
  const [folder] = workspace.workspaceFolders ?? [];
  const target = await window.showSaveDialog({
    title: 'Save Script for a DBA',
    filters: { SQL: ['sql'] },
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder.uri, fileName) }),
  });
  if (target === undefined) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  await window.showTextDocument(await workspace.openTextDocument(target));
  if (unresolvedCount === 0) return;
  const places = unresolvedCount === 1 ? 'One place' : `${unresolvedCount} places`;
  await window.showWarningMessage(
    `The script is not complete. ${places} can be known only with a database; its head says which.`,
  );
}

const MESSAGE_MILLISECONDS = 4000;

function openWords(count: number): string {
  return count === 0 ? '' : ` (${count} ${count === 1 ? 'place is' : 'places are'} not known)`;
}

/** What the active preview shows, else one that is visible, else the upgrade of the active revision file. */
async function activePreview({ preview, ...services }: Services): Promise<SqlPreviewParams | undefined> {
  const shown = preview.active();
  if (shown !== undefined) return shown;
  const active = await revisionOfActiveFile({ preview, ...services });
  const document = window.activeTextEditor?.document;
  if (active !== undefined && document !== undefined) {
    return { kind: 'file', uri: document.uri.toString(), direction: 'upgrade' };
  }
  await window.showInformationMessage('Open a revision file or a SQL preview first.');
  return undefined;
}
