import type { Buffer } from 'node:buffer';
import { GitFailure } from './git-failure.ts';
import { type GitRequest, runGit } from './run-git.ts';

/**
 * The bytes of blobs by object name, in one process. Names that the repository does not have are left out.
 * Throws GitFailure.
 */
export async function readBlobs(
  root: string,
  names: readonly string[],
  bounds: Pick<GitRequest, 'timeoutMs' | 'maxBytes' | 'signal'> = {},
): Promise<ReadonlyMap<string, Buffer>> {
  if (names.length === 0) return new Map();
  const input = `${names.join('\n')}\n`;
  const { stdout } = await runGit({ folder: root, args: ['cat-file', '--batch'], input, ...bounds });
  const blobs = new Map<string, Buffer>();
  let at = 0;
  while (at < stdout.length) {
    const end = stdout.indexOf(0x0a, at);
    if (end < 0) throw new GitFailure('failed', 'git cat-file ended in the middle of its answer.');
    const [name = '', type, size] = stdout.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (size === undefined) continue;
    const length = Number(size);
    if (type === 'blob') blobs.set(name, stdout.subarray(at, at + length));
    at += length + 1;
  }
  return blobs;
}
