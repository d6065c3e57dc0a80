import { existsSync } from 'node:fs';
import { directoryOf } from '../core/config/alembic-options.ts';
import type { ModuleLookup } from '../core/config/env-scope.ts';
import { absentEnvScript, type EnvScriptFacts, unknownEnvScript } from '../core/config/env-script.ts';
import type { EnvironmentConfig } from '../core/config/environment-config.ts';
import { mainOptions } from '../core/config/main-options.ts';
import { readEnvScript } from '../core/config/read-env-script.ts';
import type { MainOption } from '../core/operations/project-knowledge.ts';
import type { OpenDocuments } from './open-documents.ts';

/** Where env.py of an environment is. */
export function envScriptPath(config: EnvironmentConfig): string {
  return `${config.scriptLocation}/env.py`;
}

export interface EnvScriptReading {
  readonly facts: EnvScriptFacts;
  /** Files whose change may change the facts: env.py, and wherever a module that it imports is or could be. */
  readonly reads: ReadonlySet<string>;
  /** Options of the ini file as env.py leaves them; undefined where there is no ini file. */
  readonly mainOption: MainOption | undefined;
}

/**
 * What env.py says, with the project's own modules that it imports. A file that cannot be read leaves every fact unknown,
 * with the reason; one that is not there decides nothing.
 */
export function loadEnvScript(config: EnvironmentConfig, documents: OpenDocuments): EnvScriptReading {
  const path = envScriptPath(config);
  const reads = new Set([path, config.configPath]);
  const text = documents.tryConfigText(path);
  if (typeof text === 'string') {
    const mainOption = mainOptionOf(config, text, documents);
    return { facts: readEnvScript(text, path, moduleLookup(config, documents, reads)), reads, mainOption };
  }
  if (existsSync(path)) return { facts: unknownEnvScript(text.message), reads, mainOption: undefined };
  return { facts: absentEnvScript(), reads, mainOption: mainOptionOf(config, '', documents) };
}

function mainOptionOf(
  { configPath, section }: EnvironmentConfig,
  envScript: string,
  documents: OpenDocuments,
): MainOption | undefined {
  const text = configPath.endsWith('.toml') ? undefined : documents.tryConfigText(configPath);
  return typeof text === 'string' ? mainOptions({ path: configPath, text }, section, envScript) : undefined;
}

/** Finds modules along prepend_sys_path, then beside the configuration and in its `src`. */
function moduleLookup(config: EnvironmentConfig, documents: OpenDocuments, reads: Set<string>): ModuleLookup {
  const project = directoryOf(config.configPath);
  const roots = [...config.prependSysPath, project, `${project}/src`];
  return ({ from, module, level }) => {
    let package_ = directoryOf(from);
    for (let up = 1; up < level; up += 1) package_ = directoryOf(package_);
    const below = module.replaceAll('.', '/');
    const places = (level === 0 ? roots : [package_]).map((root) =>
      below === '' ? root : `${root}/${below}`,
    );
    for (const place of places) {
      for (const path of [`${place}.py`, `${place}/__init__.py`]) {
        reads.add(path);
        const text = documents.tryConfigText(path);
        if (typeof text === 'string') return { path, text };
      }
    }
    return undefined;
  };
}
