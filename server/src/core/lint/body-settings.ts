import { runSettings } from '../plan/run-settings.ts';
import type { EnvironmentSnapshot } from '../snapshot/environment-snapshot.ts';
import { isNamedElsewhere } from './chain-words.ts';
import { dialectOf } from './dialect.ts';
import type { BodySettings } from './revision-body.ts';
import type { SqlParser } from './sql-parser.ts';

/** How the bodies of an environment's revisions are read, for the editor and for the command line. */
export function bodySettings(
  {
    config,
    envScript,
    files,
    knowledge,
  }: Pick<EnvironmentSnapshot, 'config' | 'envScript' | 'files' | 'knowledge'>,
  parseSql: SqlParser | undefined,
): BodySettings {
  return {
    namingConvention: runSettings(envScript).namingConvention,
    knowledge,
    dialect: dialectOf(config, envScript),
    parseSql,
    isNamedElsewhere: (file, name) => isNamedElsewhere(files, file, name),
  };
}
