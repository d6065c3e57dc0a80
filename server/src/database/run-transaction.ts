import type { DatabaseSession } from './database-session.ts';

/** Statements whose effect ends with the transaction; env.py means them for each one. */
const TRANSACTION_LOCAL =
  /^\s*(SET\s+(LOCAL|TRANSACTION|CONSTRAINTS)\b|LOCK\s|SELECT\s+(pg_catalog\.)?(pg_(try_)?advisory_xact_lock|set_config\s*\(.*,\s*true\s*\)))/is;

/** Splits what env.py runs first into session settings, run once, and those that every transaction needs again. */
export function splitStatementsBefore(statements: readonly string[]): {
  readonly session: readonly string[];
  readonly transaction: readonly string[];
} {
  return {
    session: statements.filter((sql) => !TRANSACTION_LOCAL.test(sql)),
    transaction: statements.filter((sql) => TRANSACTION_LOCAL.test(sql)),
  };
}

/** The transaction of a run: opened when first needed, ended by the runner or by a migration's own COMMIT. */
export class RunTransaction {
  readonly #session: DatabaseSession;
  #statementsBefore: readonly string[];
  #open = false;
  #endedBySql = false;

  constructor(session: DatabaseSession, statementsBefore: readonly string[]) {
    this.#session = session;
    this.#statementsBefore = statementsBefore;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** True from a migration's own COMMIT to the end of its step: what it runs then commits by itself, as under psycopg2. */
  get endedBySql(): boolean {
    return this.#endedBySql;
  }

  /** Every transaction from now on begins with these as well. */
  beginWith(statements: readonly string[]): void {
    this.#statementsBefore = [...statements, ...this.#statementsBefore];
  }

  /** What opens a transaction. */
  get opening(): readonly string[] {
    return ['BEGIN', ...this.#statementsBefore];
  }

  async open(): Promise<void> {
    if (this.#open) return;
    await this.#session.execute('BEGIN');
    this.#open = true;
    for (const sql of this.#statementsBefore) await this.#session.execute(sql);
  }

  /**
   * With `reopen` the next transaction begins in the same message, which saves its way to the server; where the COMMIT
   * fails, the server does not come to the BEGIN.
   */
  async commit(reopen = false): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    const reopens = reopen && this.#statementsBefore.length === 0;
    await this.#session.execute(reopens ? 'COMMIT; BEGIN' : 'COMMIT');
    this.#open = reopens;
  }

  /** Undoes what is open. A cancel request that comes late may hit the ROLLBACK itself: then it is sent again. */
  async rollback(): Promise<void> {
    this.#open = false;
    this.#endedBySql = false;
    if (this.#session.transactionStatus === 'idle' || this.#session.transactionStatus === 'lost') return;
    await this.#session.execute('ROLLBACK');
  }

  /** Takes note of what a migration's own SQL did to the transaction. */
  observe(): void {
    if (this.#session.transactionStatus === 'idle') {
      this.#open = false;
      this.#endedBySql = true;
    } else {
      this.#open = true;
    }
  }

  endStep(): void {
    this.#endedBySql = false;
  }
}
