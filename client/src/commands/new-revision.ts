import { window } from 'vscode';
import type { RevisionTemplate } from '../../../server/src/protocol/authoring-messages.ts';
import type { EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import type { Services } from '../services.ts';
import { templateItem } from '../view-models/template-item.ts';
import { askMessage } from './ask-message.ts';
import { chooseEnvironment } from './choose-environment.ts';
import { chooseHead } from './choose-head.ts';
import { createRevisionFile } from './create-revision-file.ts';

/** What **Merge Heads…** writes from; a new revision with one parent has no use for it. */
const OF_MERGES = 'merge';

/** `alembic revision -m …`: message, head where there are several, template; then the file, open in upgrade(). */
export async function newRevision(services: Services, argument?: EnvironmentArgument): Promise<void> {
  const environment = await chooseEnvironment(services, argument);
  if (environment === undefined) return;
  const message = await askMessage('New Revision');
  if (message === undefined) return;
  const head = await chooseHead(services, environment);
  if (head === undefined) return;
  const template = await chooseTemplate(services, environment);
  if (template === undefined) return;
  const file = await services.client.request('alembic/newRevision', {
    environment: environment.id,
    message,
    template: template.name,
    head: head.revision,
    splice: false,
    branchLabel: undefined,
    dependsOn: [],
    revisionId: undefined,
    versionPath: undefined,
  });
  await createRevisionFile(file, template.warning);
}

/** The only template without asking; undefined where the user gave up. */
async function chooseTemplate(
  services: Services,
  environment: EnvironmentSummary,
): Promise<RevisionTemplate | undefined> {
  const known = await services.client.request('alembic/templates', { environment: environment.id });
  const templates = known.filter(({ name }) => name !== OF_MERGES);
  if (templates.length === 1) return templates[0];
  const items = templates.map((template) => ({ ...templateItem(template), template }));
  const picked = await window.showQuickPick(items, {
    title: 'New Revision',
    placeHolder: 'From which template?',
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked?.template;
}
