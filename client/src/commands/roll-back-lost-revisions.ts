import { Disposable, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { LostRevisionFile } from '../../../server/src/protocol/repair-messages.ts';
import type { Services } from '../services.ts';
import type { Repair } from '../view-models/repair-item.ts';
import type { Target } from './choose-environment.ts';
import { migrate } from './migrate.ts';
import { openAtLine } from './open-at.ts';

const PATIENCE_MILLISECONDS = 15_000;

/** Creates the files as git has them, as one edit that Undo takes back, and opens the newest. */
export async function restoreFiles(files: readonly LostRevisionFile[]): Promise<void> {
  const edit = new WorkspaceEdit();
  for (const { uri, text } of files) {
    edit.createFile(Uri.parse(uri), { contents: new TextEncoder().encode(text), overwrite: false });
  }
  if (!(await workspace.applyEdit(edit))) {
    throw new Error(
      'The files were not restored: one of them is there already or its folder cannot be written.',
    );
  }
  const [newest] = files;
  if (newest !== undefined) await openAtLine(newest.uri, 0);
}

/**
 * Restores the files of revisions that only git has, downgrades the database below them by the ordinary way (plan, card,
 * question), and offers to delete the files once the database does not need them any more.
 */
export async function rollBack(
  services: Services,
  target: Target,
  { files, target: revision, rows }: Extract<Repair, { kind: 'roll-back' }>,
): Promise<void> {
  await restoreFiles(files);
  await known(services, target, files);
  const watch = watchRows(services, target, rows);
  // The message that ends the run stays until it is read; the question about the files does not wait for that.
  await Promise.all([
    migrate(services, target, 'downgrade', revision).finally(watch.end),
    watch.isLeft.then((isLeft) => (isLeft ? offerToDelete(target, files) : undefined)),
  ]);
}

/** Tells when the version table has none of `rows` any more; `end` settles that it still has. */
function watchRows(
  { client }: Services,
  { environment, database }: Target,
  rows: readonly string[],
): { readonly isLeft: Promise<boolean>; readonly end: () => void } {
  const params = { environment: environment.id, database: database.name };
  let end = (): void => undefined;
  const listening: Disposable[] = [];
  const isLeft = new Promise<boolean>((resolve, reject) => {
    end = () => resolve(false);
    listening.push(
      client.onDatabasesChanged(() => {
        client
          .request('alembic/databaseStatus', params)
          .then(({ currentRevisions }) => {
            if (!rows.some((row) => currentRevisions.includes(row))) resolve(true);
          })
          .catch(reject);
      }),
    );
  }).finally(() => Disposable.from(...listening).dispose());
  return { isLeft, end: () => end() };
}

async function offerToDelete({ database }: Target, files: readonly LostRevisionFile[]): Promise<void> {
  const remove = 'Delete the Restored Files';
  const question = `“${database.name}” is below the restored revisions. Their files are not needed for it any more.`;
  if ((await window.showInformationMessage(question, remove, 'Keep Them')) !== remove) return;
  const edit = new WorkspaceEdit();
  for (const { uri } of files) edit.deleteFile(Uri.parse(uri), { ignoreIfNotExists: true });
  await workspace.applyEdit(edit);
}

/** Waits until the server has read the restored files. */
async function known(services: Services, target: Target, files: readonly LostRevisionFile[]): Promise<void> {
  const ids = files.map(({ revision }) => revision);
  const end = Date.now() + PATIENCE_MILLISECONDS;
  const environment = target.environment.id;
  for (;;) {
    const { uri } = files[0] ?? { uri: '' };
    const answer = await services.client.request('alembic/revisionOfFile', { uri });
    if (answer !== null && ids.includes(answer.revision.revision)) return;
    if (Date.now() > end) {
      throw new Error(
        `The restored files are not part of ${environment}. Is their folder a version location?`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
