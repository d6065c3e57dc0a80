import { existsSync } from 'node:fs';
import type { ModuleLookup } from '../core/config/env-scope.ts';
import { absentEnvScript, type EnvScriptFacts, unknownEnvScript } from '../core/config/env-script.ts';
import type { EnvironmentConfig } from '../core/config/environment-config.ts';
import { mainOptions } from '../core/config/main-options.ts';
import { readEnvScript } from '../core/config/read-env-script.ts';
import type { EnvScriptSource, MainOption } from '../core/operations/project-knowledge.ts';
import type { FindProjectModule, ProjectModule } from '../core/python/project-module.ts';
import type { OpenDocuments } from './open-documents.ts';

/** Where env.py of an environment is. */
export function envScriptPath(config: EnvironmentConfig): string {
  return `${config.scriptLocation}/env.py`;
}

export interface EnvScriptReading {
  readonly facts: EnvScriptFacts;
  /** Files whose change may change the facts: env.py and the modules that it imports. */
  readonly reads: ReadonlySet<string>;
  /** Options of the ini file as env.py leaves them; undefined where there is no ini file. */
  readonly mainOption: MainOption | undefined;
  /** Undefined where there is none to read. */
  readonly source: EnvScriptSource | undefined;
}

/**
 * What env.py says, with the project's own modules that it imports. A file that cannot be read leaves every fact unknown,
 * with the reason; one that is not there decides nothing.
 */
export function loadEnvScript(
  config: EnvironmentConfig,
  documents: OpenDocuments,
  findModule: FindProjectModule,
): EnvScriptReading {
  const path = envScriptPath(config);
  const reads = new Set([path, config.configPath]);
  const text = documents.tryConfigText(path);
  if (typeof text === 'string') {
    const mainOption = mainOptionOf(config, text, documents);
    const facts = readEnvScript(text, path, moduleLookup(findModule, reads));
    return { facts, reads, mainOption, source: { text, findModule: notingPaths(findModule, reads) } };
  }
  const nothing = { reads, mainOption: undefined, source: undefined };
  if (existsSync(path)) return { ...nothing, facts: unknownEnvScript(text.message) };
  return { ...nothing, facts: absentEnvScript(), mainOption: mainOptionOf(config, '', documents) };
}

/** Finds the same modules, and notes where they lie. */
function notingPaths(find: FindProjectModule, reads: Set<string>): FindProjectModule {
  return (name) => {
    const found = find(name);
    if (found?.kind === 'module-file') reads.add(found.path);
    return found;
  };
}

function mainOptionOf(
  { configPath, section }: EnvironmentConfig,
  envScript: string,
  documents: OpenDocuments,
): MainOption | undefined {
  const text = configPath.endsWith('.toml') ? undefined : documents.tryConfigText(configPath);
  return typeof text === 'string' ? mainOptions({ path: configPath, text }, section, envScript) : undefined;
}

/** Finds modules as Python's import would; a relative import counts from the module that it stands in. */
function moduleLookup(find: FindProjectModule, reads: Set<string>): ModuleLookup {
  const found = new Map<string, ProjectModule>();
  return ({ from, module, level }) => {
    const name = absoluteName(found.get(from), module, level);
    const answer = name === undefined ? undefined : find(name);
    if (answer?.kind !== 'module-file') return undefined;
    reads.add(answer.path);
    found.set(answer.path, answer);
    return { path: answer.path, text: answer.text };
  };
}

/** Undefined for a relative import of env.py itself, which is in no package. Source: `importlib._bootstrap._resolve_name`. */
function absoluteName(from: ProjectModule | undefined, module: string, level: number): string | undefined {
  if (level === 0) return module;
  if (from === undefined) return undefined;
  const parts = from.name.split('.');
  const package_ = parts.slice(0, parts.length - (level - (from.isPackage ? 1 : 0)));
  return [...package_, ...(module === '' ? [] : [module])].join('.');
}
