import { URI } from 'vscode-uri';
import type { BaseBranch } from '../core/lint/base-branch.ts';
import type { BaseBranchReader } from '../git/base-branch-reader.ts';
import { GitFailure } from '../git/git-failure.ts';
import type { GitRepository } from '../git/locate-repository.ts';
import type { Environment } from '../workspace/environment.ts';
import type { ServerState } from './server-state.ts';

/** The setting that turns the look at the base branch off. */
const OFF = 'none';

/** Keeps the environments' base branches up to date. Asks nothing in an untrusted workspace. */
export class BaseBranches {
  readonly #state: ServerState;
  readonly #readers = new Map<string, BaseBranchReader>();
  readonly #told = new Set<string>();
  #running: Promise<void> | undefined;
  #isStale = false;

  constructor(state: ServerState) {
    this.#state = state;
  }

  /**
   * Reads again what changed. Calls while a read is under way end in one more. Answers with the repositories that the
   * environments stand in.
   */
  async refresh(): Promise<readonly GitRepository[]> {
    const repositories: GitRepository[] = [];
    this.#isStale = true;
    while (this.#running !== undefined) await this.#running;
    if (!this.#isStale || !this.#state.isTrusted) return repositories;
    this.#isStale = false;
    this.#running = this.#readAll(repositories).finally(() => {
      this.#running = undefined;
    });
    await this.#running;
    return repositories;
  }

  async #readAll(repositories: GitRepository[]): Promise<void> {
    const { store, settings } = this.#state;
    const { preferGit } = await import('../git/run-git.ts');
    preferGit(await settings.gitPaths());
    for (const environment of store.environments) {
      store.setBaseBranch(environment.id, await this.#read(environment, repositories));
    }
  }

  async #read({ id, snapshot }: Environment, repositories: GitRepository[]): Promise<BaseBranch | undefined> {
    if (snapshot === undefined) return undefined;
    const { configPath, versionLocations, recursiveVersionLocations } = snapshot.config;
    const { baseBranch } = await this.#state.settings.read(URI.file(configPath).toString());
    const git = await import('../git/base-branch-reader.ts');
    const { locateRepository } = await import('../git/locate-repository.ts');
    try {
      const located = await Promise.all(versionLocations.map((folder) => locateRepository(folder)));
      repositories.push(...located.map(({ repository }) => repository));
      if (baseBranch === OFF) return undefined;
      const reader = this.#readers.get(id) ?? new git.BaseBranchReader();
      this.#readers.set(id, reader);
      const { findModule } = snapshot.knowledge;
      const branch = baseBranch;
      const read = await reader.read({ located, recursiveVersionLocations, branch, findModule });
      if (read === undefined && baseBranch !== '')
        this.#tell(`There is no branch "${baseBranch}" with revisions (alembicWorkbench.baseBranch).`);
      return read;
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error;
      if (error.kind !== 'no-repository')
        this.#tell(`The base branch is not compared with: ${error.message}`);
      return undefined;
    }
  }

  /** Each reason once, in the log: the chain is no worse for it. */
  #tell(message: string): void {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.#state.connection.console.info(message);
  }
}
