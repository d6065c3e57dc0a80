/** A row as PostgreSQL prints it: every value is the server's text output, or null. */
export type Row = Readonly<Record<string, string | null>>;

/** What one statement of a simple query did. */
export interface CommandResult {
  /** The command tag's first word: "UPDATE", "CREATE". */
  readonly command: string;
  /** Rows that the statement changed or returned; undefined for a command that does not count rows. */
  readonly rowCount: number | undefined;
}

/** A message of the server that is no error: RAISE NOTICE, WARNING. */
export interface ServerNotice {
  readonly severity: string;
  readonly message: string;
  readonly sqlState: string | undefined;
}

/** `failed`: an error aborted the transaction, only ROLLBACK helps. `lost`: the connection is gone. */
export type TransactionStatus = 'idle' | 'in-transaction' | 'failed' | 'lost';

/**
 * One connection to one database, used by one caller at a time. Every failure is a `DatabaseError` whose text holds no
 * password.
 */
export interface DatabaseSession {
  readonly engine: 'postgres' | 'pglite';
  /** Where it is connected to, without password: what a message to a person names. */
  readonly displayUrl: string;
  /** As the server says it: "18.4". */
  readonly serverVersion: string;
  /** The server process of this session; undefined where the engine has none. */
  readonly backendPid: number | undefined;
  readonly transactionStatus: TransactionStatus;

  /** Runs one statement with `$1` parameters (text, or null) and returns its rows. */
  query(sql: string, values?: ReadonlyArray<string | null>): Promise<readonly Row[]>;
  /** Runs the text as one simple query, which may hold several statements; returns one result per statement. */
  execute(sql: string): Promise<readonly CommandResult[]>;
  /** What `send` asks for before it returns goes to the server in one piece, where that saves anything. */
  together<T>(send: () => T): T;
  /**
   * Asks the server to stop the statement in flight, which then fails with SQLSTATE 57014. Resolves when the request is
   * delivered, not when the statement has ended. An engine that cannot interrupt a statement drops the connection.
   */
  cancel(): Promise<void>;
  /** Ends the session; an open transaction is rolled back. Never fails; may be called twice. */
  close(): Promise<void>;
  /** `text` without the session's password and without passwords in URLs: for texts of others that quote them. */
  mask(text: string): string;
  /** Calls `listener` for every notice; returns the function that stops it. */
  onNotice(listener: (notice: ServerNotice) => void): () => void;
}
