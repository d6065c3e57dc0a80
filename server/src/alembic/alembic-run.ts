import type { DatabaseUrl } from '../core/config/database-url.ts';
import type { RevisionStep } from '../core/plan/revision-step.ts';
import type { VersionTable } from '../core/plan/version-table.ts';
import { login } from '../database/libpq-defaults.ts';
import type { RunnerProgress } from '../database/migration-run.ts';
import type { OpenOptions } from '../database/open-session.ts';
import type { RunBackup } from '../protocol/run-messages.ts';
import type { AlembicEnvironment, AlembicInvocation } from './alembic-invocation.ts';

/** One step of the plan that alembic is expected to make. */
export interface ExpectedStep extends RevisionStep {
  readonly message: string;
  /** Path of the revision file, to find its lines in a traceback. */
  readonly path: string | undefined;
  /** The text of that file when the plan was made. */
  readonly text?: string | undefined;
}

/** Everything about a run through the user's own alembic. */
export interface AlembicRun {
  readonly environment: AlembicEnvironment;
  readonly invocation: AlembicInvocation;
  readonly direction: 'upgrade' | 'downgrade' | 'stamp';
  /** The chosen database. Where alembic connects env.py decides; the run is stopped where that is another one. */
  readonly target: DatabaseUrl;
  readonly open: OpenOptions;
  /**
   * Variables for env.py: the one that the chosen database's URL was found in. A password from secret storage goes in as
   * PGPASSWORD, which every driver reads where the URL has none.
   */
  readonly variables: Readonly<Record<string, string>>;
  /** The environment of this process. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** True where the chosen database is the one that the configuration names, so that no guard is needed. */
  readonly isConfiguredUrl: boolean;
  readonly steps: readonly ExpectedStep[];
  readonly expectedRevisions: readonly string[];
  readonly versionTable: VersionTable;
  readonly statementsBefore: readonly string[];
  readonly lockTimeout: string | undefined;
  readonly statementTimeout: string | undefined;
  readonly runnerLockWaitMs: number;
  /** Folder of the journal; undefined where none is kept. */
  readonly storagePath: string | undefined;
  /** The backup that was made before, for the journal. */
  readonly backup?: RunBackup | undefined;
}

export type OnProgress = (progress: RunnerProgress) => void;

/** Everything that must not be seen in what alembic prints: the password of the chosen database, from wherever it is known. */
export function secretsOf(
  database: Pick<AlembicRun, 'target' | 'open'> | undefined,
): ReadonlyArray<string | undefined> {
  if (database?.target.kind !== 'postgres') return [database?.open.password];
  return [database.target.password, login(database.target, database.open.password).password];
}
