/** A migration environment: one configuration file and section. `id` is stable while the server lives. */
export interface EnvironmentSummary {
  readonly id: string;
  /** Shown where several environments exist: the folder relative to the workspace, and the section where not [alembic]. */
  readonly name: string;
  readonly configUri: string;
  /** The section that `alembic -n` takes; left out for [alembic], and then `-n` is not needed. */
  readonly section?: string | undefined;
  /** Undefined where the configuration names no readable script location. */
  readonly scriptLocationUri: string | undefined;
  readonly revisionCount: number;
  readonly heads: readonly string[];
  readonly errorCount: number;
  readonly warningCount: number;
  /** Why nothing can be shown for this environment, in one sentence with the next step; undefined where all is well. */
  readonly trouble: EnvironmentTrouble | undefined;
}

export interface EnvironmentTrouble {
  readonly kind: 'unreadable-config' | 'no-script-location' | 'missing-script-location' | 'no-revisions';
  readonly message: string;
}

/** What the welcome views choose by. */
export interface WorkspaceAnswer {
  readonly state: 'scanning' | 'no-folder' | 'no-environment' | 'trouble' | 'no-revisions' | 'ready';
  readonly environments: readonly EnvironmentSummary[];
}
