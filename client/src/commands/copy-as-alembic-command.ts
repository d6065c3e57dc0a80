import { env, Uri, window, workspace } from 'vscode';
import type { EnvironmentArgument, RevisionArgument } from '../../../server/src/protocol/commands.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import type { Services } from '../services.ts';
import { type CommandPlace, environmentCommands, revisionCommands } from '../view-models/alembic-command.ts';
import { chooseEnvironment } from './choose-environment.ts';

const SHOWN_MILLISECONDS = 3000;

/** Copies the `alembic` command line that does what one of our commands does. */
export async function copyAsAlembicCommand(
  services: Services,
  argument?: RevisionArgument | EnvironmentArgument,
): Promise<void> {
  const environment = await chooseEnvironment(services, argument);
  if (environment === undefined) return;
  const place = placeOf(environment);
  const choices =
    argument !== undefined && 'revision' in argument
      ? revisionCommands(place, argument.revision)
      : environmentCommands(place, environment.heads);
  const items = choices.map(({ label, command }) => ({ label: command, description: label, command }));
  const picked = await window.showQuickPick(items, {
    placeHolder: 'Copy which command?',
    matchOnDescription: true,
  });
  if (picked === undefined) return;
  await env.clipboard.writeText(picked.command);
  window.setStatusBarMessage(`Copied ${picked.command}`, SHOWN_MILLISECONDS);
}

function placeOf(environment: EnvironmentSummary): CommandPlace {
  const config = Uri.parse(environment.configUri);
  return {
    configPath: workspace.asRelativePath(config, false).replaceAll('\\', '/'),
    section: environment.section,
  };
}
