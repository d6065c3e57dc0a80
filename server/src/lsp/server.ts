import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { AlembicNotifications, InitializationOptions } from '../protocol/messages.ts';
import { EnvironmentStore, type StoreChange } from '../workspace/environment-store.ts';
import { describeDefect } from './answering.ts';
import { BodyLints } from './body-lints.ts';
import { SERVER_CAPABILITIES } from './capabilities.ts';
import { Databases } from './databases.ts';
import { DiagnosticsPublisher } from './diagnostics-publisher.ts';
import { EnvironmentChanges } from './environment-changes.ts';
import { pathOfUri } from './file-uri.ts';
import { followGit, type GitFollower } from './follow-git.ts';
import { followKnowledge } from './follow-knowledge.ts';
import { followKnownValues } from './follow-known-values.ts';
import { GitHistory } from './git-history.ts';
import { hintRefresher } from './hint-refresher.ts';
import { registerLanguageRequests } from './language-requests.ts';
import { registerRequests } from './register-requests.ts';
import { requestGroups } from './request-groups.ts';
import { Runs } from './runs.ts';
import { ServerState } from './server-state.ts';
import { ServerVersions } from './server-versions.ts';
import { SettingsReader } from './settings-reader.ts';
import { toFileChanges, WatchedFiles } from './watched-files.ts';

const NO_OPTIONS: InitializationOptions = { trusted: false, storagePath: undefined, extensionPath: '' };

/** Answers on `connection` as the Alembic language server. The caller listens. */
export function createServer(connection: Connection): void {
  connection.onInitialize((params) => {
    const options = { ...NO_OPTIONS, ...(params.initializationOptions as Partial<InitializationOptions>) };
    const log = (error: unknown): void => connection.console.error(describeDefect(error));
    const store = new EnvironmentStore({ folders: foldersOf(params), configFiles: [] }, log);
    const canAskSettings = params.capabilities.workspace?.configuration === true;
    const settings = new SettingsReader(connection, canAskSettings);
    const state = new ServerState(connection, store, settings, options);
    const history = new GitHistory(state);
    const git = followGit(state, history, params);
    const lints = followStore(state, params);
    followDocuments(state, git, lints);
    followKnownValues(state, log);
    const refreshHints = hintRefresher(connection, params.capabilities, log);
    store.onDidChange(({ found }) => (found ? refreshHints() : undefined));
    followKnowledge(state, refreshHints);
    const databases = new Databases(state, new ServerVersions(refreshHints));
    const runs = new Runs();
    registerLanguageRequests(state, databases, history, lints);
    registerRequests(state, requestGroups(state, databases, runs));
    connection.onInitialized(() => {
      start(state, git, params).catch(log);
    });
    connection.onShutdown(async () => {
      await runs.end();
      git.dispose();
      lints.dispose();
      store.dispose();
    });
    return { capabilities: SERVER_CAPABILITIES, serverInfo: { name: 'Alembic Workbench' } };
  });
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
  return uris.map(pathOfUri).filter((path) => path !== undefined);
}

/** Reads the settings and the environments, and follows changes of settings and folders. */
async function start(
  state: ServerState,
  git: GitFollower,
  { capabilities }: InitializeParams,
): Promise<void> {
  const { connection, store, settings } = state;
  const log = (error: unknown): void => connection.console.error(describeDefect(error));
  const reopen = async (folders: readonly string[]): Promise<void> => {
    const { configFiles } = await settings.read();
    await store.reopen({ folders, configFiles });
  };
  if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
    await connection.client.register(DidChangeConfigurationNotification.type, {
      section: ['alembicWorkbench', 'git.path'],
    });
  }
  connection.onDidChangeConfiguration(() => {
    settings.forget();
    git.refresh();
    reopen(store.folders).catch(log);
  });
  if (capabilities.workspace?.workspaceFolders === true) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => pathOfUri(uri)));
      const come = added.map(({ uri }) => pathOfUri(uri)).filter((path) => path !== undefined);
      reopen([...store.folders.filter((folder) => !gone.has(folder)), ...come]).catch(log);
    });
  }
  await reopen(store.folders);
}

/** The texts that are open in the editor win over the disk. */
function followDocuments({ connection, store }: ServerState, git: GitFollower, lints: BodyLints): void {
  const documents = new TextDocuments(TextDocument);
  documents.onDidOpen(({ document }) => {
    const path = pathOfUri(document.uri);
    if (path !== undefined) lints.opened(path);
  });
  documents.onDidChangeContent(({ document }) => {
    const path = pathOfUri(document.uri);
    if (path === undefined) return;
    store.documentChanged(path, document.getText());
    const params: AlembicNotifications['alembic/sqlPreviewChanged'] = { uri: document.uri };
    if (store.environmentsOfFile(path).length > 0) notify(connection, 'alembic/sqlPreviewChanged', params);
  });
  documents.onDidClose(({ document }) => {
    const path = pathOfUri(document.uri);
    if (path !== undefined) store.documentClosed(path);
  });
  documents.listen(connection);
  connection.onDidChangeWatchedFiles(({ changes }) =>
    store.filesChanged(toFileChanges(changes).filter(({ path }) => !git.fileChanged(path))),
  );
}

/** Tells the client what a change of the store means to it; answers who reads the bodies of revisions. */
function followStore(
  { connection, store, options }: ServerState,
  { capabilities }: InitializeParams,
): BodyLints {
  const log = (error: unknown): void => connection.console.error(describeDefect(error));
  const publisher = new DiagnosticsPublisher(connection, rulesUri(options), (environment, path) =>
    lints.problems(environment, path),
  );
  const lints = new BodyLints((path) => store.isOpen(path), {
    read: (paths) => publisher.refresh(paths),
    failed: log,
  });
  const watching = capabilities.workspace?.didChangeWatchedFiles;
  const watched = new WatchedFiles(connection, watching?.relativePatternSupport === true);
  const changes = new EnvironmentChanges();
  const listen = (change: StoreChange): void => {
    const all = store.environments;
    const changed = all.filter(({ id }) => change.environments.includes(id));
    const ids = new Set(all.map(({ id }) => id));
    lints.follow(changed, ids);
    publisher.publish(changed, ids);
    const visible = changes.visibleIn(changed);
    if (change.found || visible.length > 0) {
      notify(connection, 'alembic/environmentsChanged', { environments: visible });
    }
    if (change.found && watching?.dynamicRegistration === true) {
      watched.watch(all).catch(log);
    }
  };
  store.onDidChange((change) => {
    try {
      listen(change);
    } catch (error) {
      connection.console.error(`diagnostics: ${describeDefect(error)}`);
    }
  });
  return lints;
}

/** The page of rules, whose anchors are their ids. */
function rulesUri({ extensionPath }: InitializationOptions): string | undefined {
  return extensionPath === '' ? undefined : URI.file(`${extensionPath}/docs/rules.md`).toString();
}

/** A notification that cannot be sent means that the client is gone; then nobody is left to be told. */
function notify<Method extends keyof AlembicNotifications>(
  connection: Connection,
  method: Method,
  params: AlembicNotifications[Method],
): void {
  void connection.sendNotification(method, params);
}
