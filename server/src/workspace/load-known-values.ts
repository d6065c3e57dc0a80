import { existsSync } from 'node:fs';
import { directoryOf } from '../core/config/alembic-options.ts';
import { ConfigError } from '../core/config/config-error.ts';
import { knownValuesTable } from '../core/config/pyproject-toml.ts';
import type { OpenDocuments } from './open-documents.ts';

/** What a project's pyproject.toml says in `[tool.alembic-workbench.known-values]`. */
export interface KnownValuesFile {
  /** Undefined where there is no pyproject.toml. */
  readonly path: string | undefined;
  readonly table: unknown;
  readonly fault: string | undefined;
}

/** Reads the table of the nearest pyproject.toml from the folder of the configuration upwards. */
export function loadKnownValues(configPath: string, documents: OpenDocuments): KnownValuesFile {
  const path = nearestProject(directoryOf(configPath));
  if (path === undefined) return { path, table: undefined, fault: undefined };
  try {
    return { path, table: knownValuesTable(documents.readConfigText(path), path), fault: undefined };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { path, table: undefined, fault: error.message };
  }
}

function nearestProject(from: string): string | undefined {
  for (let directory = from; ; directory = directoryOf(directory)) {
    const path = `${directory}/pyproject.toml`;
    if (existsSync(path)) return path;
    if (directory === directoryOf(directory)) return undefined;
  }
}

/** The entries of the file and those of the setting, which win. */
export function mergeKnownValues(table: unknown, setting: unknown): unknown {
  if (setting === undefined) return table;
  if (typeof table !== 'object' || table === null || Array.isArray(table)) return setting;
  if (typeof setting !== 'object' || setting === null || Array.isArray(setting)) return setting;
  return { ...table, ...setting };
}
