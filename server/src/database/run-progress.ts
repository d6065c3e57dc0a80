import { lockWaitWords } from './lock-blockers.ts';
import type { WatchedStatement } from './lock-waits.ts';
import type { RunnerProgress, RunPlan, RunStep } from './migration-run.ts';

export type OnProgress = (progress: RunnerProgress) => void;

/** Turns what the parts of a run tell into progress, holding the last state. */
export class ProgressReporter {
  readonly #plan: RunPlan;
  readonly #onProgress: OnProgress;
  #last: RunnerProgress;

  constructor(plan: RunPlan, onProgress: OnProgress) {
    this.#plan = plan;
    this.#onProgress = onProgress;
    const stepCount = plan.steps.length;
    this.#last = {
      step: 0,
      stepCount,
      revision: '',
      message: '',
      statement: 0,
      statementCount: 0,
      waiting: undefined,
    };
  }

  statement(step: RunStep, statement: number): void {
    this.#tell({
      step: this.#plan.steps.findIndex(({ revision }) => revision === step.revision) + 1,
      stepCount: this.#plan.steps.length,
      revision: step.revision,
      message: step.message,
      statement,
      statementCount: step.statements.length,
      waiting: undefined,
    });
  }

  waiting(waiting: string | undefined): void {
    const { wait: _wait, ...last } = this.#last;
    if (waiting !== last.waiting) this.#tell({ ...last, waiting });
  }

  /** What the statement in flight is seen doing. */
  seen({ wait, building }: WatchedStatement): void {
    const { wait: _wait, building: _building, ...last } = this.#last;
    this.#tell({
      ...last,
      waiting: wait === undefined ? undefined : lockWaitWords(wait),
      ...(wait === undefined ? {} : { wait }),
      ...(building === undefined ? {} : { building }),
    });
  }

  #tell(progress: RunnerProgress): void {
    this.#last = progress;
    this.#onProgress(progress);
  }
}
