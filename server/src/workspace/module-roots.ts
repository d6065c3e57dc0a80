import { existsSync } from 'node:fs';
import { directoryOf } from '../core/config/alembic-options.ts';
import type { EnvironmentConfig } from '../core/config/environment-config.ts';

/** The folders that Python would look for the project's modules in. */
export interface ModuleRoots {
  /** Those that the configuration names: they come first on `sys.path`, in this order. */
  readonly named: readonly string[];
  /** Those that are likely on it: the project may be installed, or run from there. Which comes first is not known. */
  readonly likely: readonly string[];
}

/**
 * `prepend_sys_path`, then every folder from the script location and the configuration up to `folder`, and the one around
 * the script location, that is itself no package, each also with its `src`; and the folder that holds a package which
 * `folder` lies in.
 */
export function moduleRoots(config: EnvironmentConfig, folder: string): ModuleRoots {
  const named = [...new Set(config.prependSysPath)];
  const likely = new Set<string>();
  const { scriptLocation, configPath } = config;
  // A folder that holds nothing but migrations stands in the folder that the project is run from.
  const around = directoryOf(scriptLocation);
  for (const start of [scriptLocation, directoryOf(configPath)]) {
    for (const directory of [...upTo(folder, start), around]) {
      if (!isPackage(directory)) likely.add(directory).add(`${directory}/src`);
    }
    likely.add(aroundPackage(start));
  }
  return { named, likely: [...likely].filter((root) => !named.includes(root)) };
}

function isPackage(directory: string): boolean {
  return existsSync(`${directory}/__init__.py`);
}

/** The folder that Python must know to import what stands in `directory`. */
function aroundPackage(directory: string): string {
  return isPackage(directory) ? aroundPackage(directoryOf(directory)) : directory;
}

/** `start` and what is around it, `folder` last; only `start` and the next one where it lies elsewhere. */
function upTo(folder: string, start: string): readonly string[] {
  if (start !== folder && !start.startsWith(`${folder}/`)) return [start, directoryOf(start)];
  const directories = [start];
  for (let directory = start; directory !== folder; ) {
    directory = directoryOf(directory);
    directories.push(directory);
  }
  return directories;
}
