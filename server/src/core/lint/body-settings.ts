import type { EnvironmentConfig } from '../config/environment-config.ts';
import { runSettings } from '../plan/run-settings.ts';
import type { EnvironmentSnapshot } from '../snapshot/environment-snapshot.ts';
import { isNamedElsewhere } from './chain-words.ts';
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
    parseSql: speaksAnotherDialect(config) ? undefined : parseSql,
    isNamedElsewhere: (file, name) => isNamedElsewhere(files, file, name),
  };
}

/** True where alembic.ini says that the revisions are for a database of another kind, whose SQL is no error. */
function speaksAnotherDialect({ databaseUrl }: EnvironmentConfig): boolean {
  return databaseUrl !== undefined && /^(?:sqlite|mysql|mariadb|mssql|oracle)\b/.test(databaseUrl);
}
