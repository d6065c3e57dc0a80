import { randomUUID } from 'node:crypto';
import { type MessageItem, ProgressLocation, type QuickPickItem, window } from 'vscode';
import type { EnvironmentArgument } from '../../../server/src/protocol/commands.ts';
import type { EnvironmentSummary } from '../../../server/src/protocol/environment-messages.ts';
import type { RunParams } from '../../../server/src/protocol/run-messages.ts';
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
  severalReport,
} from '../view-models/several-databases.ts';
import { cancellableWait } from './cancellable-wait.ts';
import { chooseEnvironment } from './choose-environment.ts';
import { typedName } from './confirm-run.ts';
import { requireTrust } from './trust.ts';

const DIRECTION = 'upgrade';
const TARGET = 'heads';
const PARALLEL = 4;

type OnFailure = SeveralRunParams['onFailure'];

interface FailureChoice extends MessageItem {
  readonly onFailure: OnFailure;
}

/** Upgrades the databases that the user picks to the heads: the plan of each first, then all of them, some at once. */
export async function upgradeSeveral(services: Services, argument?: EnvironmentArgument): Promise<void> {
  if (!(await requireTrust('Upgrade Several Databases'))) return;
  const environment = await chooseEnvironment(services, argument);
  if (environment === undefined) return;
  const databases = await pickDatabases(services, environment);
  if (databases === undefined || databases.length === 0) return;
  const plans = await cancellableWait(`Planning on ${databasesWord(databases.length)}`, () =>
    Promise.all(databases.map((database) => planOn(services, environment, database))),
  );
  if (plans === undefined) return;
  const ready = runnable(plans);
  if (ready.length === 0) {
    await window.showInformationMessage('Nothing to upgrade.', { modal: true, detail: plansText(plans) });
    return;
  }
  const onFailure = await confirmed(services, environment, plans, ready.length);
  if (onFailure === undefined) return;
  const runs = ready.map(({ database, plan: { heads, digest, engine } }): RunParams => {
    const params = { environment: environment.id, database, direction: DIRECTION, target: TARGET } as const;
    return { ...params, heads, digest, engine, runId: randomUUID() };
  });
  await report(services, await runAll(services, { runs, parallel: PARALLEL, onFailure }));
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
    placeHolder: 'Which databases are upgraded to the heads?',
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
): Promise<SeveralPlan> {
  const params = { environment: id, database, direction: DIRECTION, target: TARGET } as const;
  try {
    return { database, plan: await client.request('alembic/plan', params), problem: undefined };
  } catch (error) {
    return { database, plan: undefined, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** What is to happen after a failure; undefined where the user does not go ahead. */
async function confirmed(
  { state }: Services,
  { id }: EnvironmentSummary,
  plans: readonly SeveralPlan[],
  count: number,
): Promise<OnFailure | undefined> {
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
  const typed = state
    .databases(id)
    .filter(({ name, protection }) => protection === 'typed' && names.has(name));
  for (const { name } of typed) {
    if (!(await typedName(name, 'Upgrade'))) return undefined;
  }
  return answer.onFailure;
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
