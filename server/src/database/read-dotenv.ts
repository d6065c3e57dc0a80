import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'dotenv';

/** The folders from `outermost` down to the one of `configPath`; only the latter where it lies elsewhere. */
function foldersBetween(configPath: string, outermost: string | undefined): readonly string[] {
  const innermost = dirname(resolve(configPath));
  if (outermost === undefined || relative(outermost, innermost).startsWith('..')) return [innermost];
  const folders: string[] = [];
  for (let folder = innermost; ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === resolve(outermost) || folder === dirname(folder)) return folders;
  }
}

/**
 * The variables of the `.env` files beside a configuration and in the folders above it up to the workspace folder; the
 * nearest file wins. Values are secrets: they go to `findDatabases` and nowhere else.
 */
export async function readDotenv(
  configPath: string,
  workspaceFolder: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  const variables = new Map<string, string>();
  for (const folder of foldersBetween(configPath, workspaceFolder)) {
    try {
      const values = parse(await readFile(join(folder, '.env')));
      for (const [name, value] of Object.entries(values)) variables.set(name, value);
    } catch (error) {
      const absent =
        error instanceof Error && 'code' in error && /^(ENOENT|EISDIR|EACCES)$/.test(String(error.code));
      if (!absent) throw error;
    }
  }
  return variables;
}
