import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
} from 'vscode-languageserver-protocol/node';

const PATIENCE_MS = 60_000;

/** The built language server as a process of its own, spoken to as VS Code does. */
export class LanguageServer {
  #child;
  #connection;
  #waiting = new Set();
  #previewChanged = new Set();
  /** How often the views were told to read an environment anew. */
  environmentsChanged = 0;

  constructor(bundle) {
    this.#child = fork(bundle, ['--node-ipc'], {
      execArgv: ['--max-semi-space-size=16'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#connection = createProtocolConnection(
      new IPCMessageReader(this.#child),
      new IPCMessageWriter(this.#child),
    );
  }

  /** Resolves when the chain of `folder` is read and its diagnostics are published. `settings` are the user's. */
  async open(folder, { trusted = false, settings = null } = {}) {
    const connection = this.#connection;
    connection.onNotification('textDocument/publishDiagnostics', (params) => this.#tell(params));
    connection.onNotification('alembic/environmentsChanged', () => {
      this.environmentsChanged += 1;
      this.#tell({ uri: undefined, diagnostics: [] });
    });
    connection.onNotification('alembic/sqlPreviewChanged', ({ uri }) => {
      for (const resolve of this.#previewChanged) resolve(uri);
      this.#previewChanged.clear();
    });
    connection.onRequest('workspace/configuration', ({ items }) => items.map(() => settings));
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('alembic/password', () => null);
    connection.listen();
    const uri = pathToFileURL(folder).href;
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'bench' }],
      initializationOptions: { trusted, storagePath: undefined, extensionPath: '' },
      capabilities: { workspace: { configuration: true, workspaceFolders: true } },
    });
    const ready = this.next(() => this.environmentsChanged > 0);
    await connection.sendNotification('initialized', {});
    await ready;
  }

  notify(method, params) {
    return this.#connection.sendNotification(method, params);
  }

  request(method, params) {
    return this.#connection.sendRequest(method, params);
  }

  /** Resolves with the file of the next preview that has to be asked for again. */
  nextPreviewChange() {
    return new Promise((resolve) => this.#previewChanged.add(resolve));
  }

  /** The next published diagnostics, or change of an environment (without `uri`), that `holds` of. */
  next(holds) {
    return new Promise((resolve, reject) => {
      const waiting = { holds, resolve };
      this.#waiting.add(waiting);
      const late = () => reject(new Error('the language server did not answer in time'));
      waiting.timer = setTimeout(late, PATIENCE_MS);
    });
  }

  /** Resident memory in MB. */
  get memory() {
    const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(this.#child.pid)], { encoding: 'utf8' });
    return Number(kilobytes) / 1024;
  }

  async close() {
    const exited = once(this.#child, 'exit');
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    await exited;
    this.#connection.dispose();
  }

  #tell(message) {
    for (const waiting of this.#waiting) {
      if (!waiting.holds(message)) continue;
      this.#waiting.delete(waiting);
      clearTimeout(waiting.timer);
      waiting.resolve(message);
    }
  }
}
