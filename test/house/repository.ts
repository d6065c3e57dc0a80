import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { repositoryPath, repositoryRoot } from '../support/repository.ts';

/** Files that git tracks or would track, by path from the root. */
export function repositoryFiles(): readonly string[] {
  const listing = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  if (listing.status !== 0) throw new Error(`git ls-files failed: ${listing.stderr}`);
  return listing.stdout.split('\n').filter((line) => line !== '');
}

export function readRepositoryFile(path: string): string {
  return readFileSync(repositoryPath(path), 'utf8');
}
