import { DatabaseUrlError } from './database-url-error.ts';

/** A URL as `sqlalchemy.engine.make_url` takes it apart. What is absent is undefined. */
export interface SqlAlchemyUrl {
  /** `postgresql`, `postgresql+asyncpg`. */
  readonly driverName: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** Never percent-decoded; without the brackets of an IPv6 address. */
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly database: string | undefined;
  readonly query: ReadonlyMap<string, readonly string[]>;
}

const URL_PARTS =
  /^([\p{L}\p{N}_+]+):\/\/(?:([^:/]*)(?::([^@]*))?@)?(?:(?:\[([^/?]+)\]|([^/:?]+))?(?::([^/?]*))?)?(?:\/([^?]*))?(?:\?([^\n]*))?/u;

/**
 * Parses as SQLAlchemy 2.1 does, with its own rules: a password ends at the first `@` and may hold raw `/`, `:` and `#`;
 * the database is everything up to `?`. Throws DatabaseUrlError, whose message never holds a part of the URL.
 * Source: `sqlalchemy.engine.url._parse_url`.
 */
export function parseSqlAlchemyUrl(text: string): SqlAlchemyUrl {
  const match = URL_PARTS.exec(text);
  if (match === null) {
    const expected = 'Expected postgresql://user:password@host:port/database, without blanks in front.';
    throw new DatabaseUrlError('not-a-url', `This is not a database URL. ${expected}`);
  }
  const [, driverName = '', user, password, ipv6, host, port, database, query] = match;
  return {
    driverName,
    user: user === undefined ? undefined : unquote(user),
    password: password === undefined ? undefined : unquote(password),
    host: host || ipv6 || undefined,
    port: port === undefined ? undefined : parsePort(port),
    database: database === undefined ? undefined : unquote(database),
    query: parseQuery(query ?? ''),
  };
}

export function parsePort(text: string): number {
  if (/^\s*\+?\d+\s*$/.test(text) && Number(text) <= 65_535) return Number(text);
  const hint = 'A "/", "@" or ":" in the user name or password is written %2F, %40 or %3A.';
  throw new DatabaseUrlError('bad-port', `The port of the database URL is not a number up to 65535. ${hint}`);
}

/** `urllib.parse.unquote`, except that escapes which are not UTF-8 are refused instead of replaced. */
export function unquote(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
      throw new DatabaseUrlError('bad-escape', 'A percent escape in the database URL is not UTF-8.');
    }
  });
}

/** `urllib.parse.parse_qsl`: `+` is a blank, empty values are dropped, a repeated key keeps all its values. */
function parseQuery(text: string): ReadonlyMap<string, readonly string[]> {
  const query = new Map<string, string[]>();
  for (const pair of text.split('&')) {
    const equals = pair.indexOf('=');
    if (equals < 0 || equals === pair.length - 1) continue;
    const key = unquote(pair.slice(0, equals).replaceAll('+', ' '));
    const value = unquote(pair.slice(equals + 1).replaceAll('+', ' '));
    const values = query.get(key);
    if (values === undefined) query.set(key, [value]);
    else values.push(value);
  }
  return query;
}
