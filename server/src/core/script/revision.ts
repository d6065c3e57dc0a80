/**
 * One revision as Alembic's `Script` object knows it. Lists are always lists; identifiers are as written, not resolved.
 * Source: `alembic.script.revision.Revision` and `alembic.script.base.Script`.
 */
export interface Revision {
  readonly revision: string;
  /** `down_revision` in the order written, repeated ids kept as Alembic keeps them. Empty for a base. */
  readonly downRevisions: readonly string[];
  /** `depends_on`, as written: revision ids or branch labels. */
  readonly dependsOn: readonly string[];
  /** `branch_labels` of this file only; labels that reach it from other revisions are the RevisionMap's. */
  readonly branchLabels: readonly string[];
  /** The module docstring up to its first blank line (Alembic's `Script.doc`), or "". */
  readonly message: string;
  /** Path of the file, as the reader of the environment named it. */
  readonly path: string;
}
