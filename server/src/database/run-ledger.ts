import type { VersionChange } from '../core/plan/revision-step.ts';
import type { Statement } from '../core/postgresql/statement.ts';
import type { AppliedStep, PartialStep, RunStep } from './migration-run.ts';
import { revisionsAfter } from './version-table.ts';

interface CurrentStep {
  readonly step: RunStep;
  /** Number of statements, from the first on, that are in the database for good. */
  committed: number;
  /** Number of statements that have ended well. */
  executed: number;
  /** The statement in flight or the one that failed; undefined before and after the statements. */
  running: Statement | undefined;
}

/** `within-step`: the COMMIT before a statement of an autocommit block, which changes no version row. */
export type CommitPhase = 'within-step' | 'after-step';

/** An applied step, and the rows of the version table that it left. */
interface LedgerEntry extends AppliedStep {
  readonly revisionsAfter: readonly string[];
}

function texts(statements: readonly Statement[]): readonly string[] {
  return statements.map(({ sql }) => sql);
}

/** What a run has done so far, and which part of it is committed. */
export class RunLedger {
  #applied: LedgerEntry[] = [];
  #uncommitted: LedgerEntry[] = [];
  readonly #startingRevisions: readonly string[];
  #revisions: readonly string[];
  #committedRevisions: readonly string[];
  #current: CurrentStep | undefined;
  #invalidIndexes: readonly string[] = [];
  #invalidBefore: readonly string[] | undefined;
  #committing: CommitPhase | undefined;

  constructor(revisions: readonly string[]) {
    this.#startingRevisions = revisions;
    this.#revisions = revisions;
    this.#committedRevisions = revisions;
  }

  get applied(): readonly AppliedStep[] {
    return this.#applied.map(({ revision, direction, milliseconds }) => ({
      revision,
      direction,
      milliseconds,
    }));
  }

  /** Rows of the version table as the open transaction sees them. */
  get revisions(): readonly string[] {
    return this.#revisions;
  }

  get current(): Readonly<CurrentStep> | undefined {
    return this.#current;
  }

  /** Set where a COMMIT was sent and no answer came: whether it took effect only the database knows. */
  get committing(): CommitPhase | undefined {
    return this.#committing;
  }

  /** Whether statements of the step in flight have run that are not known to be in the database. */
  get hasUncommittedStatements(): boolean {
    return this.#current !== undefined && this.#current.executed > this.#current.committed;
  }

  purged(): void {
    this.#revisions = [];
  }

  startStep(step: RunStep): void {
    this.#current = { step, committed: 0, executed: 0, running: undefined };
  }

  startStatement(statement: Statement): void {
    if (this.#current !== undefined) this.#current.running = statement;
  }

  endStatement(): void {
    if (this.#current === undefined) return;
    this.#current.executed += 1;
    this.#current.running = undefined;
  }

  changeVersion(change: VersionChange): void {
    this.#revisions = revisionsAfter(this.#revisions, change);
  }

  endStep(milliseconds: number): void {
    if (this.#current === undefined) return;
    const { revision, direction } = this.#current.step;
    this.#uncommitted.push({ revision, direction, milliseconds, revisionsAfter: this.#revisions });
    this.#current = undefined;
  }

  startCommit(phase: CommitPhase): void {
    this.#committing = phase;
  }

  /** Everything so far is in the database for good. */
  committed(): void {
    this.#committing = undefined;
    this.#applied.push(...this.#uncommitted);
    this.#uncommitted = [];
    this.#committedRevisions = this.#revisions;
    if (this.#current !== undefined) this.#current.committed = this.#current.executed;
  }

  /** The COMMIT whose answer was lost did take effect: the version table says so. */
  commitConfirmed(): void {
    this.endStep(0);
    this.committed();
  }

  rolledBack(): void {
    this.#committing = undefined;
    this.#uncommitted = [];
    this.#revisions = this.#committedRevisions;
  }

  /**
   * A server that crashed may have lost the last commits, see `CommitDurability`: steps after the one that left these rows
   * count as not applied, and true is returned. Rows that no step left were changed by somebody else and say nothing.
   */
  forgetLost(revisions: readonly string[]): boolean {
    const same = (rows: readonly string[]): boolean =>
      [...rows].sort().join('\n') === [...revisions].sort().join('\n');
    if (same(this.#committedRevisions)) return false;
    const last = this.#applied.findLastIndex(({ revisionsAfter }) => same(revisionsAfter));
    if (last === -1 && !same(this.#startingRevisions)) return false;
    this.#applied = this.#applied.slice(0, last + 1);
    this.#committedRevisions = revisions;
    this.#revisions = revisions;
    if (this.#current !== undefined) this.#current.committed = 0;
    return true;
  }

  /** A statement begins that may leave an index invalid; `invalid` are those that are so already. */
  startConcurrent(invalid: readonly string[]): void {
    this.#invalidBefore = invalid;
  }

  endConcurrent(): void {
    this.#invalidBefore = undefined;
  }

  /** `invalid` are the indexes that are invalid after such a statement failed. Another statement left none. */
  leftInvalid(invalid: readonly string[]): void {
    const before = this.#invalidBefore;
    if (before !== undefined) this.#invalidIndexes = invalid.filter((name) => !before.includes(name));
  }

  /** The step that is half in the database; undefined where every step is in whole or not at all. */
  partial(): PartialStep | undefined {
    const current = this.#current;
    if (current === undefined || (current.committed === 0 && this.#invalidIndexes.length === 0))
      return undefined;
    const { step, committed, executed, running } = current;
    const touched = running === undefined ? executed : executed + 1;
    return {
      revision: step.revision,
      committed: texts(step.statements.slice(0, committed)),
      rolledBack: texts(step.statements.slice(committed, touched)),
      notRun: texts(step.statements.slice(touched)),
      invalidIndexes: this.#invalidIndexes,
    };
  }
}
