import { dirname } from 'node:path';
import { CommandError } from '../core/script/command-error.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import { EnvironmentReader } from './environment-reader.ts';
import { type ConfigChoice, findConfig } from './find-config.ts';
import { OpenDocuments } from './open-documents.ts';

/**
 * Reads the environment that a command means, once. Relative paths of a configuration named with `-c` count from the
 * working directory, as for Alembic, and where nothing is there from the configuration's folder. Throws CommandError
 * with code `no-config`, `unreadable-config`, `no-script-location` or `missing-script-location`.
 */
export async function openEnvironment(choice: ConfigChoice): Promise<EnvironmentSnapshot> {
  const location = findConfig(choice);
  const beside = dirname(location.iniPath ?? location.tomlPath ?? location.folder);
  const reader = new EnvironmentReader(location, new OpenDocuments(), [location.folder, beside]);
  await reader.load();
  const { snapshot, trouble } = reader.environment;
  if (snapshot !== undefined) return snapshot;
  const { kind, message, path, line } = trouble ?? {
    kind: 'unreadable-config',
    message: 'Nothing was read.',
  };
  throw new CommandError(kind, message, { path, line });
}
