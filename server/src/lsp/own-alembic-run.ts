import type { AlembicRun } from '../alembic/alembic-run.ts';
import { findAlembic } from '../alembic/find-alembic.ts';
import { alembicObstacle } from '../alembic/run-with-alembic.ts';
import type { CompiledStep } from '../core/plan/compiled-step.ts';
import { runSettings } from '../core/plan/run-settings.ts';
import type { PlanParams } from '../protocol/run-messages.ts';
import type { WorkbenchSettings } from '../protocol/settings.ts';
import type { ReachableDatabase } from './databases.ts';
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
  { database, target, password }: ReachableDatabase,
  compiled: readonly CompiledStep[],
  settings: WorkbenchSettings,
): Promise<OwnAlembicRun> {
  const { config, envScript } = state.snapshot(environment);
  const { versionTable, statementsBefore } = runSettings(envScript);
  const { configPath, section } = config;
  const command = await findAlembic({
    configPath,
    workspaceFolder: state.environment(environment).location.folder,
    alembicCommand: settings.alembicCommand,
    selectedInterpreter: undefined,
    environment: process.env,
    platform: process.platform,
  });
  if ('looked' in command) return { run: undefined, problem: command.message };
  const run: AlembicRun = {
    environment: { command, configPath, section, xArguments: [] },
    invocation: { name: direction, options: [], positionals: [revision] },
    direction,
    target,
    open: { password },
    variables: {},
    inherited: process.env,
    isConfiguredUrl: database.summary.source === 'config',
    steps: compiled.map(({ step, file }) => ({
      ...step,
      message: file?.revision?.message ?? '',
      path: file?.path,
    })),
    expectedRevisions: heads,
    versionTable,
    statementsBefore,
    lockTimeout: database.lockTimeout ?? settings.lockTimeout,
    statementTimeout: database.statementTimeout ?? settings.statementTimeout,
    runnerLockWaitMs: RUNNER_LOCK_WAIT_MS,
    storagePath: state.options.storagePath,
  };
  return { run, problem: alembicObstacle(run) };
}
