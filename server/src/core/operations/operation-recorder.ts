import type { UnknownReason } from '../python/values.ts';
import type { Span } from '../text/span.ts';
import type { MigrateOperation } from './migrate-operation.ts';

/** Collects the operations of one run of `upgrade()` or `downgrade()`, in order of execution. */
export class OperationRecorder {
  readonly #operations: MigrateOperation[] = [];

  get operations(): readonly MigrateOperation[] {
    return this.#operations;
  }

  record(...operations: readonly MigrateOperation[]): void {
    this.#operations.push(...operations);
  }

  /** Runs the body of an imported module: `op` cannot be used there, because no migration runs yet. */
  ignoring(body: () => void): void {
    const { length } = this.#operations;
    try {
      body();
    } finally {
      this.#operations.length = length;
    }
  }

  /** Of what stands inside this place and was not known either, only the whole is kept. */
  unresolved(span: Span, reason: UnknownReason): void {
    for (let last = this.#operations.at(-1); last?.kind === 'unresolved'; last = this.#operations.at(-1)) {
      if (last.span.start < span.start || last.span.end > span.end) break;
      this.#operations.pop();
    }
    this.record({ kind: 'unresolved', span, reason });
  }
}
