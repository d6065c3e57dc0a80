/**
 * - `unreachable`: no server answered there.
 * - `authentication`: the server refused the user or the password.
 * - `password-needed`: the server asks for a password and none is known.
 * - `no-database`: the server answered and has no such database.
 * - `tls`: the connection cannot be made as safe as the URL asks.
 * - `in-use`: an embedded database is open in another process.
 * - `connection-lost`: the connection ended while it was in use.
 * - `refused`: the server answered and would not open a session for another reason.
 * - `statement`: the server refused a statement; the connection goes on.
 */
export type DatabaseErrorKind =
  | 'unreachable'
  | 'authentication'
  | 'password-needed'
  | 'no-database'
  | 'tls'
  | 'in-use'
  | 'connection-lost'
  | 'refused'
  | 'statement';

/** The fields of PostgreSQL's ErrorResponse that help a person, see "Error and Notice Message Fields" in its manual. */
export interface ServerErrorFields {
  readonly sqlState?: string | undefined;
  readonly severity?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  /** In characters from the start of the statement's text, 1-based. */
  readonly position?: number | undefined;
  readonly where?: string | undefined;
  readonly schema?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly constraint?: string | undefined;
}

/** Every failure of a session. Whoever makes one takes care that no text in it holds a password. */
export class DatabaseError extends Error {
  readonly kind: DatabaseErrorKind;
  readonly fields: ServerErrorFields;

  constructor(kind: DatabaseErrorKind, message: string, fields: ServerErrorFields = {}) {
    super(message);
    this.name = 'DatabaseError';
    this.kind = kind;
    this.fields = fields;
  }

  get sqlState(): string | undefined {
    return this.fields.sqlState;
  }
}

/** SQLSTATE codes that the runner acts on; PostgreSQL's manual, appendix "PostgreSQL Error Codes". */
export const SQL_STATE = {
  queryCanceled: '57014',
  lockNotAvailable: '55P03',
  deadlockDetected: '40P01',
  undefinedTable: '42P01',
  invalidPassword: '28P01',
  invalidAuthorization: '28000',
  undefinedDatabase: '3D000',
  uncommittedEnumValue: '55P04',
  cannotConnectNow: '57P03',
} as const;
