import { GitFailure } from './git-failure.ts';
import { type GitRequest, runGit } from './run-git.ts';

/** Where a file of a commit can still be reached. */
export interface GitHolders {
  /** Branches and tags, local and remote, that have a file at this path today; short names, e.g. "origin/feature". */
  readonly refs: readonly string[];
  /**
   * `history`: a branch or tag has the commit. `stash`: only the stash has it. `unreferenced`: only a reflog or an older
   * stash does, so that git will forget it one day. `unknown`: there are too many refs to ask all of them in time.
   */
  readonly reachedBy: 'history' | 'stash' | 'unreferenced' | 'unknown';
}

const STASH = 'refs/stash';
const MOST_REFS = 200;

/** Asks which refs hold a commit, and of those which still have the file. */
export async function refsHolding(
  root: string,
  commit: string,
  path: string,
  bounds: Pick<GitRequest, 'timeoutMs' | 'signal'>,
): Promise<GitHolders> {
  try {
    return await askRefs(root, commit, path, bounds);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return { refs: [], reachedBy: 'unknown' };
  }
}

async function askRefs(
  root: string,
  commit: string,
  path: string,
  bounds: Pick<GitRequest, 'timeoutMs' | 'signal'>,
): Promise<GitHolders> {
  const args = ['for-each-ref', `--contains=${commit}`, `--count=${MOST_REFS}`, '--format=%(refname)'];
  const listed = await runGit({ folder: root, args, ...bounds });
  const containing = lines(listed.stdout.toString('utf8'));
  const named = containing.filter((ref) => ref !== STASH && !ref.endsWith('/HEAD'));
  const reachedBy = named.length > 0 ? 'history' : containing.includes(STASH) ? 'stash' : 'unreferenced';
  if (named.length === 0) return { refs: [], reachedBy };
  const input = named.map((ref) => `${ref}:${path}\n`).join('');
  const checked = await runGit({ folder: root, args: ['cat-file', '--batch-check'], input, ...bounds });
  const answers = lines(checked.stdout.toString('utf8'));
  const refs = named.filter((_, index) => / blob \d+$/.test(answers[index] ?? ''));
  return { refs: refs.map(shortName), reachedBy };
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|tags|remotes)\//, '');
}
