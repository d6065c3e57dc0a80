import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  Uri,
  workspace,
} from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type NodeModule,
  TransportKind,
} from 'vscode-languageclient/node';
import type { AlembicCommandId } from '../../server/src/protocol/commands.ts';
import type {
  AlembicClientRequests,
  AlembicNotifications,
  AlembicRequests,
  InitializationOptions,
} from '../../server/src/protocol/messages.ts';
import type { DatabaseSecrets } from './database-secrets.ts';
import { sealSecret } from './seal-secret.ts';
import { selectedInterpreter } from './selected-interpreter.ts';

/** Commands that a hover's Markdown may link to: they show and copy, and never run anything. */
const LINKED_COMMANDS: readonly AlembicCommandId[] = [
  'alembicWorkbench.openRevision',
  'alembicWorkbench.openParentRevision',
  'alembicWorkbench.previewSql',
  'alembicWorkbench.previewDowngradeSql',
  'alembicWorkbench.copyRevisionId',
];

/** Newer versions of V8 let it grow further, which costs 80 MB in a chain of ten thousand and makes nothing faster. */
const YOUNG_GENERATION = '--max-semi-space-size=16';
const DEBUG_PORT = 6009;

/** The connection to the language server: typed requests, and events for what the server tells. */
export class AlembicClient implements Disposable {
  readonly #client: LanguageClient;
  readonly #environmentsChanged = new EventEmitter<AlembicNotifications['alembic/environmentsChanged']>();
  readonly #databasesChanged = new EventEmitter<AlembicNotifications['alembic/databasesChanged']>();
  readonly #runProgress = new EventEmitter<AlembicNotifications['alembic/runProgress']>();
  readonly #sqlPreviewChanged = new EventEmitter<AlembicNotifications['alembic/sqlPreviewChanged']>();
  readonly #restarted = new EventEmitter<void>();
  readonly onEnvironmentsChanged = this.#environmentsChanged.event;
  readonly onDatabasesChanged = this.#databasesChanged.event;
  readonly onRunProgress = this.#runProgress.event;
  readonly onSqlPreviewChanged = this.#sqlPreviewChanged.event;
  /** The server was started anew: everything it said before is void. */
  readonly onRestarted = this.#restarted.event;

  constructor(context: ExtensionContext, log: LogOutputChannel, secrets: DatabaseSecrets) {
    this.#client = new LanguageClient(
      'alembicWorkbench',
      'Alembic',
      serverOptions(context),
      clientOptions(context, log),
    );
    this.#listen(secrets);
  }

  start(): Promise<void> {
    return this.#client.start();
  }

  async restart(): Promise<void> {
    await this.#client.restart();
    this.#restarted.fire();
  }

  /** Asks the server; rejects with its error, whose message is written for the user. */
  request<Method extends keyof AlembicRequests>(
    method: Method,
    params: AlembicRequests[Method]['params'],
    token?: CancellationToken,
  ): Promise<AlembicRequests[Method]['result']> {
    return this.#client.sendRequest(method, params, token);
  }

  /** Ends the server; to be awaited when the extension is deactivated. */
  stop(): Promise<void> {
    return this.#client.isRunning() ? this.#client.stop() : Promise.resolve();
  }

  dispose(): void {
    for (const emitter of [this.#environmentsChanged, this.#databasesChanged, this.#runProgress])
      emitter.dispose();
    this.#sqlPreviewChanged.dispose();
    this.#restarted.dispose();
  }

  #listen(secrets: DatabaseSecrets): void {
    const forward = <Method extends keyof AlembicNotifications>(
      method: Method,
      emitter: EventEmitter<AlembicNotifications[Method]>,
    ): void => {
      this.#client.onNotification(method, (params: AlembicNotifications[Method]) => emitter.fire(params));
    };
    forward('alembic/environmentsChanged', this.#environmentsChanged);
    forward('alembic/databasesChanged', this.#databasesChanged);
    forward('alembic/runProgress', this.#runProgress);
    forward('alembic/sqlPreviewChanged', this.#sqlPreviewChanged);
    const password: keyof AlembicClientRequests = 'alembic/password';
    this.#client.onRequest(password, async (params: AlembicClientRequests[typeof password]['params']) => {
      const secret = await secrets.password(params.database, params.displayUrl);
      return secret === null ? null : sealSecret(secret, params.key);
    });
    const interpreter: keyof AlembicClientRequests = 'alembic/interpreter';
    this.#client.onRequest(interpreter, (params: AlembicClientRequests[typeof interpreter]['params']) =>
      selectedInterpreter(params.path),
    );
  }
}

function serverOptions(context: ExtensionContext): { run: NodeModule; debug: NodeModule } {
  const module = Uri.joinPath(context.extensionUri, 'dist', 'server.cjs').fsPath;
  const run: NodeModule = { module, transport: TransportKind.ipc, options: { execArgv: [YOUNG_GENERATION] } };
  const debug = { execArgv: [YOUNG_GENERATION, '--nolazy', `--inspect=${DEBUG_PORT}`] };
  return { run, debug: { ...run, options: debug } };
}

function clientOptions(context: ExtensionContext, log: LogOutputChannel): LanguageClientOptions {
  const initializationOptions: InitializationOptions = {
    trusted: workspace.isTrusted,
    storagePath: (context.storageUri ?? context.globalStorageUri).fsPath,
    extensionPath: context.extensionUri.fsPath,
  };
  return {
    documentSelector: [
      { scheme: 'file', language: 'python' },
      { scheme: 'file', pattern: '**/*.ini' },
      { scheme: 'file', pattern: '**/pyproject.toml' },
      { scheme: 'file', pattern: '**/script.py.mako' },
    ],
    // Read again at every start: trust may have been given since.
    initializationOptions: () => ({ ...initializationOptions, trusted: workspace.isTrusted }),
    outputChannel: log,
    markdown: { isTrusted: { enabledCommands: LINKED_COMMANDS } },
  };
}
