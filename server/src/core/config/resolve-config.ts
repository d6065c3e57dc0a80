import { type AlembicOptions, directoryOf } from './alembic-options.ts';
import { ConfigError } from './config-error.ts';
import type { EnvironmentConfig } from './environment-config.ts';

/** What resolving a path needs to know of the machine. Paths are absolute and `/` separated. */
export interface ConfigSurroundings {
  /** The directory that relative paths count from: where `alembic` would be run. */
  readonly workingDirectory: string;
  /** True where Flask-Migrate's layout holds: env.py beside an alembic.ini without script_location. */
  readonly envScriptBesideConfig: boolean;
  /** The directory of an importable package by its dotted name, searched along `searchPath`, or undefined. */
  readonly packageDirectory: (name: string, searchPath: readonly string[]) => string | undefined;
}

/**
 * Makes the paths of `options` absolute. Throws ConfigError where the script location is missing or names a package
 * that cannot be found. Source: `coerce_resource_to_filename` in `alembic.util.pyfiles`.
 */
export function resolveEnvironmentConfig(
  options: AlembicOptions,
  around: ConfigSurroundings,
): EnvironmentConfig {
  const { lineOf, scriptLocation: written, versionLocations, ...rest } = options;
  const prependSysPath = options.prependSysPath.map((path) => absolutePath(path, around.workingDirectory));
  const locate = (path: string, key: string): string => {
    if (isAbsolutePath(path) || !path.includes(':')) return absolutePath(path, around.workingDirectory);
    const [name = '', ...below] = path.split(':');
    const directory = around.packageDirectory(name, prependSysPath);
    if (directory !== undefined) return normalizePath([directory, ...below].join('/'));
    const what = `${key} = ${path} names the package ${name}, which is not found along prepend_sys_path.`;
    const help = 'Add the directory that holds it to prepend_sys_path, or write script_location as a path.';
    throw new ConfigError('unknown-package', `${what} ${help}`, options.configPath, lineOf(key));
  };
  const scriptLocation = scriptLocationOf(options, around, locate);
  return {
    ...rest,
    scriptLocation,
    prependSysPath,
    versionLocations:
      versionLocations === undefined || versionLocations.length === 0
        ? [`${scriptLocation}/versions`]
        : versionLocations.map((path) => locate(path, 'version_locations')),
  };
}

function scriptLocationOf(
  options: AlembicOptions,
  around: ConfigSurroundings,
  locate: (path: string, key: string) => string,
): string {
  if (options.scriptLocation !== undefined) return locate(options.scriptLocation, 'script_location');
  if (around.envScriptBesideConfig) return directoryOf(options.configPath);
  const section = options.configPath.endsWith('.toml') ? '[tool.alembic]' : `[${options.section}]`;
  const what = `No 'script_location' key found in ${section} of ${options.configPath}.`;
  const help = 'Add script_location = %(here)s/migrations, or the folder that holds env.py.';
  throw new ConfigError('no-script-location', `${what} ${help}`, options.configPath, undefined);
}

/** True for `/x`, `C:/x` and `//server/share`. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);
}

/** `path` below `base`, `/` separated, without `.` and `..`. */
export function absolutePath(path: string, base: string): string {
  const slashed = /^[A-Za-z]:/.test(base) || /^[A-Za-z]:/.test(path) ? path.replaceAll('\\', '/') : path;
  return normalizePath(isAbsolutePath(slashed) ? slashed : `${base}/${slashed}`);
}

/** Removes empty and `.` segments and resolves `..` as far as the root. */
export function normalizePath(path: string): string {
  const root = path.startsWith('//') && !path.startsWith('///') && /^\/\/[^/]/.test(path) ? '/' : '';
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.length > 0 && !/^[A-Za-z]:$/.test(kept.at(-1) ?? '')) kept.pop();
  }
  const joined = kept.join('/');
  return path.startsWith('/') ? `${root}/${joined}` : joined;
}
