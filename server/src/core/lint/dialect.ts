import type { EnvScriptFacts } from '../config/env-script.ts';
import type { EnvironmentConfig } from '../config/environment-config.ts';

/** The kind of database that revisions are for, as far as somebody says so. */
export type Dialect = 'postgresql' | 'other' | 'unknown';

/** What speaks PostgreSQL's SQL under a name of its own. */
const POSTGRESQL: ReadonlySet<string> = new Set([
  'postgresql',
  'postgres',
  'pglite',
  'postgis',
  'cockroachdb',
  'yugabytedb',
  'timescaledb',
  'opengauss',
]);
/** What `alembic init` writes until somebody fills it in. */
const PLACEHOLDER = 'driver';
const SCHEME = /^([a-z][a-z0-9_]*)(?:\+\w+)?:\/\//i;
const DIALECT_MODULE = /\bsqlalchemy\.dialects(?:\.|\s+import\s+\(?\s*)(\w+)/g;

/** What env.py connects to, where it says that itself, else what the configuration names. */
export function dialectOf(
  { databaseUrl }: Pick<EnvironmentConfig, 'databaseUrl'>,
  { urlSource }: Pick<EnvScriptFacts, 'urlSource'>,
): Dialect {
  switch (urlSource.kind) {
    case 'literal':
      return dialectOfUrl(urlSource.url);
    case 'environment':
      return dialectOfUrl(urlSource.defaultUrl ?? databaseUrl);
    default:
      return dialectOfUrl(databaseUrl);
  }
}

function dialectOfUrl(url: string | undefined): Dialect {
  const scheme = SCHEME.exec(url ?? '')?.[1]?.toLowerCase();
  if (scheme === undefined || scheme === PLACEHOLDER) return 'unknown';
  return POSTGRESQL.has(scheme) ? 'postgresql' : 'other';
}

/** True for a file that imports the types of another kind of database and none of PostgreSQL's. */
export function importsAnotherDialect(text: string): boolean {
  if (!text.includes('sqlalchemy.dialects')) return false;
  const names = [...text.matchAll(DIALECT_MODULE)].map(([, name]) => name);
  return names.length > 0 && !names.includes('postgresql') && !/\bpostgresql\b/.test(text);
}
