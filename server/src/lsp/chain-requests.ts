import { CommandError } from '../core/script/command-error.ts';
import { getRevision } from '../core/script/resolve-identifier.ts';
import { provideRevision, provideRevisionPage } from '../features/provide-revision-page.ts';
import { provideWorkspace } from '../features/provide-workspace.ts';
import type { RevisionNode } from '../protocol/revision-messages.ts';
import type { Databases } from './databases.ts';
import type { Requests } from './register-requests.ts';
import type { ServerState } from './server-state.ts';

/** What the views ask about the chain. */
export function chainRequests(
  state: ServerState,
  databases: Databases,
): Pick<
  Requests,
  'alembic/workspace' | 'alembic/revisionPage' | 'alembic/revision' | 'alembic/revisionOfFile'
> {
  return {
    'alembic/workspace': () =>
      provideWorkspace({
        isScanning: state.store.isScanning,
        folderCount: state.store.folders.length,
        environments: state.store.environments.map(({ id, name, location, snapshot, trouble }) => ({
          id,
          name,
          configPath: location.iniPath ?? location.tomlPath ?? location.folder,
          section: location.section,
          snapshot,
          trouble,
        })),
      }),
    'alembic/revisionPage': ({ environment, database, offset, limit }) => {
      const snapshot = state.snapshot(environment);
      return provideRevisionPage(snapshot, { offset, limit }, databases.applied(snapshot, database));
    },
    'alembic/revision': ({ environment, revision }) => revisionNode(state, databases, environment, revision),
    'alembic/revisionOfFile': ({ uri }) => {
      const opened = state.revisionFile(uri);
      const id = opened?.file.revision?.revision;
      if (opened === undefined || id === undefined) return null;
      const revision = provideRevision(opened.snapshot, id, undefined);
      return revision === undefined ? null : { environment: opened.environment.id, revision };
    },
  };
}

/** Throws CommandError where the identifier is ambiguous or nothing has it. */
async function revisionNode(
  state: ServerState,
  databases: Databases,
  environment: string,
  identifier: string,
): Promise<RevisionNode> {
  const snapshot = state.snapshot(environment);
  const { major } = await databases.versionInUse(snapshot);
  const { operationLines } = await import('./operation-lines.ts');
  const node = getRevision(snapshot.revisions, identifier);
  const revision =
    node == null
      ? undefined
      : provideRevision(snapshot, node.id, undefined, operationLines(snapshot, node.id, major));
  if (revision !== undefined) return revision;
  throw new CommandError('unknown-revision', `No revision file has the identifier ${identifier}.`, {
    revision: identifier,
  });
}
