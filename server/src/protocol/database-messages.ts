import type { RunRecord } from './run-messages.ts';
import type { SealedSecret } from './sealed-secret.ts';

export type Protection = 'none' | 'confirm' | 'typed';

export interface DatabaseSummary {
  readonly name: string;
  /** The URL without password. */
  readonly displayUrl: string;
  readonly source: 'setting' | 'embedded' | 'config' | 'env-script' | 'dotenv' | 'environment';
  readonly protection: Protection;
}

export interface DatabaseParams {
  readonly environment: string;
  readonly database: string;
}

export interface DatabaseStatus {
  readonly name: string;
  /** `ready`: it answered. `unreachable`: it did not, and `message` says why and what to do. `not-connected`: nobody asked, or the workspace is not trusted. */
  readonly condition: 'ready' | 'unreachable' | 'not-connected';
  readonly message: string | undefined;
  readonly serverVersion: string | undefined;
  readonly currentRevisions: readonly string[];
  /** Rows of the version table that no file has. */
  readonly unknownRevisions: readonly string[];
  /** Number of revisions that `upgrade heads` would run; undefined where it cannot be planned. */
  readonly behind: number | undefined;
  /** What is not as it should be, the gravest first. Empty where the database did not answer; `message` says why. */
  readonly troubles: readonly DatabaseTrouble[];
  /** The last runs from here, newest first. */
  readonly lastRuns: readonly RunRecord[];
}

export interface DatabaseTrouble {
  readonly kind:
    | 'unknown-revision'
    | 'edited'
    | 'missing-version-table'
    | 'broken-chain'
    | 'several-heads'
    | 'cannot-plan'
    | 'behind';
  /** One sentence or two: what is so, and what to do. */
  readonly message: string;
}

export interface ConnectionTestParams {
  readonly url: string;
  readonly password: SealedSecret | undefined;
}

export interface ConnectionTestAnswer {
  readonly ok: boolean;
  readonly message: string;
  /** The URL as `DatabaseSummary.displayUrl` will show it; the client keeps the password under it. */
  readonly displayUrl?: string;
}
