import { runGit } from './run-git.ts';

/** A branch and the commit that it is at. */
export interface BranchTip {
  /** As people say it: "origin/main". */
  readonly name: string;
  readonly commit: string;
}

/** Where work is merged into, most telling first: what the remote calls its default, then the usual names. */
const USUAL: readonly string[] = [
  'refs/remotes/origin/HEAD',
  'refs/remotes/origin/main',
  'refs/remotes/origin/master',
  'refs/heads/main',
  'refs/heads/master',
];

/**
 * The branch called `wanted`, as git resolves the name or as a branch of `origin`; without a name the default branch of
 * `origin`, or main or master. Undefined where there is none. Throws GitFailure.
 */
export async function findBaseBranch(root: string, wanted: string): Promise<BranchTip | undefined> {
  return wanted === '' ? usualBranch(root) : namedBranch(root, wanted);
}

async function namedBranch(root: string, wanted: string): Promise<BranchTip | undefined> {
  for (const name of [wanted, `origin/${wanted}`]) {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
    const { exitCode, stdout } = await runGit({ folder: root, args }, (code) => code === 1 || code === 128);
    if (exitCode === 0) return { name, commit: stdout.toString('utf8').trim() };
  }
  return undefined;
}

async function usualBranch(root: string): Promise<BranchTip | undefined> {
  const args = ['for-each-ref', '--format=%(refname)%00%(symref)%00%(objectname)', ...USUAL];
  const { stdout } = await runGit({ folder: root, args });
  const found = new Map(
    stdout
      .toString('utf8')
      .split('\n')
      .map((line) => line.split('\0'))
      .map(([ref = '', target = '', commit = '']) => [ref, { ref: target === '' ? ref : target, commit }]),
  );
  const tip = USUAL.map((ref) => found.get(ref)).find((each) => each !== undefined && each.commit !== '');
  if (tip === undefined) return undefined;
  return { name: tip.ref.replace(/^refs\/(?:remotes|heads)\//, ''), commit: tip.commit };
}
