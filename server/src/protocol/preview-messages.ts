import type { DatabaseParams } from './database-messages.ts';
import type { Range } from './position.ts';

/** Which SQL to show: a file's function as it stands in the editor, or a plan. */
export type SqlPreviewParams =
  | { readonly kind: 'file'; readonly uri: string; readonly direction: 'upgrade' | 'downgrade' }
  | {
      readonly kind: 'range';
      readonly environment: string;
      readonly direction: 'upgrade' | 'downgrade';
      readonly range: string;
    }
  | ({ readonly kind: 'pending' } & DatabaseParams)
  /**
   * The steps from `heads` (rows of the version table) to `target`, in Alembic's target grammar, exactly as a run of
   * that plan sends them; no database is asked, so it can be shown after the run as well.
   */
  | {
      readonly kind: 'plan';
      readonly environment: string;
      readonly direction: 'upgrade' | 'downgrade' | 'stamp';
      readonly target: string;
      readonly heads: readonly string[];
      /** See `PlanParams.purge`. */
      readonly purge?: boolean;
    };

export interface SqlPreviewStatement {
  /** `unresolved`: a comment where something is not known. */
  readonly kind: 'statement' | 'unresolved';
  /** Lines of `SqlPreviewAnswer.sql` that this statement takes, zero-based, end exclusive. */
  readonly startLine: number;
  readonly endLine: number;
  readonly uri: string;
  readonly range: Range;
}

export interface SqlPreviewAnswer {
  readonly title: string;
  readonly sql: string;
  readonly statements: readonly SqlPreviewStatement[];
  readonly unresolvedCount: number;
  /** "38 of 40 revisions previewable; …" for ranges, as it stands on top of `sql`; undefined for one file. */
  readonly summary: string | undefined;
}

/** A script for somebody who runs it by hand. */
export interface SqlScriptAnswer {
  readonly text: string;
  /** A name for the file, ending in `.sql`. */
  readonly fileName: string;
  readonly unresolvedCount: number;
}
