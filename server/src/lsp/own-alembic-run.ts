import type { AlembicRun } from '../alembic/alembic-run.ts';
import { alembicObstacle } from '../alembic/run-with-alembic.ts';
import type { CompiledStep } from '../core/plan/compiled-step.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import type { PlanParams } from '../protocol/run-messages.ts';
import type { WorkbenchSettings } from '../protocol/settings.ts';
import type { ReachableDatabase } from './databases.ts';
import { ownAlembic } from './own-alembic.ts';
import type { ServerState } from './server-state.ts';

/** How long a run waits for another one on the same database to finish. */
const RUNNER_LOCK_WAIT_MS = 60_000;

/** A plan as the user's own alembic would run it; without `run`, or with it, `problem` says why it cannot. */
export interface OwnAlembicRun {
  readonly run: AlembicRun | undefined;
  readonly problem: string | undefined;
}

type Target = Pick<PlanParams, 'environment' | 'direction' | 'target'> & {
  readonly heads: readonly string[];
};

/** Looks for the user's alembic and prepares a run of a plan through it. Starts nothing. */
export async function ownAlembicRun(
  state: ServerState,
  { environment, direction, target: revision, heads }: Target,
  reachable: ReachableDatabase,
  compiled: readonly CompiledStep[],
  settings: WorkbenchSettings,
): Promise<OwnAlembicRun> {
  const { database, target, password } = reachable;
  const { versionTable, statementsBefore } = runSettings(state.snapshot(environment).envScript);
  const alembic = await ownAlembic(state, environment, reachable, settings);
  if ('problem' in alembic) return { run: undefined, problem: alembic.problem };
  const run: AlembicRun = {
    ...alembic,
    invocation: { name: direction, options: [], positionals: [revision] },
    direction,
    target,
    open: { password },
    isConfiguredUrl: database.summary.source === 'config',
    steps: compiled.map(({ step, file }) => ({
      ...step,
      message: file?.revision?.message ?? '',
      path: file?.path,
      text: file?.text,
    })),
    expectedRevisions: heads,
    versionTable,
    statementsBefore,
    lockTimeout: database.lockTimeout ?? settings.lockTimeout,
    statementTimeout: database.statementTimeout ?? settings.statementTimeout,
    runnerLockWaitMs: RUNNER_LOCK_WAIT_MS,
    storagePath: state.journalFolder,
  };
  return { run, problem: alembicObstacle(run) };
}
