/** A change of one row of the version table. Source: `HeadMaintainer` in `alembic.runtime.migration`. */
export type VersionChange =
  | { readonly kind: 'insert'; readonly revision: string }
  | { readonly kind: 'update'; readonly from: string; readonly to: string }
  | { readonly kind: 'delete'; readonly revision: string };

export type StepDirection = 'upgrade' | 'downgrade' | 'stamp';

/** One migration of a plan, or one stamp. Source: `RevisionStep` and `StampStep` in `alembic.runtime.migration`. */
export interface RevisionStep {
  readonly direction: StepDirection;
  /** The revision whose `upgrade()` or `downgrade()` runs; for a stamp the revision that is stamped ("" for base). */
  readonly revision: string;
  /** Left and right side of Alembic's `Running upgrade FROM -> TO`; empty stands for base. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Changes of the version table's rows, in the order Alembic makes them. */
  readonly versionChanges: readonly VersionChange[];
  /**
   * Set where Alembic itself would crash while it changes the rows, because they do not fit the chain: one row needs
   * another, or a merge names an ancestor that is no row. `versionChanges` then leads to the rows that are right.
   */
  readonly versionFault?: VersionFault;
}

export interface VersionFault {
  readonly code: 'version-rows-mismatch';
  /** One sentence: which row is missing or in the way. */
  readonly message: string;
}
