import type { Problem, ProblemFix } from '../core/lint/problem.ts';
import type { LostRevision } from '../core/lint/restore-fixes.ts';
import type { EnvironmentSnapshot, RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { identifierAt } from '../core/snapshot/header-identifiers.ts';
import type { GitRevisionSearch } from '../git/find-revision-in-git.ts';
import { commitWords, shortCommit } from '../git/git-commit.ts';
import { GitFailure } from '../git/git-failure.ts';
import type { ServerState } from './server-state.ts';

/** How long a question of the editor waits for git; what git finds later is there for the next one. */
const PATIENCE_MS = 4000;
/** How long an answer holds, for editors that do not say when the repository changes. */
const KEPT_MS = 60_000;
/** A hover that waits longer is no hover. */
const HOVER_PATIENCE_MS = 800;
const AUTHOR_TIMEOUT_MS = 5000;
const MOST_LOST = 20;

interface Kept {
  readonly since: number;
  readonly search: Promise<GitRevisionSearch>;
}

/** What git remembers about the revisions of the workspace. Asks nothing in an untrusted one. */
export class GitHistory {
  readonly #state: ServerState;
  readonly #searches = new Map<string, Kept>();
  readonly #authors = new Map<string, Promise<string | undefined>>();

  constructor(state: ServerState) {
    this.#state = state;
  }

  /** Refs changed: what was not there may be there now. */
  forget(): void {
    this.#searches.clear();
    this.#authors.clear();
  }

  /** Who added the file of a revision, when and in which commit, where git knows that soon enough. */
  async addedBy(snapshot: EnvironmentSnapshot, revision: string): Promise<string | undefined> {
    const path = snapshot.revisions.get(revision)?.source.path;
    if (!this.#state.isTrusted || path === undefined) return undefined;
    let author = this.#authors.get(path);
    if (author === undefined) {
      author = authorWords(path);
      this.#authors.set(path, author);
      author.catch(() => this.#authors.delete(path));
    }
    return withinPatience(author, HOVER_PATIENCE_MS);
  }

  /** Fixes from git for those of `problems` that are about an id which no file declares. */
  async fixes(
    snapshot: EnvironmentSnapshot,
    file: RevisionFile,
    problems: readonly Problem[],
  ): Promise<ReadonlyMap<Problem, readonly ProblemFix[]>> {
    const found = new Map<Problem, readonly ProblemFix[]>();
    const { revision } = file;
    if (!this.#state.isTrusted || revision === undefined) return found;
    for (const problem of problems) {
      if (problem.code !== 'dangling-down-revision' && problem.code !== 'dangling-depends-on') continue;
      const identifier = identifierAt(file, problem.span.start);
      const role = identifier?.role;
      if (identifier === undefined || (role !== 'down-revision' && role !== 'depends-on')) continue;
      const lost = await withinPatience(this.#lost(snapshot, identifier.value), PATIENCE_MS);
      if (lost === undefined) continue;
      const { restoreFixes } = await import('../core/lint/restore-fixes.ts');
      found.set(problem, restoreFixes(snapshot, { ...file, revision }, role, lost));
    }
    return found;
  }

  /** A revision that is in git only, then its parents as long as they are too. */
  async #lost(snapshot: EnvironmentSnapshot, revision: string): Promise<readonly LostRevision[]> {
    const lost: LostRevision[] = [];
    const seen = new Set<string>();
    let next: string | undefined = revision;
    while (next !== undefined && lost.length < MOST_LOST) {
      seen.add(next);
      const search = await this.#search(snapshot, next);
      if (search.kind !== 'found') break;
      const [newest] = search.revisions;
      if (newest === undefined) break;
      lost.push({ revision: newest.revision, text: newest.text, origin: commitWords(newest.commit) });
      const parents: readonly string[] = newest.revision.downRevisions;
      next = parents.find((id) => snapshot.revisions.get(id) === undefined && !seen.has(id));
    }
    return lost;
  }

  #search(snapshot: EnvironmentSnapshot, revision: string): Promise<GitRevisionSearch> {
    const key = `${snapshot.id}\n${revision}`;
    const known = this.#searches.get(key);
    if (known !== undefined && Date.now() - known.since < KEPT_MS) return known.search;
    const search = searched(revision, snapshot.config.versionLocations);
    this.#searches.set(key, { since: Date.now(), search });
    search.catch(() => this.#searches.delete(key));
    return search;
  }
}

async function searched(revision: string, folders: readonly string[]): Promise<GitRevisionSearch> {
  const { findRevisionInGit } = await import('../git/find-revision-in-git.ts');
  return findRevisionInGit(revision, folders);
}

async function authorWords(path: string): Promise<string | undefined> {
  const { findAuthor } = await import('../git/find-author.ts');
  try {
    const commit = await findAuthor(path, AUTHOR_TIMEOUT_MS);
    if (commit === undefined) return undefined;
    return `${commit.author} on ${commit.date.slice(0, 10)} in ${shortCommit(commit)} (${commit.subject})`;
  } catch (error) {
    if (error instanceof GitFailure) return undefined;
    throw error;
  }
}

/** What a promise gives, or undefined where that takes too long. */
async function withinPatience<T>(promise: Promise<T>, patienceMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
