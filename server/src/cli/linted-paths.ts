import { resolve, sep } from 'node:path';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';

/**
 * A test for the files that the arguments of `lint` name: files, or folders with all below them; no argument means all.
 * Throws CommandError `no-such-revision-file` where an argument holds no file of the environment.
 */
export function lintedPaths(
  wanted: readonly string[],
  workingDirectory: string,
  snapshot: EnvironmentSnapshot,
): (path: string) => boolean {
  if (wanted.length === 0) return () => true;
  const roots = wanted.map((path) => resolve(workingDirectory, path).split(sep).join('/'));
  const holds = (root: string, path: string) => path === root || path.startsWith(`${root}/`);
  const known = [...snapshot.files.keys(), ...snapshot.ignoredFiles.map(({ path }) => path)];
  for (const [index, root] of roots.entries()) {
    if (!known.some((path) => holds(root, path))) {
      throw new CommandError(
        'no-such-revision-file',
        `'${wanted[index]}' is no revision file of this environment and holds none. Its files are in ${snapshot.config.versionLocations.join(', ')}.`,
      );
    }
  }
  return (path) => roots.some((root) => holds(root, path));
}
