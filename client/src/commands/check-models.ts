import { window } from 'vscode';
import type { DatabaseArgument, EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { Services } from '../services.ts';
import { changeList } from '../view-models/model-changes.ts';
import { cancellableWait } from './cancellable-wait.ts';
import { chooseTarget } from './choose-environment.ts';
import { runCommand } from './run-command.ts';
import { requireTrust } from './trust.ts';

/** `alembic check`: whether the models and a database agree, asked of the user's alembic. */
export async function checkModels(
  services: Services,
  argument?: EnvironmentArgument | DatabaseArgument,
): Promise<void> {
  if (!(await requireTrust('Check Models'))) return;
  const target = await chooseTarget(services, argument);
  if (target === undefined) return;
  const params = { environment: target.environment.id, database: target.database.name };
  const answer = await cancellableWait(`Comparing the models with “${params.database}”`, (token) =>
    services.client.request('alembic/checkModels', params, token),
  );
  if (answer === undefined) return;
  if (answer.upToDate) {
    await window.showInformationMessage(`The models and “${params.database}” agree.`);
    return;
  }
  const action = await window.showWarningMessage(
    `The models differ from “${params.database}”: ${changeList(answer.detected)}.`,
    'Autogenerate Revision…',
  );
  if (action !== undefined) await runCommand('alembicWorkbench.autogenerateRevision', params);
}
