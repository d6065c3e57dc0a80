import { randomUUID } from 'node:crypto';
import { CancellationTokenSource, ProgressLocation, window } from 'vscode';
import type {
  PlanAnswer,
  PlanParams,
  RunAnswer,
  RunParams,
} from '../../../server/src/protocol/run-messages.ts';
import type { Services } from '../services.ts';
import { shortIds } from '../view-models/revision-id.ts';
import {
  nothingToRun,
  progressMessage,
  progressPercent,
  progressTitle,
  type RunAction,
  runReport,
} from '../view-models/run-report.ts';
import { cancellableWait } from './cancellable-wait.ts';
import { chooseBackup } from './choose-backup.ts';
import type { Target } from './choose-environment.ts';
import { confirmRun } from './confirm-run.ts';
import { openAtLine } from './open-at.ts';
import { type LeftToDo, reportFailure } from './report-failure.ts';
import { runCommand } from './run-command.ts';
import { showSqlOf } from './show-sql-of.ts';
import { requireTrust } from './trust.ts';
import { WaitQuestions } from './wait-questions.ts';

const RUN_VERBS = { upgrade: 'Upgrade', downgrade: 'Downgrade', stamp: 'Stamp' } as const;

/**
 * Upgrade, downgrade or stamp, from the plan to the message that ends it: plans, asks where something is at stake,
 * runs with progress, reports. A database that moved since it was planned is planned again, if the user says so.
 */
export async function migrate(
  services: Services,
  target: Target,
  direction: PlanParams['direction'],
  revision: string,
  purge = false,
): Promise<void> {
  if (!(await requireTrust(RUN_VERBS[direction]))) return;
  const params: PlanParams = {
    environment: target.environment.id,
    database: target.database.name,
    direction,
    target: revision,
    ...(purge ? { purge } : {}),
  };
  const plan = await planned(services, params);
  if (plan === undefined) return;
  if (plan.blocked !== undefined) {
    await reportBlocked(services, plan, params);
  } else if (plan.steps.length === 0 && !purge) {
    await window.showInformationMessage(nothingToRun(plan, params));
  } else {
    const confirmed = await confirmRun(services, plan, params, target);
    if (confirmed === 'again') await migrate(services, target, direction, revision, purge);
    else if (confirmed !== undefined) await runPlanned(services, target, plan, params, confirmed);
  }
}

/** Undefined where the user gave up, or where the database is at revisions that no file has, which they were told. */
async function planned(services: Services, params: PlanParams): Promise<PlanAnswer | undefined> {
  try {
    return await cancellableWait(`Planning on “${params.database}”`, (token) =>
      services.client.request('alembic/plan', params, token),
    );
  } catch (error) {
    const { environment, database } = params;
    const status = await services.client.request('alembic/databaseStatus', { environment, database });
    if (status.unknownRevisions.length === 0) throw error;
    const rows = shortIds(status.unknownRevisions);
    const message = `“${database}” is at ${rows}, which no revision file has. Nothing was changed.`;
    if ((await window.showErrorMessage(message, 'Repair…')) !== undefined) {
      await runCommand('alembicWorkbench.repairDatabase', { environment, database });
    }
    return undefined;
  }
}

async function runPlanned(
  services: Services,
  target: Target,
  plan: PlanAnswer,
  params: PlanParams,
  confirmed: 'run' | 'dry-run' | 'copy',
): Promise<void> {
  const { heads, digest, engine } = plan;
  const dryRun = confirmed !== 'run';
  const onCopy = confirmed === 'copy';
  const outsideWindow = plan.outsideWindow !== undefined;
  const choice = dryRun ? 'none' : await chooseBackup(target.database, RUN_VERBS[params.direction]);
  if (choice === undefined) return;
  const backup = choice === 'none' ? undefined : choice;
  const runId = randomUUID();
  const run: RunParams = { ...params, heads, digest, engine, runId, outsideWindow, dryRun, onCopy, backup };
  const answer = await runWithProgress(services, run, plan.steps.length);
  await report(services, target, run, plan, answer);
}

async function runWithProgress(services: Services, run: RunParams, steps: number): Promise<RunAnswer> {
  return await window.withProgress(
    { location: ProgressLocation.Notification, title: progressTitle(run, steps), cancellable: true },
    async (progress, token) => {
      const source = new CancellationTokenSource();
      token.onCancellationRequested(() => source.cancel());
      const questions = new WaitQuestions(services, run, () => source.cancel());
      let shown = 0;
      const listening = services.client.onRunProgress((told) => {
        if (told.runId !== run.runId) return;
        const percent = progressPercent(told);
        progress.report({ message: progressMessage(told), increment: Math.max(0, percent - shown) });
        shown = Math.max(shown, percent);
        questions.told(told);
      });
      // The server ends a cancelled run in order and answers like any other.
      try {
        return await services.client.request('alembic/run', run, source.token);
      } finally {
        questions.end();
        listening.dispose();
        source.dispose();
      }
    },
  );
}

async function report(
  services: Services,
  target: Target,
  run: RunParams,
  plan: PlanAnswer,
  answer: RunAnswer,
): Promise<void> {
  switch (await toldOf(services, target, run, answer)) {
    case 'Show SQL':
      await showSqlOf(services, plan, run);
      break;
    case 'Show Log':
      services.log.show();
      break;
    case 'Plan Again':
    case 'Try Again':
    case 'Upgrade…':
    case 'Downgrade…':
      await migrate(services, target, run.direction, run.target, run.purge);
      break;
    case 'Load Baseline…':
      await runCommand('alembicWorkbench.loadBaseline', {
        environment: run.environment,
        database: run.database,
      });
      break;
    case undefined:
      break;
  }
}

/** Shows what came of a run; answers what the user wants to do next. */
async function toldOf(
  services: Services,
  { database }: Target,
  run: RunParams,
  { outcome, ...answer }: RunAnswer,
): Promise<RunAction | LeftToDo> {
  if (outcome === 'failed')
    return await reportFailure(services, run, database.source, { outcome, ...answer });
  const { severity, message, actions } = runReport({ outcome, message: answer.message }, run);
  if (severity === 'information') {
    services.log.info(message);
    return await window.showInformationMessage(message, ...actions);
  }
  services.log.warn(message);
  return await window.showWarningMessage(message, ...actions);
}

async function reportBlocked(services: Services, plan: PlanAnswer, params: PlanParams): Promise<void> {
  const first = plan.steps.find((step) => step.unresolved.length > 0);
  const openRevision = first?.uri === undefined ? [] : (['Open Revision'] as const);
  const answer = await window.showErrorMessage(
    `“${params.database}” was not changed. ${plan.blocked}`,
    ...openRevision,
    'Show Log',
  );
  if (answer === 'Open Revision' && first?.uri !== undefined) {
    await openAtLine(first.uri, first.unresolved[0]?.line ?? 0);
  } else if (answer === 'Show Log') {
    services.log.show();
  }
}
