import { basename, dirname } from 'node:path';
import { COMMIT_FORMAT, type GitCommit, parseCommit } from './git-commit.ts';
import { runGit } from './run-git.ts';

/**
 * The commit that added a file, through renames that changed nothing in it; undefined where none did yet. Throws GitFailure.
 */
export async function findAuthor(path: string, timeoutMs: number): Promise<GitCommit | undefined> {
  const args = [
    'log',
    '--max-count=1',
    '--follow',
    // Exact renames take no look into the files, which may be many, or not be here in a partial clone.
    '--find-renames=100%',
    '--diff-filter=A',
    '--no-ext-diff',
    '--no-textconv',
    '--encoding=UTF-8',
    COMMIT_FORMAT,
    '--',
    basename(path),
  ];
  const { stdout } = await runGit({ folder: dirname(path), args, timeoutMs });
  return parseCommit(stdout.toString('utf8'));
}
