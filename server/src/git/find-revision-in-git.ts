import { scanRevisionHeader } from '../core/python/header-scanner.ts';
import { headerToRevision } from '../core/python/header-to-revision.ts';
import type { Revision } from '../core/script/revision.ts';
import { decodePythonSource } from '../workspace/decode-python-source.ts';
import { COMMIT_FORMAT, type GitCommit, parseCommit } from './git-commit.ts';
import { GitFailure, type GitFailureKind } from './git-failure.ts';
import { type GitRepository, type LocatedFolder, locateRepository } from './locate-repository.ts';
import { readBlobs } from './read-blobs.ts';
import { type GitHolders, refsHolding } from './refs-holding.ts';
import { runGit } from './run-git.ts';

/** A revision file as some commit has it. */
export interface GitRevision extends GitHolders {
  /** The header; its `path` is where the file would stand in this work tree, absolute. */
  readonly revision: Revision;
  readonly text: string;
  /** The newest commit that gave the file this text. */
  readonly commit: GitCommit;
  /** Path from the top of the repository at that commit. */
  readonly path: string;
}

/** `absent`: everything reachable was searched. `unavailable`: it could not be, and `message` says why. */
export type GitRevisionSearch =
  /** Newest first, at least one; several where the file had several texts or places. */
  | { readonly kind: 'found'; readonly revisions: readonly GitRevision[] }
  | { readonly kind: 'absent'; readonly message: string }
  | { readonly kind: 'unavailable'; readonly reason: GitFailureKind; readonly message: string };

export interface GitSearchOptions {
  /** How long the whole search may take, in milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

const TIMEOUT_MS = 15_000;
/** Which refs have a file is worth knowing, but not worth waiting for. */
const REFS_TIMEOUT_MS = 2000;
const MOST_CANDIDATES = 400;
const MOST_FOUND = 5;

/** Where to look, cheapest first: the next is asked only where the one before found nothing. */
type Stage = (id: string, places: readonly string[]) => readonly string[];
const STAGES: readonly Stage[] = [
  (id, places) => [`-S${id}`, '--', ...places],
  (id) => ['--', `:(top,glob)**/*${id.replace(/[*?[\]\\]/g, '\\$&')}*.py`],
  (id) => [`-S${id}`, '--', ':(top)*.py'],
];

/**
 * The file whose header declares `revision`, from all refs, stashes and reflogs of the repositories that hold `folders`
 * (version locations, absolute). Reads only, and never throws for what git cannot do.
 */
export async function findRevisionInGit(
  revision: string,
  folders: readonly string[],
  { timeoutMs = TIMEOUT_MS, signal }: GitSearchOptions = {},
): Promise<GitRevisionSearch> {
  if (revision === '') return { kind: 'absent', message: 'No revision has an empty id.' };
  try {
    const deadline = Date.now() + timeoutMs;
    const located = await Promise.all(folders.map((folder) => locateRepository(folder, signal)));
    const found: GitRevision[] = [];
    for (const [repository, places] of byRepository(located)) {
      found.push(...(await new RevisionSearch(repository, deadline, signal).find(revision, places)));
    }
    const [{ repository } = { repository: undefined }] = located;
    if (found.length > 0) return { kind: 'found', revisions: found };
    const cut =
      repository?.isShallow === true ? ' This clone is shallow: git fetch --unshallow brings the rest.' : '';
    return {
      kind: 'absent',
      message: `No ref, stash or reflog of git has a file that declares ${revision}.${cut}`,
    };
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return { kind: 'unavailable', reason: error.kind, message: error.message };
  }
}

function byRepository(located: readonly LocatedFolder[]): ReadonlyMap<GitRepository, readonly string[]> {
  const byRoot = new Map<string, { repository: GitRepository; places: string[] }>();
  for (const { repository, prefix } of located) {
    const known = byRoot.get(repository.root) ?? { repository, places: [] };
    known.places.push(`:(top,literal)${prefix}`);
    byRoot.set(repository.root, known);
  }
  return new Map([...byRoot.values()].map(({ repository, places }) => [repository, places]));
}

type DeclaringText = Omit<GitRevision, keyof GitHolders>;

interface Candidate {
  readonly commit: GitCommit;
  readonly path: string;
  readonly blob: string;
}

class RevisionSearch {
  readonly #repository: GitRepository;
  readonly #deadline: number;
  readonly #signal: AbortSignal | undefined;

  constructor(repository: GitRepository, deadline: number, signal: AbortSignal | undefined) {
    this.#repository = repository;
    this.#deadline = deadline;
    this.#signal = signal;
  }

  async find(revision: string, places: readonly string[]): Promise<readonly GitRevision[]> {
    let failure: GitFailure | undefined;
    for (const stage of STAGES) {
      const declaring = await this.#declaring(
        revision,
        await this.#candidates(stage(revision, places)).catch((error: unknown) => {
          // A partial clone lacks the texts that -S looks into; the names of the files are all there.
          if (!(error instanceof GitFailure) || error.kind !== 'failed') throw error;
          failure = error;
          return [];
        }),
      );
      if (declaring.length === 0) continue;
      // A commit that changes a file and keeps the id in it is passed over by -S, and may have the newer text.
      const paths = [...new Set(declaring.map(({ path }) => path))];
      const all = await this.#candidates(['--', ...paths.map((path) => `:(top,literal)${path}`)]);
      return this.#held(await this.#declaring(revision, all));
    }
    if (failure !== undefined) throw failure;
    return [];
  }

  get #bounds(): { readonly timeoutMs: number; readonly signal?: AbortSignal } {
    const timeoutMs = this.#deadline - Date.now();
    return this.#signal === undefined ? { timeoutMs } : { timeoutMs, signal: this.#signal };
  }

  /** Texts that commits gave to files, newest commit first, each once. */
  async #candidates(selection: readonly string[]): Promise<readonly Candidate[]> {
    const args = [
      'log',
      '--all',
      '--reflog',
      '--full-history',
      '--diff-merges=off',
      '--no-renames',
      '--no-ext-diff',
      '--no-textconv',
      '--encoding=UTF-8',
      '--raw',
      '--no-abbrev',
      '--no-relative',
      '-z',
      COMMIT_FORMAT,
      ...selection,
    ];
    const { stdout } = await runGit({ folder: this.#repository.root, args, ...this.#bounds });
    return candidatesOf(stdout.toString('utf8'));
  }

  async #declaring(id: string, candidates: readonly Candidate[]): Promise<readonly DeclaringText[]> {
    const { root } = this.#repository;
    const names = [...new Set(candidates.map(({ blob }) => blob))];
    const blobs = await readBlobs(root, names, this.#bounds);
    const found: DeclaringText[] = [];
    for (const { commit, path, blob } of candidates) {
      const bytes = blobs.get(blob);
      const source = bytes === undefined ? undefined : decodePythonSource(bytes);
      if (source?.kind !== 'text') continue;
      const { revision } = headerToRevision(scanRevisionHeader(source.text), `${root}/${path}`);
      if (revision?.revision !== id) continue;
      found.push({ revision, text: source.text, commit, path });
    }
    return found;
  }

  async #held(texts: readonly DeclaringText[]): Promise<readonly GitRevision[]> {
    const held: GitRevision[] = [];
    const { root } = this.#repository;
    for (const text of texts.slice(0, MOST_FOUND)) {
      const bounds = this.#bounds;
      const timeoutMs = Math.min(bounds.timeoutMs, REFS_TIMEOUT_MS);
      const holders = await refsHolding(root, text.commit.commit, text.path, { ...bounds, timeoutMs });
      held.push({ ...text, ...holders });
    }
    return held;
  }
}

/** Reads `git log --raw -z`: the line of a commit, then per file a line of modes and object names, then its path. */
function candidatesOf(log: string): readonly Candidate[] {
  const candidates = new Map<string, Candidate>();
  const tokens = log.split('\0');
  let commit: GitCommit | undefined;
  for (let index = 0; index < tokens.length && candidates.size < MOST_CANDIDATES; index += 1) {
    const token = tokens[index] ?? '';
    const head = parseCommit(token);
    if (head !== undefined) {
      commit = head;
      continue;
    }
    const change = /^\s*:\d{6} (?:100\d{3}) [0-9a-f]+ ([0-9a-f]+) [AMT]$/.exec(token);
    const path = tokens[index + 1];
    if (token.trimStart().startsWith(':')) index += 1;
    const blob = change?.[1];
    if (commit === undefined || blob === undefined || path === undefined) continue;
    const key = `${blob} ${path}`;
    if (!candidates.has(key)) candidates.set(key, { commit, path, blob });
  }
  return [...candidates.values()];
}
