import { homedir } from 'node:os';
import type { Connection } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import type { InitializationOptions } from '../protocol/messages.ts';
import type { WorkbenchSettings } from '../protocol/settings.ts';
import type { Environment } from '../workspace/environment.ts';
import type { EnvironmentStore } from '../workspace/environment-store.ts';
import { stateFolder } from '../workspace/state-folder.ts';
import { pathOfUri } from './file-uri.ts';
import { SealedSecrets } from './sealed-secrets.ts';
import type { SettingsReader } from './settings-reader.ts';

/** A revision file and the environment that it stands in. */
export interface OpenedRevisionFile {
  readonly environment: Environment;
  readonly snapshot: EnvironmentSnapshot;
  readonly file: RevisionFile;
}

/** What lives as long as the server does. Everything else is read anew for each request. */
export class ServerState {
  readonly connection: Connection;
  readonly store: EnvironmentStore;
  readonly settings: SettingsReader;
  readonly options: InitializationOptions;
  readonly secrets = new SealedSecrets();
  /** Where the journal is: shared with the command line. */
  readonly journalFolder: string = stateFolder({
    environment: process.env,
    platform: process.platform,
    home: homedir(),
  });
  readonly #trustListeners = new Set<() => void>();
  #isTrusted: boolean;

  constructor(
    connection: Connection,
    store: EnvironmentStore,
    settings: SettingsReader,
    options: InitializationOptions,
  ) {
    this.connection = connection;
    this.store = store;
    this.settings = settings;
    this.options = options;
    this.#isTrusted = options.trusted;
  }

  get isTrusted(): boolean {
    return this.#isTrusted;
  }

  /** The user trusts the workspace from now on. */
  trust(): void {
    if (this.#isTrusted) return;
    this.#isTrusted = true;
    for (const listener of this.#trustListeners) listener();
  }

  onDidTrust(listener: () => void): void {
    this.#trustListeners.add(listener);
  }

  /** Settings as they hold for the configuration of an environment. */
  settingsOf({ config }: EnvironmentSnapshot): Promise<WorkbenchSettings> {
    return this.settings.read(URI.file(config.configPath).toString());
  }

  /** Throws CommandError `unknown-environment`. */
  environment(id: string): Environment {
    const environment = this.store.environment(id);
    if (environment !== undefined) return environment;
    throw new CommandError(
      'unknown-environment',
      `There is no migration environment ${id} in this workspace any more. Refresh the view and choose another.`,
      { environment: id },
    );
  }

  /** Throws CommandError `unknown-environment`, or with the kind of the environment's trouble. */
  snapshot(id: string): EnvironmentSnapshot {
    const { snapshot, trouble, name } = this.environment(id);
    if (snapshot !== undefined) return snapshot;
    throw new CommandError(
      trouble?.kind ?? 'not-read-yet',
      trouble?.message ?? `${name} is still being read.`,
    );
  }

  /** The revision file behind a document; undefined where it is none. Of several environments the first. */
  revisionFile(uri: string): OpenedRevisionFile | undefined {
    const path = pathOfUri(uri);
    if (path === undefined) return undefined;
    for (const environment of this.store.environmentsOfFile(path)) {
      const file = environment.snapshot?.files.get(path);
      if (file !== undefined && environment.snapshot !== undefined) {
        return { environment, snapshot: environment.snapshot, file };
      }
    }
    return undefined;
  }
}
