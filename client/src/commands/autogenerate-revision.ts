import { Uri, window, workspace } from 'vscode';
import type { DatabaseArgument, EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { autogenerateReport } from '../view-models/model-changes.ts';
import { askMessage } from './ask-message.ts';
import { cancellableWait } from './cancellable-wait.ts';
import { chooseTarget } from './choose-environment.ts';
import { chooseHead } from './choose-head.ts';
import { openAtLine } from './open-at.ts';
import { requireTrust } from './trust.ts';

/** `alembic revision --autogenerate`: written by the user's alembic, then shown with its SQL beside it for review. */
export async function autogenerateRevision(
  services: Services,
  argument?: EnvironmentArgument | DatabaseArgument,
): Promise<void> {
  if (!(await requireTrust('Autogenerate Revision'))) return;
  const target = await chooseTarget(services, argument);
  if (target === undefined) return;
  const message = await askMessage('Autogenerate Revision');
  if (message === undefined) return;
  const head = await chooseHead(services, target.environment);
  if (head === undefined) return;
  const database = target.database.name;
  const answer = await cancellableWait(`Comparing the models with “${database}”`, (token) =>
    services.client.request(
      'alembic/autogenerate',
      { environment: target.environment.id, database, message, head: head.revision, versionPath: undefined },
      token,
    ),
  );
  if (answer === undefined) return;
  await openAtLine(answer.uri, 0);
  const report = autogenerateReport(answer, database);
  if (!answer.isEmpty) {
    await services.preview.show({ kind: 'file', uri: answer.uri, direction: 'upgrade' });
    void window.showInformationMessage(report);
  } else if ((await window.showInformationMessage(report, 'Delete File')) !== undefined) {
    await workspace.fs.delete(Uri.parse(answer.uri), { useTrash: true });
  }
}
