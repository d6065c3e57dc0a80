import { window } from 'vscode';
import type { OpenRevisionArgument, RevisionArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { revisionItem } from '../view-models/revision-item.ts';
import { chooseRevision } from './choose-revision.ts';
import { openFile } from './open-at.ts';

/** Opens a revision's file. */
export async function openRevision(services: Services, argument?: OpenRevisionArgument): Promise<void> {
  if (argument?.uri !== undefined) {
    await openFile(argument.uri);
    return;
  }
  const chosen = await chooseRevision(services, argument, 'Open which revision?');
  if (chosen === undefined) return;
  const { environment, revision } = chosen;
  const { uri } = await services.client.request('alembic/revision', {
    environment: environment.id,
    revision,
  });
  await openFile(uri);
}

/** Opens the file of a revision's parent; of a merge, the parent that the user picks. */
export async function openParentRevision(services: Services, argument?: RevisionArgument): Promise<void> {
  const chosen = await chooseRevision(services, argument, 'Whose parent?', 'active file counts');
  if (chosen === undefined) return;
  const environment = chosen.environment.id;
  const ask = (revision: string) => services.client.request('alembic/revision', { environment, revision });
  const { downRevisions } = await ask(chosen.revision);
  if (downRevisions.length === 0) {
    await window.showInformationMessage(`${chosen.revision} is a base: it has no parent.`);
    return;
  }
  const parents = await Promise.all(downRevisions.map(ask));
  const items = parents.map((node) => {
    const { label, description } = revisionItem(node);
    return { label, description, uri: node.uri };
  });
  const picked =
    items.length === 1 ? items[0] : await window.showQuickPick(items, { placeHolder: 'Which parent?' });
  if (picked !== undefined) await openFile(picked.uri);
}
