import type { RunSettings } from '../core/plan/run-settings.ts';
import type { Statement } from '../core/postgresql/statement.ts';
import type { RevisionFile } from '../core/snapshot/environment-snapshot.ts';
import { runBaseline } from './baseline.ts';
import type { RunResult, RunStep } from './migration-run.ts';
import { type Catalog, readCatalog } from './read-catalog.ts';
import { runPlan } from './runner.ts';
import type { ScratchDatabase } from './scratch-database.ts';

export interface ScratchOptions {
  readonly settings: RunSettings;
  /** SQL that makes what the first revision expects to be there already; undefined: an empty database. */
  readonly baseline: string | undefined;
  /** Makes an empty database; asked again after `reset`. */
  readonly openScratch: () => Promise<ScratchDatabase>;
}

export type ScratchStep = Omit<RunStep, 'message' | 'source' | 'statements'>;

/** Runs steps one at a time in a database of its own, which is made when first needed. */
export class ScratchRun {
  readonly #options: ScratchOptions;
  readonly #signal: AbortSignal;
  #scratch: ScratchDatabase | undefined;
  #rows: readonly string[] = [];

  constructor(options: ScratchOptions, signal: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  /** Throws a `DatabaseError` where no scratch database can be made or the baseline fails. */
  async run(step: ScratchStep, file: RevisionFile, statements: readonly Statement[]): Promise<RunResult> {
    const { session } = await this.#database();
    const { versionTable, statementsBefore } = this.#options.settings;
    const source = { path: file.path, text: file.text };
    const plan = {
      steps: [{ ...step, statements, source, message: file.revision?.message ?? '' }],
      expectedRevisions: this.#rows,
      versionTable,
      statementsBefore,
      transactionPerMigration: true,
      purge: false,
    };
    const result = await runPlan(session, plan, {}, () => undefined, this.#signal);
    if (result.outcome === 'done') this.#rows = result.revisions ?? this.#rows;
    return result;
  }

  /** The schema as the steps so far have made it. */
  async catalog(): Promise<Catalog> {
    return readCatalog((await this.#database()).session, this.#options.settings.versionTable);
  }

  /** Ends the database; the next step runs in a new one. */
  async reset(): Promise<void> {
    const scratch = this.#scratch;
    this.#scratch = undefined;
    this.#rows = [];
    await scratch?.remove();
  }

  async #database(): Promise<ScratchDatabase> {
    if (this.#scratch !== undefined) return this.#scratch;
    const scratch = await this.#options.openScratch();
    this.#scratch = scratch;
    const { baseline } = this.#options;
    if (baseline !== undefined) await runBaseline(scratch.session, baseline);
    return scratch;
  }
}
