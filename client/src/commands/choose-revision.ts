import { window } from 'vscode';
import type { RevisionArgument } from '../../../server/src/protocol/commands.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import type { RevisionNode } from '../../../server/src/protocol/revision-messages.ts';
import type { Services } from '../services.ts';
import { revisionItem, stateWords } from '../view-models/revision-item.ts';
import { chooseEnvironment } from './choose-environment.ts';

/** The most that a list to pick from holds; older revisions are reached through the view or by typing their id. */
const OFFERED = 10_000;

export interface ChosenRevision {
  readonly environment: EnvironmentSummary;
  readonly revision: string;
}

/**
 * The revision of the argument; without one, that of the active editor where `activeFile` allows it, else picked from
 * a list. Undefined where the user gave up.
 */
export async function chooseRevision(
  services: Services,
  argument: RevisionArgument | undefined,
  placeHolder: string,
  activeFile: 'active file counts' | 'always ask' = 'always ask',
): Promise<ChosenRevision | undefined> {
  if (argument !== undefined) {
    const environment = services.state.environment(argument.environment);
    if (environment !== undefined) return { environment, revision: argument.revision };
  }
  if (activeFile === 'active file counts') {
    const active = await revisionOfActiveFile(services);
    if (active !== undefined) return active;
  }
  const environment = await chooseEnvironment(services, undefined);
  if (environment === undefined) return undefined;
  const picked = await window.showQuickPick(revisionItems(services, environment), {
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked === undefined ? undefined : { environment, revision: picked.revision };
}

/** The revision whose file is in the active editor. */
export async function revisionOfActiveFile(services: Services): Promise<ChosenRevision | undefined> {
  const document = window.activeTextEditor?.document;
  if (document === undefined || document.languageId !== 'python') return undefined;
  const found = await services.client.request('alembic/revisionOfFile', { uri: document.uri.toString() });
  if (found === null) return undefined;
  const environment = services.state.environment(found.environment);
  return environment === undefined ? undefined : { environment, revision: found.revision.revision };
}

/** Every revision to pick from, newest first. */
export async function revisionItems(
  services: Services,
  environment: EnvironmentSummary,
): Promise<{ label: string; description: string; detail: string; revision: string }[]> {
  const page = await services.client.request('alembic/revisionPage', {
    environment: environment.id,
    database: services.state.selectedDatabase(environment)?.name,
    offset: 0,
    limit: OFFERED,
  });
  return page.nodes.map(quickPickItem);
}

function quickPickItem(node: RevisionNode): {
  label: string;
  description: string;
  detail: string;
  revision: string;
} {
  const { label, icon, description } = revisionItem(node);
  return { label: `$(${icon.id}) ${label}`, description, detail: stateWords(node), revision: node.revision };
}
