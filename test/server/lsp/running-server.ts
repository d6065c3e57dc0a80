import { type ChildProcess, fork } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type ConfigurationParams,
  createProtocolConnection,
  type Diagnostic,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  Trace,
} from 'vscode-languageserver-protocol/node';
import { URI } from 'vscode-uri';
import { sealSecret } from '../../../client/src/seal-secret.ts';
import type {
  AlembicNotifications,
  AlembicRequests,
  InitializationOptions,
} from '../../../server/src/protocol/messages.ts';
import type { WorkbenchSettings } from '../../../server/src/protocol/settings.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');
const MAIN = join(ROOT, 'out', 'server', 'src', 'lsp', 'main.js');
const PATIENCE = 20_000;
const NOTIFICATIONS: ReadonlyArray<keyof AlembicNotifications> = [
  'alembic/environmentsChanged',
  'alembic/databasesChanged',
  'alembic/runProgress',
  'alembic/sqlPreviewChanged',
];

export interface ServerOptions {
  /** Files of the workspace folder, by path below it. */
  readonly files?: Readonly<Record<string, string>>;
  /** A folder that is copied into the workspace folder first. */
  readonly copyOf?: string;
  readonly settings?: Partial<WorkbenchSettings>;
  readonly trusted?: boolean;
  /** What secret storage answers for every database. */
  readonly password?: string;
  /** What the Python extension would have selected. */
  readonly interpreter?: string;
  /** VS Code's setting `git.path`. */
  readonly gitPath?: string | readonly string[];
}

/** The language server as a process of its own, spoken to as an editor does. */
export class RunningServer {
  readonly folder: string;
  readonly connection: ProtocolConnection;
  readonly log: string[] = [];
  /** Every message of the protocol in both directions, as a verbose trace writes it. */
  readonly trace: string[] = [];
  readonly #process: ChildProcess;
  readonly #storage: string;
  readonly #diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly #waiting = new Set<() => void>();
  readonly #versions = new Map<string, number>();
  /** How often the server asked for its inlay hints to be asked for again. */
  hintRefreshes = 0;
  #settings: Partial<WorkbenchSettings> | null = null;
  readonly notifications: Array<{ readonly method: string; readonly params: unknown }> = [];

  /** The folder that the client gives the server for what it keeps. */
  get storage(): string {
    return this.#storage;
  }

  private constructor(folder: string, storage: string, child: ChildProcess) {
    this.folder = folder;
    this.#storage = storage;
    this.#process = child;
    this.connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  }

  static async start(options: ServerOptions = {}): Promise<RunningServer> {
    const folder = mkdtempSync(join(tmpdir(), 'workspace-'));
    const storage = mkdtempSync(join(tmpdir(), 'storage-'));
    if (options.copyOf !== undefined) cpSync(options.copyOf, folder, { recursive: true });
    for (const [name, text] of Object.entries(options.files ?? {})) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const child = fork(MAIN, ['--node-ipc'], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, ALEMBIC_WORKBENCH_STATE: join(storage, 'state') },
    });
    const server = new RunningServer(folder, storage, child);
    await server.#initialize(options);
    return server;
  }

  async #initialize(options: ServerOptions): Promise<void> {
    const { connection } = this;
    this.#settings = options.settings ?? null;
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.#diagnostics.set(params.uri, params.diagnostics);
      for (const wake of this.#waiting) wake();
    });
    connection.onNotification('window/logMessage', (params: { message: string }) => {
      this.log.push(params.message);
    });
    for (const method of NOTIFICATIONS) {
      connection.onNotification(method, (params: unknown) => {
        this.notifications.push({ method, params });
        for (const wake of this.#waiting) wake();
      });
    }
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('client/unregisterCapability', () => null);
    connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
      items.map(({ section }) => (section === 'git.path' ? (options.gitPath ?? null) : this.#settings)),
    );
    connection.onRequest('workspace/inlayHint/refresh', () => {
      this.hintRefreshes += 1;
      for (const wake of this.#waiting) wake();
      return null;
    });
    connection.onRequest('alembic/password', ({ key }: { key: string }) =>
      options.password === undefined ? null : sealSecret(options.password, key),
    );
    connection.onRequest('alembic/interpreter', () => options.interpreter ?? null);
    connection.listen();
    await connection.trace(Trace.Verbose, {
      log: (message: unknown, data?: string) => {
        this.trace.push(`${String(message)} ${data ?? ''}`);
      },
    });
    const initializationOptions: InitializationOptions = {
      trusted: options.trusted ?? true,
      storagePath: this.#storage,
      extensionPath: ROOT,
    };
    const uri = URI.file(this.folder).toString();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'workspace' }],
      initializationOptions,
      capabilities: {
        workspace: {
          configuration: true,
          inlayHint: { refreshSupport: true },
          workspaceFolders: true,
          didChangeConfiguration: { dynamicRegistration: true },
          didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
          workspaceEdit: { documentChanges: true, resourceOperations: ['rename', 'create'] },
        },
      },
    });
    await connection.sendNotification('initialized', {});
    await this.until(() => this.notifications.some(({ method }) => method === 'alembic/environmentsChanged'));
  }

  request<Method extends keyof AlembicRequests>(
    method: Method,
    params: AlembicRequests[Method]['params'],
  ): Promise<AlembicRequests[Method]['result']> {
    return this.connection.sendRequest(method, params);
  }

  /** The id of the workspace's only environment. */
  async environment(): Promise<string> {
    const { environments } = await this.request('alembic/workspace', null);
    const [environment] = environments;
    if (environment === undefined || environments.length > 1) throw new Error('not exactly one environment');
    return environment.id;
  }

  /** The user changes the settings; resolves when the server has asked for its hints to be asked for again. */
  async configure(settings: Partial<WorkbenchSettings>): Promise<void> {
    this.#settings = settings;
    const before = this.hintRefreshes;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await this.until(() => this.hintRefreshes > before);
  }

  uri(name: string): string {
    return URI.file(join(this.folder, name)).toString();
  }

  /** Opens a file of the workspace in the editor. */
  async open(name: string): Promise<string> {
    const text = readFileSync(join(this.folder, name), 'utf8');
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: this.uri(name), languageId: 'python', version: 1, text },
    });
    return text;
  }

  /** Replaces the whole text of an open document. */
  async type(name: string, text: string): Promise<void> {
    const version = (this.#versions.get(name) ?? 1) + 1;
    this.#versions.set(name, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: this.uri(name), version },
      contentChanges: [{ text }],
    });
  }

  diagnostics(name: string): readonly Diagnostic[] {
    return this.#diagnostics.get(this.uri(name)) ?? [];
  }

  codes(name: string): string[] {
    return this.diagnostics(name).map(({ code }) => String(code));
  }

  /** "file code" for every diagnostic that stands, sorted. */
  allCodes(): string[] {
    const prefix = `${URI.file(this.folder).toString()}/`;
    return [...this.#diagnostics]
      .flatMap(([uri, found]) => found.map(({ code }) => `${uri.slice(prefix.length)} ${String(code)}`))
      .sort();
  }

  /** Resolves when `holds` after something the server said. Fails after a while, with what stands then. */
  async until(holds: () => boolean, says = (): string => ''): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`did not happen in ${PATIENCE} ms; ${says()}; log: ${this.log.join('\n')}`));
      }, PATIENCE);
      const look = (): void => {
        if (!holds()) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }

  /** Resolves when exactly these "file code" pairs stand. */
  async untilCodes(expected: readonly string[]): Promise<void> {
    const wanted = JSON.stringify([...expected].sort());
    await this.until(
      () => JSON.stringify(this.allCodes()) === wanted,
      () => `these diagnostics stand: ${this.allCodes().join(', ')}`,
    );
  }

  /** Resolves with the next notification of this kind. */
  async next<Method extends keyof AlembicNotifications>(
    method: Method,
  ): Promise<AlembicNotifications[Method]> {
    const from = this.notifications.length;
    const find = (): { readonly params: unknown } | undefined =>
      this.notifications.slice(from).find((notification) => notification.method === method);
    await this.until(() => find() !== undefined);
    return find()?.params as AlembicNotifications[Method];
  }

  /** Ends the process as an out-of-memory kill does; the answers that are still to come never come. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.connection.dispose();
    this.#process.kill('SIGKILL');
    await gone;
    this.#removeFolders();
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    await this.connection.sendNotification('exit');
    await gone;
    this.connection.dispose();
    this.#removeFolders();
  }

  #removeFolders(): void {
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.#storage, { recursive: true, force: true });
  }
}
