import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, seen from the compiled tests in out/test/house. */
export const REPOSITORY_ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Files that git tracks or would track, by path from the root. */
export function repositoryFiles(): readonly string[] {
  const listing = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: REPOSITORY_ROOT,
    encoding: 'utf8',
  });
  if (listing.status !== 0) throw new Error(`git ls-files failed: ${listing.stderr}`);
  return listing.stdout.split('\n').filter((line) => line !== '');
}

export function readRepositoryFile(path: string): string {
  return readFileSync(join(REPOSITORY_ROOT, path), 'utf8');
}
