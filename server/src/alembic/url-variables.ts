import type { DatabaseUrl } from '../core/config/database-url.ts';
import { parseDatabaseUrl } from '../core/config/database-url.ts';
import { DatabaseUrlError } from '../core/config/database-url-error.ts';
import type { EnvScriptFacts } from '../core/config/env-script.ts';
import { writeSqlAlchemyUrl } from '../core/config/write-sqlalchemy-url.ts';

/** A variable that holds a whole URL; env.py may also put one together from a host, a user and so on. */
const WHOLE_URL = /(URL|URI|DSN)$/i;

/**
 * The environment variables that make env.py connect to `target`: those that it takes its URL from, as far as that can be
 * read. The driver is the one that env.py has been given so far, or asyncpg where env.py is written for an async engine.
 * Values hold passwords.
 */
export function urlVariables(
  { urlSource, isAsync }: Pick<EnvScriptFacts, 'urlSource' | 'isAsync'>,
  target: DatabaseUrl,
  password: string | undefined,
  inherited: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  if (urlSource.kind !== 'environment' || target.kind !== 'postgres') return {};
  const whole = urlSource.variables.filter((name) => WHOLE_URL.test(name));
  const known = [...whole.map((name) => inherited[name]), urlSource.defaultUrl];
  const driver = known.map(driverOf).find((name) => name !== undefined) ?? (isAsync ? 'asyncpg' : undefined);
  const url = writeSqlAlchemyUrl({ ...target, password: target.password ?? password }, driver);
  return Object.fromEntries(whole.map((name) => [name, url]));
}

function driverOf(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  try {
    const parsed = parseDatabaseUrl(url);
    return parsed.kind === 'postgres' ? parsed.driver : undefined;
  } catch (error) {
    if (error instanceof DatabaseUrlError) return undefined;
    throw error;
  }
}
