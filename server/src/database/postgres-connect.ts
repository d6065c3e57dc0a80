import pg from 'pg';
import { displayUrl, type PostgresUrl } from '../core/config/database-url.ts';
import type { TargetSessionAttributes } from '../core/config/url-parameters.ts';
import { connectFailure } from './connection-errors.ts';
import { DatabaseError } from './database-error.ts';
import { type HostAddress, hostAddresses, type Login, login } from './libpq-defaults.ts';
import { PostgresSession } from './postgres-session.ts';
import { type TlsChoice, tlsChoices } from './tls-options.ts';

const KEEP_ALIVE_AFTER_MS = 10_000;
const MILLISECONDS = 1000;

export interface ConnectOptions {
  readonly password?: string | undefined;
  readonly applicationName: string;
  /** Where the URL names no `connect_timeout`. */
  readonly connectTimeoutMs: number;
}

interface Attempt {
  readonly address: HostAddress;
  readonly tls: TlsChoice;
  readonly login: Login;
}

/** What the server tells about itself while a session is opened. */
interface ParameterStatus {
  readonly parameterName: string;
  readonly parameterValue: string;
}

function place({ host, port }: HostAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

async function connect(
  target: PostgresUrl,
  options: ConnectOptions,
  attempt: Attempt,
): Promise<PostgresSession> {
  const { address, tls } = attempt;
  const client = new pg.Client({
    host: address.host,
    port: address.port,
    user: attempt.login.user,
    database: attempt.login.database,
    ...(attempt.login.password === undefined ? {} : { password: attempt.login.password }),
    ...(target.options === undefined ? {} : { options: target.options }),
    ssl: tls,
    application_name: target.applicationName ?? options.applicationName,
    ...(target.channelBinding === 'disable' ? {} : { enableChannelBinding: true }),
    // Queries that are sent together go to the server together; whoever waits for each answer sees no difference.
    pipeline: true,
    keepAlive: target.keepAlive ?? true,
    keepAliveInitialDelayMillis:
      target.keepAliveIdleSeconds === undefined
        ? KEEP_ALIVE_AFTER_MS
        : target.keepAliveIdleSeconds * MILLISECONDS,
    connectionTimeoutMillis:
      target.connectTimeoutSeconds === undefined
        ? options.connectTimeoutMs
        : target.connectTimeoutSeconds * MILLISECONDS,
  });
  // An error of a connection that is being opened is also the rejection of connect(); without a listener it ends the process.
  const listener = (): undefined => undefined;
  client.on('error', listener);
  const secrets = (): ReadonlyArray<string | undefined> => [
    attempt.login.password,
    typeof client.password === 'string' ? client.password : undefined,
  ];
  let serverVersion = '';
  client.connection.on('parameterStatus', (status: ParameterStatus) => {
    if (status.parameterName === 'server_version') serverVersion = status.parameterValue.split(' ')[0] ?? '';
  });
  try {
    await client.connect();
    return new PostgresSession({
      client,
      address,
      displayUrl: displayUrl({ ...target, user: attempt.login.user, database: attempt.login.database }),
      serverVersion,
      secrets: secrets(),
    });
  } catch (error) {
    client.connection.stream.destroy();
    throw connectFailure(error, place(address), secrets());
  }
}

/** Whether the next way of `sslmode` is worth a try: libpq goes on where this one was not spoken or not allowed. */
function mayTryNextTls(error: DatabaseError): boolean {
  return error.kind === 'tls' || error.sqlState === '28000';
}

async function connectTo(
  target: PostgresUrl,
  options: ConnectOptions,
  address: HostAddress,
  identity: Login,
): Promise<PostgresSession> {
  let failure: DatabaseError | undefined;
  for (const tls of tlsChoices(target, address.host)) {
    try {
      return await connect(target, options, { address, tls, login: identity });
    } catch (error) {
      if (!(error instanceof DatabaseError) || !mayTryNextTls(error)) throw error;
      // The second way fails for want of TLS where the first one failed for a better reason.
      if (failure === undefined || error.kind !== 'tls') failure = error;
    }
  }
  throw failure ?? new DatabaseError('tls', `sslmode names no way to connect to ${place(address)}.`);
}

async function hasAttributes(session: PostgresSession, wanted: TargetSessionAttributes): Promise<boolean> {
  const [row] = await session.query(
    "SELECT current_setting('transaction_read_only') AS read_only, pg_is_in_recovery()::text AS standby",
  );
  switch (wanted) {
    case 'read-write':
      return row?.read_only === 'off';
    case 'read-only':
      return row?.read_only === 'on';
    case 'primary':
      return row?.standby === 'false';
    case 'standby':
    case 'prefer-standby':
      return row?.standby === 'true';
    default:
      return true;
  }
}

async function firstWith(
  target: PostgresUrl,
  options: ConnectOptions,
  wanted: TargetSessionAttributes,
): Promise<PostgresSession> {
  const identity = login(target, options.password);
  const failures: DatabaseError[] = [];
  for (const address of hostAddresses(target)) {
    try {
      const session = await connectTo(target, options, address, identity);
      if (wanted === 'any' || (await hasAttributes(session, wanted))) return session;
      await session.close();
      failures.push(new DatabaseError('refused', `PostgreSQL at ${place(address)} is not ${wanted}.`));
    } catch (error) {
      // Where a server answered and refused the login, libpq does not try the remaining hosts.
      if (!(error instanceof DatabaseError) || error.kind !== 'unreachable') throw error;
      failures.push(error);
    }
  }
  const [only] = failures;
  if (only !== undefined && failures.length === 1) throw only;
  throw new DatabaseError('unreachable', failures.map(({ message }) => message).join(' '));
}

/**
 * Opens a session on the first of the target's hosts that answers and has the wanted `target_session_attrs`, in libpq's
 * order. Throws a `DatabaseError` that names each host and why it was not taken.
 */
export async function connectPostgres(
  target: PostgresUrl,
  options: ConnectOptions,
): Promise<PostgresSession> {
  const wanted = target.sessionAttributes ?? 'any';
  if (wanted !== 'prefer-standby') return firstWith(target, options, wanted);
  try {
    return await firstWith(target, options, 'standby');
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return firstWith(target, options, 'any');
  }
}
