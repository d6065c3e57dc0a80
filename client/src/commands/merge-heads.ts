import { window } from 'vscode';
import type { EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { chooseEnvironment } from './choose-environment.ts';
import { headItems } from './choose-head.ts';
import { createRevisionFile } from './create-revision-file.ts';

/** `alembic merge`: which heads, a message; then the merge revision, open. */
export async function mergeHeads(services: Services, argument?: EnvironmentArgument): Promise<void> {
  const environment = await chooseEnvironment(services, argument);
  if (environment === undefined) return;
  if (environment.heads.length < 2) {
    const head = environment.heads[0];
    await window.showInformationMessage(
      head === undefined ? 'There is no head to merge.' : `Nothing to merge: ${head} is the only head.`,
    );
    return;
  }
  const heads = (await headItems(services, environment)).map((item) => ({ ...item, picked: true }));
  const picked = await window.showQuickPick(heads, {
    title: 'Merge Heads',
    placeHolder: 'Which heads become one?',
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (picked === undefined) return;
  if (picked.length < 2) {
    await window.showInformationMessage('A merge takes two heads or more.');
    return;
  }
  const message = await window.showInputBox({
    title: 'Merge Heads',
    prompt: 'Message of the merge revision',
    value: 'merge heads',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'Type a message' : undefined),
  });
  if (message === undefined) return;
  const file = await services.client.request('alembic/merge', {
    environment: environment.id,
    revisions: picked.map(({ revision }) => revision),
    message: message.trim(),
    branchLabel: undefined,
  });
  if (file.conflicts.length === 0 || (await agreesTo(file.conflicts))) {
    await createRevisionFile(file, undefined);
  }
}

/** Git merges such branches without a word, so this is where somebody looks. */
async function agreesTo(conflicts: readonly string[]): Promise<boolean> {
  const merge = 'Merge';
  const answer = await window.showWarningMessage(
    'The heads change the same tables.',
    {
      modal: true,
      detail: [
        ...conflicts.map((text) => `• ${text}`),
        '',
        'Either side may run first after the merge. Look whether both orders end in the same schema.',
      ].join('\n'),
    },
    merge,
  );
  return answer === merge;
}
