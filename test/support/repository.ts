import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The repository's root folder. Tests run compiled, from `out/test`, so it is looked for and not counted. */
export const repositoryRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(from: string): string {
  for (let directory = from; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'package-lock.json'))) return directory;
    if (directory === dirname(directory)) throw new Error(`No package-lock.json above ${from}`);
  }
}

/** Absolute path of something in the repository, e.g. `repositoryPath('test', 'fixtures')`. */
export function repositoryPath(...parts: readonly string[]): string {
  return join(repositoryRoot, ...parts);
}

/** Loads a module of `scripts/setup`; these are plain JavaScript, so the caller says what it exports. */
export async function importSetup<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(repositoryPath('scripts', 'setup', `${name}.mjs`)).href)) as T;
}
