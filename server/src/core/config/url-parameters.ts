import { DatabaseUrlError } from './database-url-error.ts';

/** libpq's words. Source: https://www.postgresql.org/docs/current/libpq-ssl.html */
export type SslMode = 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

export type TargetSessionAttributes =
  | 'any'
  | 'read-write'
  | 'read-only'
  | 'primary'
  | 'standby'
  | 'prefer-standby';

/** What may stand behind the `?` of a database URL. Undefined takes libpq's default. */
export interface UrlParameters {
  readonly sslMode: SslMode | undefined;
  readonly sslRootCertificate: string | undefined;
  readonly sslCertificate: string | undefined;
  readonly sslKey: string | undefined;
  readonly sessionAttributes: TargetSessionAttributes | undefined;
  readonly connectTimeoutSeconds: number | undefined;
  readonly applicationName: string | undefined;
  /** libpq's `options`: "-c search_path=foo". */
  readonly options: string | undefined;
  readonly clientEncoding: string | undefined;
  readonly keepAlive: boolean | undefined;
  readonly keepAliveIdleSeconds: number | undefined;
  readonly channelBinding: 'disable' | 'prefer' | 'require' | undefined;
  /** Parameters that change nothing here: a Python driver's own, or fine tuning of TCP. */
  readonly ignoredParameters: readonly string[];
}

const SSL_MODES: readonly SslMode[] = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];
const SESSION_ATTRIBUTES: readonly TargetSessionAttributes[] = [
  'any',
  'read-write',
  'read-only',
  'primary',
  'standby',
  'prefer-standby',
];
const CHANNEL_BINDINGS = ['disable', 'prefer', 'require'] as const;

/** Where the server is and who connects; `parseDatabaseUrl` reads these. */
const ELSEWHERE: readonly string[] = ['host', 'port', 'user', 'password', 'dbname', 'database'];

const IGNORED: readonly string[] = [
  'async_fallback',
  'command_timeout',
  'fallback_application_name',
  'gsslib',
  'keepalives_count',
  'keepalives_interval',
  'krbsrvname',
  'load_balance_hosts',
  'max_cacheable_statement_size',
  'max_cached_statement_lifetime',
  'prepared_statement_cache_size',
  'prepared_statement_name_func',
  'prepare_threshold',
  'sslcompression',
  'sslsni',
  'statement_cache_size',
  'tcp_user_timeout',
];

/** Refused, because going on without them would connect in another way than the URL says. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  service: 'Write out host, port and database instead of a service.',
  passfile: 'Leave it out and give the password when asked.',
  sslcrl: 'Revocation lists are not checked.',
  sslcrldir: 'Revocation lists are not checked.',
  sslpassword: 'Use a key without a password.',
  requirepeer: 'The peer of a socket is not checked.',
  replication: 'Migrations do not run on a replication connection.',
  require_auth: 'The way of authentication is not checked.',
  ssl_min_protocol_version: 'The TLS version is not chosen here.',
  ssl_max_protocol_version: 'The TLS version is not chosen here.',
};

/** Parameters that no server knows but that a `DatabaseUrl` keeps; everything else is a mistake. */
export function readUrlParameters(query: ReadonlyMap<string, readonly string[]>): UrlParameters {
  const ignored: string[] = [];
  const read = new Map<string, string>();
  for (const [key, values] of query) {
    const value = values.at(-1);
    if (value === undefined || ELSEWHERE.includes(key)) continue;
    if (IGNORED.includes(key)) ignored.push(key);
    else read.set(key, value);
  }
  const take = (key: string): string | undefined => {
    const value = read.get(key);
    read.delete(key);
    return value;
  };
  const parameters: UrlParameters = {
    sslMode: sslMode(take('sslmode'), take('ssl')),
    sslRootCertificate: take('sslrootcert'),
    sslCertificate: take('sslcert'),
    sslKey: take('sslkey'),
    sessionAttributes: oneOf('target_session_attrs', take('target_session_attrs'), SESSION_ATTRIBUTES),
    connectTimeoutSeconds: connectTimeout(take('connect_timeout'), take('timeout')),
    applicationName: take('application_name'),
    options: take('options'),
    clientEncoding: take('client_encoding') ?? take('encoding'),
    keepAlive: flag('keepalives', take('keepalives')),
    keepAliveIdleSeconds: wholeNumber('keepalives_idle', take('keepalives_idle')),
    channelBinding: oneOf('channel_binding', take('channel_binding'), CHANNEL_BINDINGS),
    ignoredParameters: ignored,
  };
  const gss = take('gssencmode');
  if (gss === 'require')
    throw unsupported('gssencmode=require', 'Connections are not encrypted with GSSAPI.');
  for (const key of read.keys()) {
    throw unsupported(key, UNSUPPORTED[key] ?? 'It is no connection parameter of PostgreSQL.');
  }
  return parameters;
}

function unsupported(key: string, advice: string): DatabaseUrlError {
  const shown = /^[\w=-]{1,40}$/.test(key) ? `"${key}"` : 'behind the "?"';
  return new DatabaseUrlError(
    'unsupported-parameter',
    `The database URL has a parameter ${shown} that is not supported. ${advice}`,
  );
}

/** asyncpg calls it `ssl`, with the same words; JDBC's `ssl=true` means require. */
function sslMode(sslmode: string | undefined, ssl: string | undefined): SslMode | undefined {
  const word = sslmode ?? (ssl === 'true' || ssl === 'True' ? 'require' : ssl === 'false' ? 'disable' : ssl);
  return oneOf('sslmode', word, SSL_MODES);
}

function oneOf<Word extends string>(
  key: string,
  value: string | undefined,
  words: readonly Word[],
): Word | undefined {
  if (value === undefined) return undefined;
  const word = words.find((known) => known === value);
  if (word !== undefined) return word;
  throw new DatabaseUrlError(
    'bad-parameter',
    `${key} of the database URL must be one of ${words.join(', ')}.`,
  );
}

/** libpq counts in whole seconds, where 0 waits forever; asyncpg's `timeout` may have a fraction. */
function connectTimeout(libpq: string | undefined, asyncpg: string | undefined): number | undefined {
  if (libpq !== undefined) return wholeNumber('connect_timeout', libpq);
  if (asyncpg === undefined) return undefined;
  const seconds = Number(asyncpg);
  if (asyncpg.trim() !== '' && Number.isFinite(seconds) && seconds >= 0) return seconds;
  throw new DatabaseUrlError('bad-parameter', 'timeout of the database URL must be a number of seconds.');
}

function wholeNumber(key: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value);
  throw new DatabaseUrlError(
    'bad-parameter',
    `${key} of the database URL must be a whole number of seconds.`,
  );
}

function flag(key: string, value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (value === '1') return true;
  if (value === '0') return false;
  throw new DatabaseUrlError('bad-parameter', `${key} of the database URL must be 0 or 1.`);
}
