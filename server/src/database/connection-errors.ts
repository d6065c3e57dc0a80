import pg from 'pg';
import {
  DatabaseError,
  type DatabaseErrorKind,
  type ServerErrorFields,
  SQL_STATE,
} from './database-error.ts';
import { maskPasswords } from './password-mask.ts';

type Secrets = ReadonlyArray<string | undefined>;

/** What a driver's error object may carry; both drivers name the fields alike. */
export interface DriverError {
  readonly message?: string | undefined;
  readonly code?: string | undefined;
  readonly severity?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly position?: string | undefined;
  readonly where?: string | undefined;
  readonly schema?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly constraint?: string | undefined;
}

/** Takes the fields of an ErrorResponse over, masked. */
export function serverErrorFields(error: DriverError, secrets: Secrets): ServerErrorFields {
  const masked = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : maskPasswords(text, secrets);
  return {
    sqlState: error.code,
    severity: error.severity,
    detail: masked(error.detail),
    hint: masked(error.hint),
    position: error.position === undefined ? undefined : Number(error.position),
    where: masked(error.where),
    schema: error.schema,
    table: error.table,
    column: error.column,
    constraint: error.constraint,
  };
}

const KIND_BY_STATE: Readonly<Record<string, DatabaseErrorKind>> = {
  [SQL_STATE.invalidPassword]: 'authentication',
  [SQL_STATE.invalidAuthorization]: 'authentication',
  [SQL_STATE.undefinedDatabase]: 'no-database',
};

const NETWORK_REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; is the server running?',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name server does not answer',
  ETIMEDOUT: 'no answer in time; is a firewall between?',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ENOENT: 'no socket of that name; is the server running?',
  EACCES: 'the socket may not be opened by this user',
  ECONNRESET: 'the server closed the connection',
};

function networkReason(error: Error): string {
  if (error.message === 'timeout expired') return 'no answer in time; is a firewall between?';
  const causes =
    error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
  const code = 'code' in causes && typeof causes.code === 'string' ? causes.code : '';
  return NETWORK_REASONS[code] ?? causes.message;
}

/** Why no session could be opened at `place` ("host:port"). */
export function connectFailure(error: unknown, place: string, secrets: Secrets): DatabaseError {
  if (error instanceof DatabaseError) return error;
  if (error instanceof pg.DatabaseError) {
    const kind = KIND_BY_STATE[error.code ?? ''] ?? 'refused';
    const message = maskPasswords(error.message, secrets);
    return new DatabaseError(
      kind,
      `PostgreSQL at ${place} refused: ${message}`,
      serverErrorFields(error, secrets),
    );
  }
  const failure = error instanceof Error ? error : new Error(String(error));
  if (/password must be a string|password must be a non-empty string/i.test(failure.message)) {
    return new DatabaseError(
      'password-needed',
      `PostgreSQL at ${place} asks for a password and none is known.`,
    );
  }
  if (/does not support SSL|certificate|SSL|TLS|self-signed|altnames/i.test(failure.message)) {
    const message = maskPasswords(failure.message, secrets);
    return new DatabaseError('tls', `No encrypted connection to PostgreSQL at ${place}: ${message}`);
  }
  const reason = maskPasswords(networkReason(failure), secrets);
  return new DatabaseError('unreachable', `PostgreSQL at ${place} cannot be reached: ${reason}`);
}

/** Classes of SQLSTATE after which the server ends the connection: 08 connection exception, 57P operator intervention. */
const ENDS_CONNECTION = /^(08|57P0[1-5])/;

/** Why a statement failed: the server's word, or the loss of the connection. */
export function statementFailure(error: unknown, place: string, secrets: Secrets): DatabaseError {
  if (error instanceof DatabaseError) return error;
  if (error instanceof pg.DatabaseError) {
    const fields = serverErrorFields(error, secrets);
    const message = maskPasswords(error.message, secrets);
    const fatal = error.severity === 'FATAL' || error.severity === 'PANIC';
    return fatal || ENDS_CONNECTION.test(error.code ?? '')
      ? new DatabaseError(
          'connection-lost',
          `The server ended the connection to ${place}: ${message}`,
          fields,
        )
      : new DatabaseError('statement', message, fields);
  }
  const reason = maskPasswords(error instanceof Error ? error.message : String(error), secrets);
  return new DatabaseError('connection-lost', `The connection to ${place} was lost: ${reason}`);
}
