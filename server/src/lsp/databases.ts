import { URI } from 'vscode-uri';
import { displayUrl, parseDatabaseUrl } from '../core/config/database-url.ts';
import { DatabaseUrlError } from '../core/config/database-url-error.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import type { ServerVersion } from '../core/postgresql/effects/operation-markdown.ts';
import { CommandError } from '../core/script/command-error.ts';
import { ancestorsOf } from '../core/script/traversal.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { revisionTexts } from '../core/snapshot/revision-texts.ts';
import { AppliedSources } from '../database/applied-sources.ts';
import { DatabaseError } from '../database/database-error.ts';
import { type DatabaseState, readDatabaseState } from '../database/database-state.ts';
import { findDatabases, type KnownDatabase } from '../database/find-databases.ts';
import { openSession } from '../database/open-session.ts';
import { readDotenv } from '../database/read-dotenv.ts';
import { RunJournal } from '../database/run-journal.ts';
import type { AppliedRevisions } from '../features/provide-revision-page.ts';
import type { ConnectionTestAnswer, ConnectionTestParams } from '../protocol/database-messages.ts';
import type { AlembicClientRequests } from '../protocol/messages.ts';
import type { RunRecord } from '../protocol/run-messages.ts';
import type { ServerState } from './server-state.ts';
import type { ServerVersions } from './server-versions.ts';

/** How long an embedded database stays open for the next question; starting it takes seconds. */
export const EMBEDDED_IDLE_MS = 60_000;
const PASSWORD: keyof AlembicClientRequests = 'alembic/password';

/** A database that can be connected to, with its password. */
export interface ReachableDatabase {
  readonly database: KnownDatabase;
  readonly target: NonNullable<KnownDatabase['target']>;
  readonly password: string | undefined;
}

/** The databases of the environments, and what each said last, for the colours of the tree. */
export class Databases {
  readonly #state: ServerState;
  readonly #rows = new Map<string, readonly string[]>();
  readonly versions: ServerVersions;

  constructor(state: ServerState, versions: ServerVersions) {
    this.#state = state;
    this.versions = versions;
  }

  /** Throws CommandError `unknown-environment`. */
  async list(environment: string): Promise<readonly KnownDatabase[]> {
    const { location, snapshot } = this.#state.environment(environment);
    const configPath = location.iniPath ?? location.tomlPath ?? location.folder;
    const settings = await this.#state.settings.read(URI.file(configPath).toString());
    return findDatabases({
      configPath,
      section: location.section,
      settings: settings.databases,
      configUrl: snapshot?.config.databaseUrl,
      dotenv: await readDotenv(configPath, location.folder),
      environment: process.env,
      storagePath: this.#state.options.storagePath,
    });
  }

  /** Throws CommandError `untrusted`, `unknown-database` or `unusable-database`. */
  async reachable(environment: string, name: string): Promise<ReachableDatabase> {
    this.#requireTrust();
    const database = (await this.list(environment)).find(({ summary }) => summary.name === name);
    if (database === undefined) {
      throw new CommandError('unknown-database', `No database is called ${name} any more. Select another.`, {
        database: name,
      });
    }
    const { target, problem } = database;
    if (target === undefined) {
      throw new CommandError('unusable-database', problem ?? `The URL of ${name} cannot be used.`, {
        database: name,
      });
    }
    return { database, target, password: await this.#password(database) };
  }

  /** Asks the database; never throws for what the database does wrong. */
  async read(
    snapshot: EnvironmentSnapshot,
    { database, target, password }: ReachableDatabase,
  ): Promise<DatabaseState> {
    const { versionTable, statementsBefore } = runSettings(snapshot.envScript);
    const state = await readDatabaseState(target, {
      password,
      versionTable,
      statementsBefore,
      embeddedIdleMs: EMBEDDED_IDLE_MS,
    });
    const key = rowsKey(snapshot.id, database.summary.name);
    if (state.condition === 'ready') this.#rows.set(key, state.currentRevisions);
    else this.#rows.delete(key);
    if (state.serverVersion !== undefined) {
      this.versions.learn(snapshot.id, database.summary.name, state.serverVersion);
    }
    return state;
  }

  /** Rows of the version table. Throws CommandError `unreachable`. */
  async currentRows(snapshot: EnvironmentSnapshot, reachable: ReachableDatabase): Promise<readonly string[]> {
    const { condition, message, currentRevisions } = await this.read(snapshot, reachable);
    if (condition === 'ready') return currentRevisions;
    const { name } = reachable.database.summary;
    throw new CommandError('unreachable', message ?? `The database ${name} did not answer.`, {
      database: name,
    });
  }

  /** The version that statements of an environment are judged for. */
  async versionInUse(snapshot: EnvironmentSnapshot): Promise<ServerVersion> {
    return this.versions.inUse(snapshot.id, await this.#state.settingsOf(snapshot));
  }

  /** What a run left in the version table; undefined where nobody knows. */
  remember(environment: string, database: string, rows: readonly string[] | undefined): void {
    if (rows === undefined) this.#rows.delete(rowsKey(environment, database));
    else this.#rows.set(rowsKey(environment, database), rows);
  }

  /** The chain as a database has it, by its last answer; undefined where it gave none. */
  applied(snapshot: EnvironmentSnapshot, database: string | undefined): AppliedRevisions | undefined {
    const rows = database === undefined ? undefined : this.#rows.get(rowsKey(snapshot.id, database));
    if (rows === undefined) return undefined;
    const nodes = rows.map((row) => snapshot.revisions.get(row)).filter((node) => node !== undefined);
    return {
      isWhole: nodes.length === rows.length,
      current: new Set(rows),
      applied: new Set([...ancestorsOf(nodes)].map(({ id }) => id)),
    };
  }

  /** Names of the databases whose last answer has a revision below or at their rows. */
  appliedOn(snapshot: EnvironmentSnapshot, revision: string): readonly string[] {
    const names = [...this.#rows.keys()]
      .map((key) => key.split('\n'))
      .filter(([environment]) => environment === snapshot.id)
      .map(([, name = '']) => name);
    return names.filter((name) => this.applied(snapshot, name)?.applied.has(revision) === true);
  }

  /** The last runs, newest first. */
  async runs({ summary }: KnownDatabase, limit: number): Promise<readonly RunRecord[]> {
    return new RunJournal(this.#state.journalFolder, summary.displayUrl).read(limit);
  }

  /** Applied revisions whose files do something else by now than what ran; by the database's last answer. */
  async edited(
    snapshot: EnvironmentSnapshot,
    { summary }: KnownDatabase,
    { databaseId }: DatabaseState,
  ): Promise<readonly string[]> {
    const applied = this.applied(snapshot, summary.name)?.applied ?? new Set();
    const kept = new AppliedSources(this.#state.journalFolder, summary.displayUrl);
    return kept.edited(revisionTexts(snapshot, applied), databaseId);
  }

  /** Connects once and says how that went. Throws CommandError `untrusted`. */
  async test({ url, password }: ConnectionTestParams): Promise<ConnectionTestAnswer> {
    this.#requireTrust();
    try {
      const target = parseDatabaseUrl(url);
      const opened = password === undefined ? undefined : this.#state.secrets.open(password);
      const session = await openSession(target, { password: opened });
      const { serverVersion } = session;
      await session.close();
      return { ok: true, message: `PostgreSQL ${serverVersion} answered.`, displayUrl: displayUrl(target) };
    } catch (error) {
      if (error instanceof DatabaseUrlError || error instanceof DatabaseError) {
        return { ok: false, message: error.message };
      }
      throw error;
    }
  }

  /** Throws CommandError `untrusted`. */
  #requireTrust(): void {
    if (this.#state.isTrusted) return;
    const message = 'The workspace is not trusted, so nothing connects to a database. Trust it first.';
    throw new CommandError('untrusted', message);
  }

  async #password({ summary, target }: KnownDatabase): Promise<string | undefined> {
    if (target?.kind !== 'postgres' || target.password !== undefined) return undefined;
    const { secrets } = this.#state;
    const params = { database: summary.name, displayUrl: summary.displayUrl, key: secrets.key };
    const answer = await this.#state.connection.sendRequest<AlembicClientRequests[typeof PASSWORD]['result']>(
      PASSWORD,
      params,
    );
    return answer === null ? undefined : secrets.open(answer);
  }
}

function rowsKey(environment: string, database: string): string {
  return `${environment}\n${database}`;
}
