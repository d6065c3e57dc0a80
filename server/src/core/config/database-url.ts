import { DatabaseUrlError } from './database-url-error.ts';
import { type LibpqUrl, parseLibpqUrl, type UrlHost } from './libpq-url.ts';
import { parsePort, parseSqlAlchemyUrl, type SqlAlchemyUrl } from './sqlalchemy-url.ts';
import { readUrlParameters, type UrlParameters } from './url-parameters.ts';

/** A PostgreSQL server as a URL names it. What is undefined takes libpq's default. */
export interface PostgresUrl extends UrlParameters {
  readonly kind: 'postgres';
  /** SQLAlchemy's driver behind the `+`, e.g. "asyncpg". */
  readonly driver: string | undefined;
  /** Tried in turn; at least one. */
  readonly hosts: readonly UrlHost[];
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string | undefined;
}

/** The PostgreSQL inside this process. */
export interface PgliteUrl {
  readonly kind: 'pglite';
  /** Folder of the data as written; undefined: in memory. */
  readonly dataDirectory: string | undefined;
}

export type DatabaseUrl = PostgresUrl | PgliteUrl;

const DRIVERS: readonly string[] = [
  'psycopg',
  'psycopg_async',
  'psycopg2',
  'psycopg2cffi',
  'asyncpg',
  'pg8000',
  'pygresql',
  'aiopg',
];
const PGLITE = /^pglite:(?:\/\/(?=.))?(.*)$/s;

/**
 * Reads `postgresql[+driver]://…` as SQLAlchemy does, `postgres://…` as libpq does, and `pglite:DIR` or `pglite:memory`.
 * A `postgresql://` URL that only libpq understands (hosts with ports, separated by commas) is read as libpq does.
 * Throws DatabaseUrlError, whose message holds no part of the URL.
 */
export function parseDatabaseUrl(text: string): DatabaseUrl {
  const pglite = PGLITE.exec(text);
  if (pglite !== null) return parsePglite(pglite[1] ?? '');
  const authority = /^postgresql:\/\/([^/?]*)/.exec(text)?.[1] ?? '';
  const libpqOnly =
    text.startsWith('postgres://') || /,|%2F/i.test(authority.slice(authority.indexOf('@') + 1));
  return libpqOnly ? fromLibpq(parseLibpqUrl(text)) : fromSqlAlchemy(parseSqlAlchemyUrl(text));
}

function parsePglite(directory: string): PgliteUrl {
  if (directory === '') {
    throw new DatabaseUrlError('not-a-url', 'Write pglite:DIR with a folder for the data, or pglite:memory.');
  }
  return { kind: 'pglite', dataDirectory: directory === 'memory' ? undefined : directory };
}

function fromLibpq(url: LibpqUrl): PostgresUrl {
  const values = new Map([...url.parameters].map(([key, value]) => [key, [value]] as const));
  return assemble(undefined, { ...url, hosts: url.hosts }, values);
}

function fromSqlAlchemy(url: SqlAlchemyUrl): PostgresUrl {
  const [dialect = '', driver] = url.driverName.split('+');
  if (dialect !== 'postgresql') {
    const what = `The URL names the database "${dialect}". Only PostgreSQL is supported: postgresql://…`;
    throw new DatabaseUrlError('other-database', what);
  }
  if (driver !== undefined && !DRIVERS.includes(driver)) {
    const what = `The URL names the driver "${driver}", which SQLAlchemy does not have. Leave out "+${driver}".`;
    throw new DatabaseUrlError('unknown-driver', what);
  }
  return assemble(driver, { ...url, hosts: [{ host: url.host, port: url.port }] }, url.query);
}

type Authority = Pick<PostgresUrl, 'user' | 'password' | 'hosts' | 'database'>;

/** Parameters behind the `?` win over what stands before it, as in libpq and SQLAlchemy. */
function assemble(
  driver: string | undefined,
  authority: Authority,
  query: ReadonlyMap<string, readonly string[]>,
): PostgresUrl {
  const last = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => query.get(key)?.at(-1)).find((value) => value !== undefined);
  return {
    kind: 'postgres',
    driver,
    hosts: hostsOfQuery(query, authority.hosts),
    user: last('user') ?? authority.user,
    password: last('password') ?? authority.password,
    database: last('dbname', 'database') ?? authority.database,
    ...readUrlParameters(query),
  };
}

/**
 * `?host=h1:5432&host=h2`, or `?host=h1,h2&port=5432,5433`, or one socket's folder.
 * Source: `PGDialect._split_multihost_from_url`.
 */
function hostsOfQuery(
  query: ReadonlyMap<string, readonly string[]>,
  fallback: readonly UrlHost[],
): readonly UrlHost[] {
  const given = query.get('host');
  const ports = query.get('port')?.flatMap((value) => value.split(','));
  const single = given?.length === 1 ? (given[0] ?? '') : undefined;
  const withPort = ports === undefined && single !== undefined && /^[a-zA-Z0-9.-]*:\d*$/.test(single);
  if (given !== undefined && (given.length > 1 || withPort)) {
    if (ports === undefined) return given.map(hostWithPort);
    const forms = '"host=h1,h2&port=p1,p2" or "host=h1:p1&host=h2:p2"';
    throw new DatabaseUrlError(
      'bad-hosts',
      `The database URL mixes two ways to name several hosts. Use ${forms}.`,
    );
  }
  const hosts =
    single?.split(',') ?? (ports === undefined ? undefined : fallback.map(({ host }) => host ?? ''));
  if (hosts === undefined) return fallback;
  if (ports !== undefined && ports.length !== 1 && ports.length !== hosts.length) {
    throw new DatabaseUrlError('bad-hosts', 'The database URL names another number of ports than of hosts.');
  }
  if (ports !== undefined && ports.length === 1 && hosts.length > 1) {
    throw new DatabaseUrlError(
      'bad-hosts',
      'The database URL names several hosts and one port; give each its port.',
    );
  }
  return hosts.map((host, index) => {
    const port =
      ports === undefined ? (fallback.length === 1 ? fallback[0]?.port : undefined) : portOf(ports[index]);
    return { host: host === '' ? undefined : host, port };
  });
}

function hostWithPort(text: string): UrlHost {
  const parts = text.split(':');
  if (parts.length > 2)
    throw new DatabaseUrlError('bad-hosts', 'A host parameter of the database URL has two colons.');
  return { host: parts[0] === '' ? undefined : parts[0], port: portOf(parts[1]) };
}

function portOf(text: string | undefined): number | undefined {
  return text === undefined || text === '' ? undefined : parsePort(text);
}

function hostName(host: string | undefined): string {
  return host?.includes(':') === true ? `[${host}]` : (host ?? '');
}

const SEARCH_PATH = /(?:^|\s|-c|--)search[-_]path=((?:\\.|\S)+)/;

/**
 * The URL for a person: no password, and no parameters but those that say which database and whose tables are meant, a
 * socket's folder and a search_path: tenants of one database may differ by that alone.
 */
export function displayUrl(url: DatabaseUrl): string {
  if (url.kind === 'pglite') return `pglite:${url.dataDirectory ?? 'memory'}`;
  const place = serverUrl(url);
  const path = SEARCH_PATH.exec(url.options ?? '')?.[1];
  if (path === undefined) return place;
  const options = encodeURIComponent(`-csearch_path=${path}`);
  return `${place}${place.includes('?') ? '&' : '?'}options=${options}`;
}

function serverUrl(url: PostgresUrl): string {
  const user = url.user === undefined ? '' : `${encodeURIComponent(url.user)}@`;
  const database = url.database === undefined ? '' : encodeURIComponent(url.database);
  const [first] = url.hosts;
  if (first?.host?.startsWith('/') === true) {
    const port = first.port === undefined ? '' : `&port=${first.port}`;
    return `postgresql://${user}/${database}?host=${first.host}${port}`;
  }
  const hosts = url.hosts.map(({ host, port }) =>
    port === undefined ? hostName(host) : `${hostName(host)}:${port}`,
  );
  return `postgresql://${user}${hosts.join(',')}/${database}`;
}
