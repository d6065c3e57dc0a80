import { commands, type Disposable, EventEmitter, type Memento, window, workspace } from 'vscode';
import type { DatabaseStatus, DatabaseSummary } from '../../server/src/protocol/database-messages.ts';
import type { EnvironmentSummary, WorkspaceAnswer } from '../../server/src/protocol/environment-messages.ts';
import type { AlembicClient } from './language-client.ts';
import { defaultDatabase } from './view-models/default-database.ts';
import { welcomeContext } from './view-models/welcome-context.ts';

/** What changed: the chain, what is known of databases, or only that one is being asked. */
export type StateChange = 'environments' | 'databases' | 'asking';

/** While the chain is typed at, databases are asked once it rests, not at every letter. */
const REST_MILLISECONDS = 1000;

const SELECTED_KEY = 'selectedDatabases';

/** What the client knows of the workspace: environments, their databases, which are selected, and where they stand. */
export class WorkspaceState implements Disposable {
  readonly #client: AlembicClient;
  readonly #memento: Memento;
  readonly #changed = new EventEmitter<StateChange>();
  /** Anything here changed; views read it anew. */
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: Disposable[];
  #answer: WorkspaceAnswer = { state: 'scanning', environments: [] };
  #databases = new Map<string, readonly DatabaseSummary[]>();
  #statuses = new Map<string, DatabaseStatus>();
  #asking = new Set<string>();
  #activeId: string | undefined;
  #refreshing: Promise<void> | undefined;
  #refreshAgain = false;
  #resting: NodeJS.Timeout | undefined;

  constructor(client: AlembicClient, memento: Memento, report: (error: unknown) => void) {
    this.#client = client;
    this.#memento = memento;
    const refresh = (): void => void this.refresh().catch(report);
    this.#subscriptions = [
      this.#changed,
      client.onEnvironmentsChanged(() => this.#chainChanged(report)),
      client.onDatabasesChanged(({ environment }) => void this.#reloadDatabases(environment).catch(report)),
      client.onRestarted(() => {
        this.#statuses.clear();
        refresh();
      }),
      window.onDidChangeActiveTextEditor(() => void this.#followEditor().catch(report)),
    ];
  }

  get environments(): readonly EnvironmentSummary[] {
    return this.#answer.environments;
  }

  get state(): WorkspaceAnswer['state'] {
    return this.#answer.state;
  }

  environment(id: string): EnvironmentSummary | undefined {
    return this.environments.find((environment) => environment.id === id);
  }

  /** The environment of the active editor, else the one that was active last, else the first. */
  get activeEnvironment(): EnvironmentSummary | undefined {
    return (
      (this.#activeId === undefined ? undefined : this.environment(this.#activeId)) ?? this.environments[0]
    );
  }

  databases(environment: string): readonly DatabaseSummary[] {
    return this.#databases.get(environment) ?? [];
  }

  selectedDatabase(environment: EnvironmentSummary): DatabaseSummary | undefined {
    const databases = this.databases(environment.id);
    const name = this.#selections()[selectionKey(environment)];
    return databases.find((database) => database.name === name) ?? defaultDatabase(databases);
  }

  async selectDatabase(environment: EnvironmentSummary, name: string): Promise<void> {
    await this.#memento.update(SELECTED_KEY, { ...this.#selections(), [selectionKey(environment)]: name });
    this.#changed.fire('databases');
    await this.#client.request('alembic/selectDatabase', { environment: environment.id, database: name });
    await this.askStatus(environment.id, name);
  }

  /** The last known status; undefined until `askStatus` was answered. */
  status(environment: string, database: string): DatabaseStatus | undefined {
    return this.#statuses.get(statusKey(environment, database));
  }

  isAsking(environment: string, database: string): boolean {
    return this.#asking.has(statusKey(environment, database));
  }

  /** Asks the server where a database stands; connects, so it does nothing in an untrusted workspace. */
  async askStatus(environment: string, database: string): Promise<DatabaseStatus | undefined> {
    if (!workspace.isTrusted) return undefined;
    const key = statusKey(environment, database);
    this.#asking.add(key);
    this.#changed.fire('asking');
    try {
      const status = await this.#client.request('alembic/databaseStatus', { environment, database });
      this.#statuses.set(key, status);
      return status;
    } finally {
      this.#asking.delete(key);
      this.#changed.fire('databases');
    }
  }

  /** Reads everything anew, and asks the databases. */
  async refresh(): Promise<void> {
    await this.#readWorkspace();
    await Promise.all([this.#reloadAllDatabases(), this.#followEditor()]);
  }

  dispose(): void {
    clearTimeout(this.#resting);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Calls that come while one is under way share the next one. */
  async #readWorkspace(): Promise<void> {
    if (this.#refreshing !== undefined) {
      this.#refreshAgain = true;
      return this.#refreshing;
    }
    this.#refreshing = this.#readUntilStill();
    try {
      await this.#refreshing;
    } finally {
      this.#refreshing = undefined;
    }
  }

  async #readUntilStill(): Promise<void> {
    do {
      this.#refreshAgain = false;
      this.#answer = await this.#client.request('alembic/workspace', null);
      for (const [key, value] of Object.entries(welcomeContext(this.#answer))) {
        await commands.executeCommand('setContext', key, value);
      }
      this.#changed.fire('environments');
    } while (this.#refreshAgain);
  }

  /** A new environment's databases are read at once; those of a known one when its chain rests. */
  #chainChanged(report: (error: unknown) => void): void {
    void this.#readWorkspace()
      .then(async () => {
        const found = this.environments.filter(({ id }) => !this.#databases.has(id));
        await Promise.all([...found.map(({ id }) => this.#reloadDatabases(id)), this.#followEditor()]);
      })
      .catch(report);
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => void this.#reloadAllDatabases().catch(report), REST_MILLISECONDS);
  }

  async #reloadAllDatabases(): Promise<void> {
    await Promise.all(this.environments.map(({ id }) => this.#reloadDatabases(id)));
  }

  /** The list of databases, and the status of those whose status is shown already or selected. */
  async #reloadDatabases(id: string): Promise<void> {
    const environment = this.environment(id);
    if (environment === undefined || environment.scriptLocationUri === undefined) return;
    this.#databases.set(id, await this.#client.request('alembic/databases', { environment: id }));
    this.#changed.fire('databases');
    const selected = this.selectedDatabase(environment)?.name;
    if (selected !== undefined) {
      await this.#client.request('alembic/selectDatabase', { environment: id, database: selected });
    }
    const shown = this.databases(id).filter(
      ({ name }) => name === selected || this.#statuses.has(statusKey(id, name)),
    );
    await Promise.all(shown.map(({ name }) => this.askStatus(id, name)));
  }

  /** The active editor tells the active environment, and menus whether a revision file is in it. */
  async #followEditor(): Promise<void> {
    const document = window.activeTextEditor?.document;
    const uri = document?.uri.scheme === 'file' ? document.uri.toString() : undefined;
    const revision =
      uri === undefined || document?.languageId !== 'python'
        ? null
        : await this.#client.request('alembic/revisionOfFile', { uri });
    await commands.executeCommand('setContext', 'alembicWorkbench.activeRevision', revision !== null);
    const found = revision?.environment ?? this.environments.find(({ configUri }) => configUri === uri)?.id;
    if (found === undefined || found === this.#activeId) return;
    this.#activeId = found;
    if (this.environments.length > 1) this.#changed.fire('environments');
  }

  #selections(): Readonly<Record<string, string>> {
    return this.#memento.get<Record<string, string>>(SELECTED_KEY, {});
  }
}

/** Survives restarts of the server, which an environment's id does not. */
function selectionKey(environment: EnvironmentSummary): string {
  return `${environment.configUri}#${environment.section ?? 'alembic'}`;
}

function statusKey(environment: string, database: string): string {
  return JSON.stringify([environment, database]);
}
