import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { environmentSections } from '../core/config/alembic-ini.ts';
import { ConfigError } from '../core/config/config-error.ts';
import { ConfigParser } from '../core/config/configparser.ts';
import { ToolAlembic } from '../core/config/pyproject-toml.ts';
import { type ReadConfigText, tryReadText } from './read-config-text.ts';
import { slashPath } from './slash-path.ts';
import { systemErrorCode } from './system-error.ts';

/** The configuration files and the section of one migration environment. */
export interface EnvironmentLocation {
  /** Unique among the environments of a server and the same after a restart. */
  readonly id: string;
  readonly iniPath: string | undefined;
  readonly tomlPath: string | undefined;
  readonly section: string;
  /** The workspace folder that it was found in; relative paths may count from there. */
  readonly folder: string;
}

/**
 * What an environment is called where several exist: the folder of its configuration relative to the workspace folder,
 * and the section where it is not [alembic].
 */
export function environmentName({ iniPath, tomlPath, section, folder }: EnvironmentLocation): string {
  const directory = dirname(iniPath ?? tomlPath ?? folder);
  const place =
    relative(folder, directory) === '' ? basename(folder) : slashPath(relative(folder, directory));
  return section === 'alembic' ? place : `${place} [${section}]`;
}

const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
  'node_modules',
  '__pycache__',
  'site-packages',
  '.git',
  '.hg',
  '.svn',
  '.venv',
  'venv',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.ruff_cache',
  '.pytest_cache',
]);
const MAX_DEPTH = 10;
const MAX_FOLDERS = 20_000;
const CONCURRENT_FOLDERS = 16;
const INI = 'alembic.ini';
const TOML = 'pyproject.toml';

/**
 * Finds every migration environment below `folder`: alembic.ini (also Flask-Migrate's below `migrations/`), and
 * pyproject.toml with `[tool.alembic]`. Virtual environments, hidden caches and node_modules are not entered, links to
 * directories neither; at most 20,000 folders are looked into, nearest first. Sorted by path.
 */
export async function findEnvironments(folder: string, read: ReadConfigText): Promise<EnvironmentLocation[]> {
  const directories = await directoriesWithConfig(folder);
  const found: EnvironmentLocation[] = [];
  for (const directory of directories) found.push(...environmentsIn(directory, folder, read));
  return found.sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** The environments of a named configuration file, as `-c PATH` and the setting `configFiles` name one. */
export function environmentsOfFile(
  path: string,
  folder: string,
  read: ReadConfigText,
): EnvironmentLocation[] {
  const directory = slashPath(dirname(path));
  const sibling = basename(path) === TOML ? INI : TOML;
  const siblingPath = `${directory}/${sibling}`;
  const ownName = basename(path) === INI || basename(path) === TOML;
  const withSibling = ownName && tryReadText(siblingPath, read) !== undefined;
  const files = {
    iniPath: basename(path) === TOML ? (withSibling ? siblingPath : undefined) : slashPath(path),
    tomlPath: basename(path) === TOML ? slashPath(path) : withSibling ? siblingPath : undefined,
  };
  const found = locationsOf(files, folder, read);
  if (found.length > 0) return found;
  return [{ id: slashPath(path), ...files, section: 'alembic', folder }];
}

/** The environments that one directory configures. An alembic.ini and a pyproject.toml there belong together. */
function environmentsIn(
  directory: DirectoryWithConfig,
  folder: string,
  read: ReadConfigText,
): EnvironmentLocation[] {
  const iniPath = directory.hasIni ? `${directory.path}/${INI}` : undefined;
  const tomlPath = directory.hasToml ? `${directory.path}/${TOML}` : undefined;
  return locationsOf({ iniPath, tomlPath }, folder, read);
}

function locationsOf(
  files: { iniPath: string | undefined; tomlPath: string | undefined },
  folder: string,
  read: ReadConfigText,
): EnvironmentLocation[] {
  const tomlPath =
    files.tomlPath !== undefined && configuresAlembic(files.tomlPath, read) ? files.tomlPath : undefined;
  const { iniPath } = files;
  if (iniPath === undefined && tomlPath === undefined) return [];
  const sections = iniPath === undefined ? ['alembic'] : sectionsOf(iniPath, read);
  return sections.map((section) => ({
    id: section === 'alembic' ? `${iniPath ?? tomlPath}` : `${iniPath ?? tomlPath}#${section}`,
    iniPath,
    tomlPath,
    section,
    folder,
  }));
}

/** A file that cannot be read counts as configuring `[alembic]`, so that its trouble is shown. */
function sectionsOf(iniPath: string, read: ReadConfigText): readonly string[] {
  const text = tryReadText(iniPath, read);
  if (text === undefined) return ['alembic'];
  try {
    const sections = environmentSections(ConfigParser.parse(text, iniPath));
    return sections.length === 0 ? ['alembic'] : sections;
  } catch (error) {
    if (error instanceof ConfigError) return ['alembic'];
    throw error;
  }
}

/** True where a pyproject.toml has `[tool.alembic]`, also where it cannot be read because of a fault beside it. */
export function configuresAlembic(tomlPath: string, read: ReadConfigText): boolean {
  const text = tryReadText(tomlPath, read);
  if (text === undefined || !text.includes('alembic')) return false;
  try {
    return ToolAlembic.parse(text, tomlPath, '') !== undefined;
  } catch (error) {
    if (error instanceof ConfigError) return /^\s*\[\s*tool\s*\.\s*alembic\b/m.test(text);
    throw error;
  }
}

interface DirectoryWithConfig {
  readonly path: string;
  readonly hasIni: boolean;
  readonly hasToml: boolean;
}

async function directoriesWithConfig(folder: string): Promise<DirectoryWithConfig[]> {
  const found: DirectoryWithConfig[] = [];
  let level: string[] = [folder];
  let seen = 0;
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0 && seen < MAX_FOLDERS; depth += 1) {
    const next: string[] = [];
    const allowed = level.slice(0, MAX_FOLDERS - seen);
    seen += allowed.length;
    for (let index = 0; index < allowed.length; index += CONCURRENT_FOLDERS) {
      const group = allowed.slice(index, index + CONCURRENT_FOLDERS);
      const listings = await Promise.all(
        group.map(async (path) => ({ path, entries: await entriesOf(path) })),
      );
      for (const { path, entries } of listings) {
        const { names, folders } = namesOf(entries);
        if (names.has('pyvenv.cfg')) continue;
        const [hasIni, hasToml] = [names.has(INI), names.has(TOML)];
        if (hasIni || hasToml) found.push({ path: slashPath(path), hasIni, hasToml });
        for (const name of folders) next.push(join(path, name));
      }
    }
    level = next;
  }
  return found;
}

/** A folder that cannot be listed holds nothing that could be opened. */
async function entriesOf(path: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (systemErrorCode(error) === undefined) throw error;
    return [];
  }
}

function namesOf(entries: readonly Dirent[]): { names: ReadonlySet<string>; folders: readonly string[] } {
  const names = new Set<string>();
  const folders: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory()) names.add(entry.name);
    else if (!SKIPPED_FOLDERS.has(entry.name)) folders.push(entry.name);
  }
  return { names, folders };
}
