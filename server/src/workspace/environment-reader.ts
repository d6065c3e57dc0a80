import { ConfigError } from '../core/config/config-error.ts';
import type { EnvScriptFacts } from '../core/config/env-script.ts';
import type { EnvironmentConfig } from '../core/config/environment-config.ts';
import type { KnownValuesReading, KnownValueTable } from '../core/config/known-values.ts';
import { withStatedFacts } from '../core/config/stated-env-facts.ts';
import type { BaseBranch } from '../core/lint/base-branch.ts';
import type { ProjectKnowledge, ReadHeader } from '../core/operations/project-knowledge.ts';
import type { LayeredMap } from '../core/script/layered-map.ts';
import {
  type AddedFile,
  buildSnapshot,
  hasImportedHeader,
  type SourceFile,
  updateSnapshot,
} from '../core/snapshot/build-snapshot.ts';
import type { BuiltSnapshot } from '../core/snapshot/built-snapshot.ts';
import type { FileText } from './decode-python-source.ts';
import {
  type Environment,
  type EnvironmentTrouble,
  troubleOfConfigError,
  troubleOfSnapshot,
} from './environment.ts';
import { concernsAny, type FileChanges, NO_CHANGES } from './file-changes.ts';
import { type EnvironmentLocation, environmentName } from './find-environments.ts';
import { GivenValues } from './given-values.ts';
import { listVersionFiles, type VersionListing } from './list-version-files.ts';
import { listingAfter } from './listing-after.ts';
import { type EnvScriptReading, envScriptPath, loadEnvScript } from './load-env-script.ts';
import { loadEnvironmentConfig } from './load-environment-config.ts';
import { type KnownValuesFile, loadKnownValues } from './load-known-values.ts';
import { ModuleFiles } from './module-files.ts';
import { moduleRoots } from './module-roots.ts';
import type { OpenDocuments } from './open-documents.ts';
import { readChanged, readListing } from './read-listing.ts';
import { slashPath } from './slash-path.ts';

interface Loaded {
  readonly config: EnvironmentConfig;
  readonly envScript: EnvScriptReading;
  readonly listing: VersionListing;
  /** The listing that was read from the folders; `listing` is made from it by the files that came or went since. */
  readonly folders: VersionListing;
  /** What the disk has, for every path of the listing. */
  readonly disk: LayeredMap<string, FileText>;
  /** The project's own modules, which revisions import. */
  readonly modules: ModuleFiles;
  readonly knownValues: KnownValuesFile;
}

/**
 * Reads one environment and keeps it up to date. Reading is asynchronous and ends in one synchronous step, so that a
 * document that changes meanwhile is never overwritten by the disk. The snapshot is built when somebody asks for it.
 */
export class EnvironmentReader {
  readonly location: EnvironmentLocation;
  readonly #documents: OpenDocuments;
  readonly #workingDirectories: readonly string[];
  readonly #given = new GivenValues();
  #readHeader: ReadHeader | undefined;
  #state: Loaded | EnvironmentTrouble | undefined;
  #lastSnapshot: BuiltSnapshot | undefined;
  /** Files whose text may be another than in the last snapshot; undefined: the snapshot is to be built anew. */
  #pending: Set<string> | undefined;
  #environment: Environment | undefined;
  #baseBranch: BaseBranch | undefined;
  #stated:
    | { readonly read: EnvScriptFacts; readonly values: KnownValueTable; readonly facts: EnvScriptFacts }
    | undefined;

  /** Relative paths count from the first of `workingDirectories` under which the script location exists. */
  constructor(
    location: EnvironmentLocation,
    documents: OpenDocuments,
    workingDirectories: readonly string[],
  ) {
    this.location = location;
    this.#documents = documents;
    this.#workingDirectories = workingDirectories;
  }

  /** The environment as it is now, with the editor's texts. */
  get environment(): Environment {
    this.#environment ??= this.#build();
    return this.#environment;
  }

  get isLoaded(): boolean {
    return this.#state !== undefined;
  }

  /** Reads everything from disk. */
  async load(): Promise<void> {
    this.#commit(await this.#read(undefined, NO_CHANGES), []);
    await this.#loadHeaderReader();
  }

  /** Reads what changed on disk. Answers whether the environment may look different now. */
  async refresh(changes: FileChanges): Promise<boolean> {
    const before = this.#loaded;
    if (before === undefined) {
      await this.load();
      return true;
    }
    if (!this.#concerns(before, changes)) return false;
    this.#commit(await this.#read(before, changes), [...changes.appeared, ...changes.changed]);
    await this.#loadHeaderReader();
    return true;
  }

  /**
   * The setting `knownValues`; its entries win over those of pyproject.toml. Answers whether the environment may look
   * different now.
   */
  setKnownValues(setting: unknown): boolean {
    if (!this.#given.set(setting)) return false;
    this.#pending = undefined;
    this.#environment = undefined;
    return true;
  }

  /** What git has on the branch that work is merged into. Answers whether that is another than before. */
  setBaseBranch(baseBranch: BaseBranch | undefined): boolean {
    if (baseBranch === this.#baseBranch) return false;
    this.#baseBranch = baseBranch;
    this.#environment = undefined;
    return true;
  }

  /** A document was opened, edited or closed. Answers whether the environment may look different now. */
  documentChanged(path: string): boolean {
    const loaded = this.#loaded;
    if (loaded === undefined) return false;
    const isImported = loaded.modules.has(path);
    const isEnvScript = loaded.envScript.reads.has(path);
    if (!isImported && !isEnvScript && !loaded.disk.has(path)) return false;
    const changes = { ...NO_CHANGES, changed: new Set([path]) };
    const modules = isImported ? loaded.modules.after(changes) : loaded.modules;
    const envScript = isEnvScript
      ? loadEnvScript(loaded.config, this.#documents, modules.find)
      : loaded.envScript;
    this.#commit({ ...loaded, modules, envScript }, [path]);
    return true;
  }

  /** True for a path whose change means reading the configuration again. */
  isConfigFile(path: string): boolean {
    return path === this.location.iniPath || path === this.location.tomlPath;
  }

  /** True for the files that this environment is made of. */
  has(path: string): boolean {
    const loaded = this.#loaded;
    if (this.isConfigFile(path)) return true;
    return loaded !== undefined && (loaded.disk.has(path) || path === envScriptPath(loaded.config));
  }

  get #loaded(): Loaded | undefined {
    return this.#state === undefined || 'kind' in this.#state ? undefined : this.#state;
  }

  #concerns({ config, disk, modules, envScript, knownValues }: Loaded, changes: FileChanges): boolean {
    const { appeared, changed } = changes;
    if (modules.concerns(changes) || concernsAny(changes, envScript.reads)) return true;
    if (knownValues.path !== undefined && changed.has(knownValues.path)) return true;
    const isOwn = (path: string): boolean =>
      this.isConfigFile(path) || disk.has(path) || path === envScriptPath(config);
    if ([...changed].some(isOwn)) return true;
    const roots = [config.scriptLocation, ...config.versionLocations];
    const touchesRoot = (path: string): boolean =>
      roots.some((root) => path === root || root.startsWith(`${path}/`) || path.startsWith(`${root}/`));
    return [...appeared].some((path) => isOwn(path) || touchesRoot(path));
  }

  async #read(before: Loaded | undefined, changes: FileChanges): Promise<Loaded | EnvironmentTrouble> {
    try {
      const config = this.#config(before?.config);
      const known =
        config === before?.config ? listingAfter(before.listing, config, changes.appeared) : undefined;
      const listing = known ?? (await listVersionFiles(config));
      const folders = known === undefined ? listing : (before?.folders ?? listing);
      const disk =
        before !== undefined && known !== undefined
          ? await readChanged(listing, before.disk, changes)
          : await readListing(listing, before?.disk, changes);
      const modules = this.#modules(config, before, changes);
      const envScript = this.#envScript(config, modules, before, changes);
      const knownValues = loadKnownValues(config.configPath, this.#documents);
      return { config, envScript, listing, folders, disk, modules, knownValues };
    } catch (error) {
      if (error instanceof ConfigError) return troubleOfConfigError(error);
      throw error;
    }
  }

  #modules(config: EnvironmentConfig, before: Loaded | undefined, changes: FileChanges): ModuleFiles {
    if (before !== undefined && config === before.config) {
      return before.modules.concerns(changes) ? before.modules.after(changes) : before.modules;
    }
    const folder = slashPath(this.location.folder);
    return new ModuleFiles(moduleRoots(config, folder), folder, this.#documents);
  }

  #envScript(
    config: EnvironmentConfig,
    modules: ModuleFiles,
    before: Loaded | undefined,
    changes: FileChanges,
  ): EnvScriptReading {
    const isSame =
      config === before?.config &&
      modules === before.modules &&
      !concernsAny(changes, before.envScript.reads);
    return isSame ? before.envScript : loadEnvScript(config, this.#documents, modules.find);
  }

  /** The object of before where it says the same, because others remember what they know of a configuration by it. */
  #config(before: EnvironmentConfig | undefined): EnvironmentConfig {
    const config = loadEnvironmentConfig(
      this.location,
      this.#workingDirectories,
      this.#documents.readConfigText,
    );
    return before !== undefined && JSON.stringify(before) === JSON.stringify(config) ? before : config;
  }

  /** `changed` are the files that came or went, or whose text may be another, since the folders were listed. */
  #commit(state: Loaded | EnvironmentTrouble, changed: Iterable<string>): void {
    const before = this.#loaded;
    const isSame =
      before !== undefined &&
      !('kind' in state) &&
      before.folders === state.folders &&
      before.config === state.config;
    if (isSame) {
      for (const path of changed) this.#pending?.add(path);
      if (before.modules !== state.modules) this.#addImportedHeaders();
    } else this.#pending = undefined;
    this.#state = state;
    this.#environment = undefined;
  }

  /** Most projects need no such reader, which takes the interpreter. */
  async #loadHeaderReader(): Promise<void> {
    if (this.#readHeader !== undefined) return;
    const files = this.environment.snapshot?.files.values() ?? [];
    if (![...files].some(hasImportedHeader)) return;
    const { readImportedHeader } = await import('../core/python/imported-header.ts');
    this.#readHeader = readImportedHeader;
    this.#pending = undefined;
    this.#environment = undefined;
  }

  #addImportedHeaders(): void {
    for (const file of this.#lastSnapshot?.files.values() ?? []) {
      if (hasImportedHeader(file)) this.#pending?.add(file.path);
    }
  }

  #build(): Environment {
    const { location } = this;
    const base = { id: location.id, name: environmentName(location), location };
    const state = this.#state;
    if (state === undefined) return { ...base, snapshot: undefined, trouble: undefined };
    if ('kind' in state) return { ...base, snapshot: undefined, trouble: state };
    const snapshot = this.#snapshot(state);
    this.#lastSnapshot = snapshot;
    this.#pending = new Set();
    return { ...base, snapshot, trouble: troubleOfSnapshot(snapshot) };
  }

  #snapshot(state: Loaded): BuiltSnapshot {
    const { listing, modules } = state;
    const given = this.#given.with(state.knownValues);
    const envScript = this.#facts(state.envScript.facts, given.values);
    const knowledge = this.#knowledgeOf(modules, given, state.envScript);
    const baseBranch = this.#baseBranch;
    const warnings = [...listing.warnings, ...given.faults];
    const config = warnings.length === 0 ? state.config : withWarnings(state.config, warnings);
    if (this.#pending !== undefined && this.#lastSnapshot?.config === config) {
      const changes = { ...this.#changes(state, this.#lastSnapshot), envScript, knowledge, baseBranch };
      const updated = updateSnapshot(this.#lastSnapshot, changes);
      if (updated !== undefined) return updated;
    }
    const input = {
      id: this.location.id,
      config,
      envScript,
      files: listing.files.map(({ path }) => this.#source(state.disk, path)),
      ignoredFiles: listing.ignored.map(({ path, reason }) => ({
        ...this.#source(state.disk, path),
        reason,
      })),
      knowledge,
      baseBranch,
    };
    return buildSnapshot(input, this.#lastSnapshot);
  }

  /** The files that wait to be taken over into the snapshot. */
  #changes({ listing, disk }: Loaded, { files }: BuiltSnapshot) {
    const sources: SourceFile[] = [];
    const removed: string[] = [];
    const added: AddedFile[] = [];
    const came = new Set<string>();
    for (const path of this.#pending ?? []) {
      if (!disk.has(path)) removed.push(path);
      else if (files.has(path) || listing.ignored.some((file) => file.path === path)) {
        sources.push(this.#source(disk, path));
      } else came.add(path);
    }
    for (const [at, { path }] of came.size === 0 ? [] : listing.files.entries()) {
      if (came.has(path)) added.push({ ...this.#source(disk, path), after: listing.files[at - 1]?.path });
    }
    return { sources, removed, added };
  }

  /** What env.py says and what the user states of it; the same object as long as neither changes. */
  #facts(read: EnvScriptFacts, values: KnownValueTable): EnvScriptFacts {
    if (this.#stated?.read !== read || this.#stated.values !== values) {
      this.#stated = { read, values, facts: withStatedFacts(read, values) };
    }
    return this.#stated.facts;
  }

  /** The same object as long as it would say the same, so that whoever shows SQL knows when to ask again. */
  #knowledgeOf(
    { find }: ModuleFiles,
    { values }: KnownValuesReading,
    { mainOption, source }: EnvScriptReading,
  ): ProjectKnowledge {
    const before = this.#lastSnapshot?.knowledge;
    const isSame =
      before?.findModule === find &&
      before.knownValues === values &&
      before.mainOption === mainOption &&
      before.envScriptSource === source &&
      before.readHeader === this.#readHeader;
    const readHeader = this.#readHeader;
    return isSame
      ? before
      : { findModule: find, knownValues: values, mainOption, envScriptSource: source, readHeader };
  }

  #source(disk: Loaded['disk'], path: string): SourceFile {
    const file = this.#documents.fileText(path) ?? disk.get(path);
    if (file?.kind === 'text') return { path, text: file.text, fault: undefined };
    return { path, text: '', fault: file?.reason ?? 'It was not read.' };
  }
}

const warned = new WeakMap<EnvironmentConfig, EnvironmentConfig>();

/** The same object for the same warnings, so that an edit does not look like another configuration. */
function withWarnings(config: EnvironmentConfig, warnings: readonly string[]): EnvironmentConfig {
  const all = [...config.warnings, ...warnings];
  const known = warned.get(config);
  if (known !== undefined && known.warnings.join('\n') === all.join('\n')) return known;
  const made = { ...config, warnings: all };
  warned.set(config, made);
  return made;
}
