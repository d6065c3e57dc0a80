import { dirname, resolve } from 'node:path';
import { isDirectory } from '../workspace/is-directory.ts';
import { slashPath } from '../workspace/slash-path.ts';
import { GitFailure } from './git-failure.ts';
import { runGit } from './run-git.ts';

/** A work tree and the place of a folder in it. Paths are absolute and `/` separated. */
export interface GitRepository {
  /** Top of the work tree. */
  readonly root: string;
  /** Holds HEAD of this work tree. */
  readonly gitDirectory: string;
  /** Holds the refs; differs from `gitDirectory` in a linked work tree. */
  readonly commonDirectory: string;
  /** The history ends where the clone was cut off. */
  readonly isShallow: boolean;
}

/** A folder below `repository.root`. */
export interface LocatedFolder {
  readonly repository: GitRepository;
  /** Path from the root without slashes at its ends; "" for the root itself. */
  readonly prefix: string;
}

/**
 * The repository of a folder, which need not exist as long as a folder above it does. Of a submodule it is the
 * submodule. Throws GitFailure.
 */
export async function locateRepository(folder: string, signal?: AbortSignal): Promise<LocatedFolder> {
  const missing: string[] = [];
  let existing = folder;
  while (!isDirectory(existing)) {
    const parent = dirname(existing);
    if (parent === existing) throw new GitFailure('no-repository', `The folder ${folder} does not exist.`);
    missing.unshift(existing.slice(parent.length).replace(/^[/\\]/, ''));
    existing = parent;
  }
  const args = [
    'rev-parse',
    '--show-toplevel',
    '--show-prefix',
    '--absolute-git-dir',
    '--git-common-dir',
    '--is-shallow-repository',
  ];
  const { stdout } = await runGit({ folder: existing, args, ...(signal === undefined ? {} : { signal }) });
  const [root = '', prefix = '', gitDirectory = '', common = '', shallow] = stdout
    .toString('utf8')
    .split(/\r?\n/);
  return {
    repository: {
      root: slashPath(root),
      gitDirectory: slashPath(gitDirectory),
      commonDirectory: slashPath(resolve(existing, common)),
      isShallow: shallow === 'true',
    },
    prefix: [...prefix.split('/'), ...missing].filter((part) => part !== '').join('/'),
  };
}
