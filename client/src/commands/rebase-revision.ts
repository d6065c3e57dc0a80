import { Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { RebaseArgument } from '../../../server/src/protocol/commands.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import type { RebaseAnswer, RebaseParams } from '../../../server/src/protocol/rebase-messages.ts';
import type { Services } from '../services.ts';
import { unaskedQuestion } from '../view-models/unasked-databases.ts';
import { chooseRevision, revisionItems } from './choose-revision.ts';
import { openAt } from './open-at.ts';

/** Moves a revision, alone or with its branch, onto another one: its `down_revision` and docstring are rewritten. */
export async function rebaseRevision(services: Services, argument?: RebaseArgument): Promise<void> {
  const chosen = await chooseRevision(services, argument, 'Rebase which revision?', 'active file counts');
  if (chosen === undefined) return;
  const { environment, revision } = chosen;
  const onto = argument?.onto ?? (await chooseParent(services, environment, revision));
  if (onto === undefined) return;
  const scope = argument?.onto === undefined ? await chooseScope(services, environment, revision) : 'branch';
  if (scope === undefined) return;
  const answer = await services.client.request('alembic/rebase', {
    environment: environment.id,
    revision,
    onto,
    scope,
  });
  const question = unaskedQuestion(answer);
  if (question !== undefined) {
    const { message, detail, action } = question;
    if ((await window.showWarningMessage(message, { modal: true, detail }, action)) !== action) return;
  }
  await apply(answer);
}

/** The revision that becomes the parent; heads stand first. */
async function chooseParent(
  services: Services,
  environment: EnvironmentSummary,
  revision: string,
): Promise<string | undefined> {
  const heads = new Set(environment.heads);
  const items = (await revisionItems(services, environment)).filter((item) => item.revision !== revision);
  const sorted = [
    ...items.filter((item) => heads.has(item.revision)),
    ...items.filter((item) => !heads.has(item.revision)),
  ];
  const picked = await window.showQuickPick(sorted, {
    title: `Rebase ${revision}`,
    placeHolder: 'Onto which revision?',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.revision;
}

/** Asked only where a branch is more than the revision itself. */
async function chooseScope(
  { client }: Services,
  environment: EnvironmentSummary,
  revision: string,
): Promise<RebaseParams['scope'] | undefined> {
  const ask = (id: string) =>
    client.request('alembic/revision', { environment: environment.id, revision: id });
  const node = await ask(revision);
  const [parent] = node.downRevisions;
  if (node.isHead && (parent === undefined || (await ask(parent)).isBranchPoint)) return 'branch';
  const scopes = [
    {
      label: 'The whole branch',
      description: 'from where it leaves the other lineage',
      scope: 'branch' as const,
    },
    {
      label: 'This revision alone',
      description: 'what follows it then follows its parent',
      scope: 'revision' as const,
    },
  ];
  const picked = await window.showQuickPick(scopes, {
    title: `Rebase ${revision}`,
    placeHolder: 'What moves?',
  });
  return picked?.scope;
}

async function apply({ changes }: RebaseAnswer): Promise<void> {
  const edit = new WorkspaceEdit();
  for (const { uri, edits } of changes) {
    for (const { range, newText } of edits) {
      const { start, end } = range;
      edit.replace(Uri.parse(uri), new Range(start.line, start.character, end.line, end.character), newText);
    }
  }
  const [moved] = changes;
  const place = moved?.edits[0]?.range.start;
  if (moved === undefined || place === undefined) return;
  if (!(await workspace.applyEdit(edit, { isRefactoring: true }))) {
    throw new Error('The files could not be edited, so nothing was rebased.');
  }
  await openAt(moved.uri, { start: place, end: place });
}
