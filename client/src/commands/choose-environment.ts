import { window } from 'vscode';
import type { DatabaseArgument, EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { DatabaseSummary } from '../../../server/src/protocol/database-messages.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import type { Services } from '../services.ts';
import { environmentItem } from '../view-models/environment-item.ts';
import { runCommand } from './run-command.ts';

/** An environment to act on; undefined where the user gave up or there is none, of which they were told. */
export async function chooseEnvironment(
  services: Services,
  argument: EnvironmentArgument | undefined,
): Promise<EnvironmentSummary | undefined> {
  const { state } = services;
  if (argument !== undefined) {
    const known = state.environment(argument.environment);
    if (known !== undefined) return known;
  }
  const environments = state.environments;
  if (environments.length === 0) {
    const action = await window.showInformationMessage(
      'This workspace has no Alembic migration environment.',
      'Initialize Environment…',
    );
    if (action !== undefined) await runCommand('alembicWorkbench.initializeEnvironment');
    return undefined;
  }
  if (environments.length === 1) return environments[0];
  const active = state.activeEnvironment;
  const items = environments.map((summary) => {
    const { label, description } = environmentItem(summary);
    return { label, description: summary === active ? `${description} · active` : description, summary };
  });
  return (await window.showQuickPick(items, { placeHolder: 'Which migration environment?' }))?.summary;
}

export interface Target {
  readonly environment: EnvironmentSummary;
  readonly database: DatabaseSummary;
}

/** An environment and the database to act on: the one of the argument, else the selected one. */
export async function chooseTarget(
  services: Services,
  argument: EnvironmentArgument | DatabaseArgument | undefined,
): Promise<Target | undefined> {
  const environment = await chooseEnvironment(services, argument);
  if (environment === undefined) return undefined;
  const databases = services.state.databases(environment.id);
  const named = argument !== undefined && 'database' in argument ? argument.database : undefined;
  const database =
    databases.find(({ name }) => name === named) ?? services.state.selectedDatabase(environment);
  if (database !== undefined) return { environment, database };
  const action = await window.showWarningMessage(
    `No database is known for ${environment.name}.`,
    'Add Database…',
  );
  if (action !== undefined) await runCommand('alembicWorkbench.addDatabase', { environment: environment.id });
  return undefined;
}
