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

  unresolved(span: Span, reason: UnknownReason): void {
    this.record({ kind: 'unresolved', span, reason });
  }
}
