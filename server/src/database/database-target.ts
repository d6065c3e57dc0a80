/** libpq's words, "SSL Support" in PostgreSQL's manual. */
export type SslMode = 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

/** libpq's `target_session_attrs`. */
export type TargetSessionAttributes =
  | 'any'
  | 'read-write'
  | 'read-only'
  | 'primary'
  | 'standby'
  | 'prefer-standby';

export interface PostgresHost {
  /** A name, an address, or the folder of a Unix socket, which starts with "/"; undefined: libpq's default. */
  readonly host: string | undefined;
  readonly port: number | undefined;
}

/** A PostgreSQL server as a URL names it. What is undefined takes libpq's default. */
export interface PostgresTarget {
  readonly kind: 'postgres';
  /** Tried in turn; at least one. */
  readonly hosts: readonly PostgresHost[];
  readonly user: string | undefined;
  readonly database: string | undefined;
  readonly password: string | undefined;
  readonly sslMode: SslMode | undefined;
  readonly sslRootCertificate: string | undefined;
  readonly sslCertificate: string | undefined;
  readonly sslKey: string | undefined;
  readonly sessionAttributes: TargetSessionAttributes | undefined;
  readonly connectTimeoutSeconds: number | undefined;
  readonly applicationName: string | undefined;
  /** libpq's `options`: "-c search_path=foo". */
  readonly options: string | undefined;
}

/** The PostgreSQL that runs inside this process. */
export interface PgliteTarget {
  readonly kind: 'pglite';
  /** Folder of the data; undefined: in memory, gone when the session closes. */
  readonly dataDirectory: string | undefined;
}

export type DatabaseTarget = PostgresTarget | PgliteTarget;

function hostName(host: string | undefined): string {
  return host?.includes(':') === true ? `[${host}]` : (host ?? '');
}

/** The target as a URL for a person: no password, no options. A socket's folder stands in the query, as in libpq. */
export function displayUrl(target: DatabaseTarget): string {
  if (target.kind === 'pglite') return `pglite:${target.dataDirectory ?? 'memory'}`;
  const user = target.user === undefined ? '' : `${encodeURIComponent(target.user)}@`;
  const [first] = target.hosts;
  if (first?.host?.startsWith('/') === true) {
    const port = first.port === undefined ? '' : `&port=${first.port}`;
    return `postgresql://${user}/${target.database ?? ''}?host=${first.host}${port}`;
  }
  const hosts = target.hosts.map(({ host, port }) =>
    port === undefined ? hostName(host) : `${hostName(host)}:${port}`,
  );
  return `postgresql://${user}${hosts.join(',')}/${target.database ?? ''}`;
}
