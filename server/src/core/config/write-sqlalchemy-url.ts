import type { PostgresUrl } from './database-url.ts';

/**
 * Writes a URL that `sqlalchemy.engine.make_url` reads, password included: a secret. `driver` stands behind the "+" unless
 * the URL names its own. TLS is spelled as the driver takes it: `ssl` for asyncpg, `sslmode` for the drivers on libpq.
 * Source: `sqlalchemy.engine.URL.render_as_string`.
 */
export function writeSqlAlchemyUrl(url: PostgresUrl, driver: string | undefined): string {
  const name = url.driver ?? driver;
  const dialect = name === undefined ? 'postgresql' : `postgresql+${name}`;
  const [first, ...others] = url.hosts;
  const single = others.length === 0 && first?.host?.startsWith('/') !== true;
  const authority = single ? hostText(first?.host, first?.port) : '';
  const database = url.database === undefined ? '' : `/${quoteWord(url.database)}`;
  const query = [...(single ? [] : hostParameters(url)), ...parameters(url, name)];
  const text = `${dialect}://${userText(url)}${authority}${database || (query.length > 0 ? '/' : '')}`;
  return query.length === 0 ? text : `${text}?${query.map(parameterText).join('&')}`;
}

function userText({ user, password }: PostgresUrl): string {
  if (user === undefined) return '';
  return `${quoteWord(user)}${password === undefined ? '' : `:${quoteWord(password)}`}@`;
}

function hostText(host: string | undefined, port: number | undefined): string {
  const name = host?.includes(':') === true ? `[${host}]` : (host ?? '');
  return port === undefined ? name : `${name}:${port}`;
}

function hostParameters({ hosts }: PostgresUrl): ReadonlyArray<readonly [string, string]> {
  return hosts.map(({ host, port }) => ['host', port === undefined ? (host ?? '') : `${host ?? ''}:${port}`]);
}

function parameters(url: PostgresUrl, driver: string | undefined): ReadonlyArray<readonly [string, string]> {
  const isAsyncpg = driver === 'asyncpg';
  const given: ReadonlyArray<readonly [string, string | undefined]> = [
    [isAsyncpg ? 'ssl' : 'sslmode', url.sslMode],
    ['sslrootcert', isAsyncpg ? undefined : url.sslRootCertificate],
    ['sslcert', isAsyncpg ? undefined : url.sslCertificate],
    ['sslkey', isAsyncpg ? undefined : url.sslKey],
    ['options', isAsyncpg ? undefined : url.options],
  ];
  return given.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}

function parameterText([key, value]: readonly [string, string]): string {
  return `${key}=${encodeURIComponent(value)}`;
}

/** Every character that could end a part of the URL is escaped. */
function quoteWord(text: string): string {
  return encodeURIComponent(text);
}
