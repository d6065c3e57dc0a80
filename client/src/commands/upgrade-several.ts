import { randomUUID } from 'node:crypto';
import {
  type MessageItem,
  ProgressLocation,
  type QuickPickItem,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import type { BackupScope, RunParams } from '../../../server/src/protocol/run-messages.ts';
import type { SeveralRunAnswer, SeveralRunParams } from '../../../server/src/protocol/several-messages.ts';
import type { Services } from '../services.ts';
import { positionWords } from '../view-models/database-item.ts';
import { progressMessage } from '../view-models/run-report.ts';
import {
  allDone,
  databasesWord,
  isPicked,
  plansText,
  runnable,
  type SeveralPlan,
  severalCards,
  severalReport,
} from '../view-models/several-databases.ts';
import { cancellableWait } from './cancellable-wait.ts';
import { chooseBackupOf, offersBackup } from './choose-backup.ts';
import { chooseEnvironment } from './choose-environment.ts';
import { revisionItems } from './choose-revision.ts';
import { typedName } from './confirm-run.ts';
import { requireTrust } from './trust.ts';

const DIRECTION = 'upgrade';
const HEADS = 'heads';

type OnFailure = SeveralRunParams['onFailure'];

interface FailureChoice extends MessageItem {
  readonly onFailure: OnFailure;
}

/** Upgrades the databases that the user picks: the plan of each first, then all of them, some at once. */
export async function upgradeSeveral(services: Services, argument?: EnvironmentArgument): Promise<void> {
  if (!(await requireTrust('Upgrade Several Databases'))) return;
  const environment = await chooseEnvironment(services, argument);
  if (environment === undefined) return;
  const databases = await pickDatabases(services, environment);
  if (databases === undefined || databases.length === 0) return;
  const target = await pickTarget(services, environment);
  if (target === undefined) return;
  const plans = await cancellableWait(`Planning on ${databasesWord(databases.length)}`, () =>
    Promise.all(databases.map((database) => planOn(services, environment, database, target))),
  );
  if (plans === undefined) return;
  const ready = runnable(plans);
  if (ready.length === 0) {
    await window.showInformationMessage('Nothing to upgrade.', { modal: true, detail: plansText(plans) });
    return;
  }
  await showCards(services, plans);
  const confirmation = await confirmed(services, environment, plans, ready.length);
  if (confirmation === undefined) return;
  const runs = ready.map(({ database, plan: { heads, digest, engine } }): RunParams => {
    const params = { environment: environment.id, database, direction: DIRECTION, target } as const;
    const backup = confirmation.backups.get(database);
    return { ...params, heads, digest, engine, runId: randomUUID(), backup };
  });
  const parallel = workspace.getConfiguration('alembicWorkbench').get<number>('parallelDatabases', 4);
  await report(services, await runAll(services, { runs, parallel, onFailure: confirmation.onFailure }));
}

/** The heads, or a revision of which everything below is to be in the databases. */
async function pickTarget(services: Services, environment: EnvironmentSummary): Promise<string | undefined> {
  const heads = { label: '$(git-branch) The heads', description: 'everything pending', revision: HEADS };
  const picked = await window.showQuickPick([heads, ...(await revisionItems(services, environment))], {
    title: 'Upgrade Several Databases',
    placeHolder: 'To which revision?',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.revision;
}

/** The cards of all plans beside the active editor, which keeps the focus: the question stands before them. */
async function showCards({ reports }: Services, plans: readonly SeveralPlan[]): Promise<void> {
  await reports.show('plan of upgrade (several databases)', severalCards(plans), {
    viewColumn:
      reports.column ?? (window.activeTextEditor === undefined ? ViewColumn.Active : ViewColumn.Beside),
    preserveFocus: true,
  });
}

async function pickDatabases(
  { state }: Services,
  { id }: EnvironmentSummary,
): Promise<readonly string[] | undefined> {
  const items = state.databases(id).map(({ name, displayUrl, source }): QuickPickItem => {
    const status = state.status(id, name);
    return {
      label: name,
      description: positionWords(status),
      detail: displayUrl,
      picked: isPicked(source, status),
    };
  });
  const picked = await window.showQuickPick(items, {
    title: 'Upgrade Several Databases',
    placeHolder: 'Which databases are upgraded?',
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.map(({ label }) => label);
}

/** A database that cannot be planned is told in the question, and does not keep the others from it. */
async function planOn(
  { client }: Services,
  { id }: EnvironmentSummary,
  database: string,
  target: string,
): Promise<SeveralPlan> {
  const params = { environment: id, database, direction: DIRECTION, target } as const;
  try {
    return { database, plan: await client.request('alembic/plan', params), problem: undefined };
  } catch (error) {
    return { database, plan: undefined, problem: error instanceof Error ? error.message : String(error) };
  }
}

interface Confirmed {
  readonly onFailure: OnFailure;
  /** What is backed up first, by database; one that is not in it is not. */
  readonly backups: ReadonlyMap<string, BackupScope>;
}

/** What is to happen before the runs and after a failure; undefined where the user does not go ahead. */
async function confirmed(
  { state }: Services,
  { id }: EnvironmentSummary,
  plans: readonly SeveralPlan[],
  count: number,
): Promise<Confirmed | undefined> {
  const stop: FailureChoice = { title: 'Upgrade, Stop at a Failure', onFailure: 'stop' };
  const goOn: FailureChoice = { title: 'Upgrade, Go On After a Failure', onFailure: 'continue' };
  const question = `Upgrade ${databasesWord(count)}?`;
  const answer = await window.showWarningMessage(
    question,
    { modal: true, detail: plansText(plans) },
    stop,
    goOn,
  );
  if (answer === undefined) return undefined;
  const names = new Set(runnable(plans).map(({ database }) => database));
  const run = state.databases(id).filter(({ name }) => names.has(name));
  for (const { name } of run.filter(({ protection }) => protection === 'typed')) {
    if (!(await typedName(name, 'Upgrade'))) return undefined;
  }
  const offered = run.filter(offersBackup);
  const scope = await chooseBackupOf(offered, 'Upgrade');
  if (scope === undefined) return undefined;
  const backups = scope === 'none' ? [] : offered.map(({ name }) => [name, scope] as const);
  return { onFailure: answer.onFailure, backups: new Map(backups) };
}

async function runAll({ client }: Services, params: SeveralRunParams): Promise<SeveralRunAnswer> {
  const title = `Upgrading ${databasesWord(params.runs.length)}`;
  return await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const names = new Map(params.runs.map(({ runId, database }) => [runId, database]));
      const listening = client.onRunProgress((told) => {
        const database = names.get(told.runId);
        if (database !== undefined) progress.report({ message: `“${database}” ${progressMessage(told)}` });
      });
      // The server ends cancelled runs in order and answers like any other.
      try {
        return await client.request('alembic/runSeveral', params, token);
      } finally {
        listening.dispose();
      }
    },
  );
}

async function report({ log, reports }: Services, answer: SeveralRunAnswer): Promise<void> {
  const text = severalReport(answer);
  const isDone = allDone(answer);
  log[isDone ? 'info' : 'error'](text);
  const show = isDone ? window.showInformationMessage : window.showErrorMessage;
  if ((await show(answer.message, 'Show Report')) !== undefined)
    await reports.show('Upgrade of several databases', text);
}
