import { lockWaitWords } from '../database/lock-blockers.ts';
import type { AppliedStep } from '../database/migration-run.ts';
import { revisionsAfter } from '../database/version-table.ts';
import type { LockWait } from '../protocol/run-messages.ts';
import { parseStepLine } from './alembic-output.ts';
import type { ExpectedStep, OnProgress } from './alembic-run.ts';

function sameRevisions(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && [...left].sort().join('\n') === [...right].sort().join('\n');
}

/** Follows alembic through the expected steps: by what the guard announces, else by its log, else by the version table. */
export class StepTracker {
  readonly #steps: readonly ExpectedStep[];
  readonly #onProgress: OnProgress;
  readonly #from: readonly string[];
  readonly #revisions: ReadonlySet<string>;
  readonly #startedAt: number[] = [];
  #isAnnounced = false;
  #wait: LockWait | undefined;

  /** `from`: the rows of the version table before the first step. */
  constructor(steps: readonly ExpectedStep[], from: readonly string[], onProgress: OnProgress) {
    this.#steps = steps;
    this.#from = from;
    this.#onProgress = onProgress;
    this.#revisions = new Set(steps.flatMap(({ revision, from, to }) => [revision, ...from, ...to]));
  }

  /** The step that alembic is at; undefined before it has told of one. */
  get current(): ExpectedStep | undefined {
    return this.#steps[this.#startedAt.length - 1];
  }

  /** Takes a step that the guard announces; the same step in alembic's log is passed over from now on. */
  announced(text: string): void {
    this.#isAnnounced = true;
    this.#begin(text);
  }

  /** Takes a line of alembic's log; lines that tell of no step are passed over. */
  line(text: string): void {
    if (!this.#isAnnounced) this.#begin(text);
  }

  /** Takes the rows of the version table as others see them: the step behind them has begun. */
  rows(found: readonly string[]): void {
    this.#beginTo(Math.min(this.#reached(found) + 1, this.#steps.length));
  }

  #begin(text: string): void {
    const step = parseStepLine(text, (word) => this.#revisions.has(word));
    if (step === undefined) return;
    const named = step.name === 'downgrade' ? step.from : step.to;
    const index = this.#steps.findIndex(({ revision }) => named.includes(revision));
    this.#beginTo(index === -1 ? Math.min(this.#startedAt.length + 1, this.#steps.length) : index + 1);
  }

  /** Takes note that this many steps have begun; what is known already is passed over. */
  #beginTo(count: number): void {
    if (count <= this.#startedAt.length) return;
    while (this.#startedAt.length < count) this.#startedAt.push(performance.now());
    this.#wait = undefined;
    this.#tell();
  }

  waiting(wait: LockWait | undefined): void {
    if (JSON.stringify(wait) === JSON.stringify(this.#wait)) return;
    this.#wait = wait;
    this.#tell();
  }

  /**
   * The steps whose rows are in the version table: the longest part of the plan that ends at the rows found. Empty where
   * the rows are those of the start, or of no point of the plan.
   */
  applied(found: readonly string[], endedAt: number): readonly AppliedStep[] {
    return this.#steps.slice(0, this.#reached(found)).map(({ revision, direction }, index) => {
      const start = this.#startedAt[index] ?? endedAt;
      return { revision, direction, milliseconds: (this.#startedAt[index + 1] ?? endedAt) - start };
    });
  }

  /** Number of steps after which the version table has these rows. */
  #reached(found: readonly string[]): number {
    let revisions = this.#from;
    let reached = 0;
    for (const [index, { versionChanges }] of this.#steps.entries()) {
      for (const change of versionChanges) revisions = revisionsAfter(revisions, change);
      if (sameRevisions(revisions, found)) reached = index + 1;
    }
    return reached;
  }

  #tell(): void {
    const step = this.current;
    this.#onProgress({
      step: this.#startedAt.length,
      stepCount: this.#steps.length,
      revision: step?.revision ?? '',
      message: step?.message ?? '',
      statement: 0,
      statementCount: 0,
      waiting: this.#wait === undefined ? undefined : lockWaitWords(this.#wait),
      ...(this.#wait === undefined ? {} : { wait: this.#wait }),
    });
  }
}
