import type { DriverError } from './connection-errors.ts';
import type { CommandResult, Row, ServerNotice, TransactionStatus } from './database-session.ts';

/** `workerData` of the worker that runs PGlite. */
export interface PgliteWorkerData {
  /** Undefined: in memory. */
  readonly dataDirectory: string | undefined;
}

export type PgliteRequest =
  | {
      readonly id: number;
      readonly kind: 'query';
      readonly sql: string;
      readonly values: ReadonlyArray<string | null>;
    }
  | { readonly id: number; readonly kind: 'execute'; readonly sql: string }
  | { readonly id: number; readonly kind: 'close' };

export interface PgliteOutcome {
  readonly rows: readonly Row[];
  readonly results: readonly CommandResult[];
  readonly status: TransactionStatus;
  readonly error: DriverError | undefined;
}

export type PgliteAnswer =
  /** Once, after the start. */
  | { readonly kind: 'ready'; readonly serverVersion: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'answer'; readonly id: number; readonly outcome: PgliteOutcome }
  | { readonly kind: 'notice'; readonly notice: ServerNotice };
