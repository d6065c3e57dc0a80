import type { AlembicRun } from '../alembic/alembic-run.ts';
import { runWithAlembic } from '../alembic/run-with-alembic.ts';
import { CommandError } from '../core/script/command-error.ts';
import { endBlocker } from '../database/end-blocker.ts';
import type { RunnerProgress, RunResult } from '../database/migration-run.ts';
import { LOCK_RETRIES, NO_DRY_RUN, planRun } from '../database/plan-run.ts';
import { runOnDatabase } from '../database/run-on-database.ts';
import { withSession } from '../database/with-session.ts';
import { planDigest } from '../features/provide-plan.ts';
import { provideRunAnswer, provideStaleAnswer } from '../features/provide-run-answer.ts';
import type { AlembicNotifications } from '../protocol/messages.ts';
import type { RunAnswer, RunBackup, RunParams } from '../protocol/run-messages.ts';
import { runOnCopy } from './copy-run.ts';
import { type Databases, EMBEDDED_IDLE_MS, type ReachableDatabase } from './databases.ts';
import { openWindow, requireOpenWindow, withCard } from './plan-card.ts';
import { type PreparedPlan, preparePlan } from './planning.ts';
import type { Requests } from './register-requests.ts';
import { backedUp, withBackup } from './run-backup.ts';
import type { Runs } from './runs.ts';
import type { ServerState } from './server-state.ts';

/** Plans, and the only requests that change a database. */
export function runRequests(
  state: ServerState,
  databases: Databases,
  runs: Runs,
): Pick<Requests, 'alembic/plan' | 'alembic/endBlocker' | 'alembic/run'> {
  return {
    'alembic/plan': async (params) => {
      const reachable = await databases.reachable(params.environment, params.database);
      const rows = await databases.currentRows(state.snapshot(params.environment), reachable);
      const plan = await preparePlan(state, params, rows, reachable);
      return withCard(plan, params, reachable, new Date());
    },
    'alembic/endBlocker': async ({ environment, database, ...request }) => {
      const { target, password } = await databases.reachable(environment, database);
      return withSession(target, { password }, (session) => endBlocker(session, request));
    },
    'alembic/run': (params, token) => runs.track(token, (signal) => run(state, databases, params, signal)),
  };
}

/** Runs exactly the plan that the user saw, or nothing. Throws the CommandErrors of its database and target. */
export async function run(
  state: ServerState,
  databases: Databases,
  params: RunParams,
  signal: AbortSignal,
): Promise<RunAnswer> {
  const reachable = await databases.reachable(params.environment, params.database);
  const { maintenanceWindow } = reachable.database;
  requireOpenWindow(openWindow(maintenanceWindow, new Date(), params.outsideWindow === true));
  const plan = await preparePlan(state, params, params.heads, reachable);
  if (planDigest(plan.compiled) !== params.digest || plan.answer.engine !== params.engine) {
    return provideStaleAnswer(undefined, 'A revision file, env.py or a setting has changed');
  }
  if (plan.answer.blocked !== undefined) throw new CommandError('blocked', plan.answer.blocked);
  if (params.dryRun === true && params.engine === 'alembic') throw new CommandError('blocked', NO_DRY_RUN);
  const onProgress = (progress: RunnerProgress): void => {
    const told: AlembicNotifications['alembic/runProgress'] = { runId: params.runId, ...progress };
    void state.connection.sendNotification('alembic/runProgress', told);
  };
  if (params.dryRun === true && params.onCopy === true) {
    const { pgDump } = plan.settings;
    const ofCopy = planRun(plan.compiled, params.heads, plan.runSettings);
    return runOnCopy(reachable, { params, plan: ofCopy, pgDump, onProgress, signal });
  }
  const scope = params.dryRun === true ? undefined : params.backup;
  const backup =
    scope === undefined ? undefined : await backedUp(state, reachable, scope, plan.settings.pgDump, signal);
  const result = await (params.engine === 'builtin'
    ? runBuiltin(state, plan, params, { ...reachable, backup }, onProgress, signal)
    : runWithAlembic({ ...requireAlembic(plan), backup }, onProgress, signal));
  databases.remember(params.environment, params.database, result.revisions);
  const changed: AlembicNotifications['alembic/databasesChanged'] = { environment: params.environment };
  void state.connection.sendNotification('alembic/databasesChanged', changed);
  return withBackup(provideRunAnswer(result), backup);
}

function runBuiltin(
  state: ServerState,
  { compiled, settings, runSettings }: PreparedPlan,
  params: RunParams,
  { database, target, password, backup }: ReachableDatabase & { readonly backup: RunBackup | undefined },
  onProgress: (progress: RunnerProgress) => void,
  signal: AbortSignal,
): Promise<RunResult> {
  return runOnDatabase(
    {
      target,
      direction: params.direction,
      plan: planRun(compiled, params.heads, runSettings, params.purge === true),
      options: {
        lockTimeout: database.lockTimeout ?? settings.lockTimeout,
        statementTimeout: database.statementTimeout ?? settings.statementTimeout,
        dryRun: params.dryRun === true,
        lockRetries: LOCK_RETRIES,
      },
      open: { password, embeddedIdleMs: EMBEDDED_IDLE_MS },
      storagePath: state.journalFolder,
      backup,
    },
    onProgress,
    signal,
  );
}

/** Throws CommandError `no-alembic`. */
function requireAlembic({ alembicRun, answer }: PreparedPlan): AlembicRun {
  if (alembicRun !== undefined) return alembicRun;
  throw new CommandError(
    'no-alembic',
    `This plan takes your own alembic, which was not found. ${answer.engineReason}`,
  );
}
