import { rewriteVersionsSql, type VersionTable } from '../core/plan/version-table.ts';
import type { DatabaseSession } from './database-session.ts';

/**
 * Lets the commits between the steps of a long run wait for the disk together: `synchronous_commit` is off until the last
 * step. The server writes its log in order and each step's version rows are in its own transaction, so after a crash of
 * the server the database stands at an earlier revision of the run and the version table names it; nothing is half there.
 * Before a run is reported, in whole or in part, `settle` has brought all of it to disk.
 * Source: "Asynchronous Commit" in PostgreSQL's manual.
 */
export class CommitDurability {
  readonly #session: DatabaseSession;
  readonly #table: VersionTable;
  #before: string | undefined;

  constructor(session: DatabaseSession, table: VersionTable) {
    this.#session = session;
    this.#table = table;
  }

  async relax(): Promise<void> {
    if (this.#session.engine !== 'postgres') return;
    const [row] = await this.#session.query("SELECT current_setting('synchronous_commit') AS value");
    if (row?.value == null || row.value === 'off') return;
    await this.#session.execute('SET synchronous_commit = off');
    this.#before = row.value;
  }

  /** Commits from now on are on disk, with everything before them, when they are answered. */
  async restore(): Promise<void> {
    if (this.#before === undefined) return;
    await this.#session.query("SELECT set_config('synchronous_commit', $1, false)", [this.#before]);
    this.#before = undefined;
  }

  /**
   * Brings to disk what a run has committed before it ended early. No transaction is open, and the version table has a row:
   * the first step of a run waits for the disk by itself, and only the last one of a downgrade leaves none.
   */
  async settle(): Promise<void> {
    if (this.#before === undefined) return;
    await this.restore();
    await this.#session.execute(rewriteVersionsSql(this.#table));
  }
}
