import { ViewColumn, window } from 'vscode';
import type { PlanAnswer, PlanParams } from '../../../server/src/protocol/run-messages.ts';
import type { Services } from '../services.ts';
import { type Confirmation, confirmationOf } from '../view-models/confirmation.ts';
import type { Target } from './choose-environment.ts';
import { showSqlOf } from './show-sql-of.ts';

/**
 * `run`: go ahead. `dry-run`: run and roll back. `copy`: run on a copy. `again`: the user has read the plan and comes back
 * to it.
 */
export type ConfirmedRun = 'run' | 'dry-run' | 'copy' | 'again' | undefined;

const DRY_RUN = 'Dry Run';
const ON_COPY = 'Dry Run on a Copy';
const READ = 'Read the Plan';

/**
 * Asks for a run where something is at stake. The card of the plan opens beside the editor first, so that it can be read
 * behind the question; who wants to read it in peace closes the question and is asked again by a message that stays.
 */
export async function confirmRun(
  services: Services,
  plan: PlanAnswer,
  params: PlanParams,
  target: Target,
): Promise<ConfirmedRun> {
  const confirmation = confirmationOf(plan, params, target.database);
  const { kind, message, detail, action } = confirmation;
  if (kind === 'none') return 'run';
  const isStamp = params.direction === 'stamp';
  // A stamp has no card: its rows of the version table are the whole of it.
  if (isStamp) await showSqlOf(services, plan, params);
  else await showCard(services, plan, params);
  const canTry = !isStamp && plan.card !== undefined && plan.card.dryRunObstacle === undefined;
  // What cannot be rolled back can still be tried where nobody misses it.
  const canCopy = !isStamp && !canTry && plan.engine === 'builtin';
  const actions = [action, ...(canTry ? [DRY_RUN] : []), ...(canCopy ? [ON_COPY] : []), READ];
  const answer = await window.showWarningMessage(message, { modal: true, detail }, ...actions);
  if (answer === DRY_RUN) return 'dry-run';
  if (answer === ON_COPY) return 'copy';
  if (answer === READ) return (await readInPeace(confirmation)) ? 'again' : undefined;
  if (answer !== action) return undefined;
  return kind === 'confirm' || (await typedName(target.database.name, action)) ? 'run' : undefined;
}

/** The card of a plan beside the active editor, which keeps the focus. */
async function showCard(services: Services, plan: PlanAnswer, params: PlanParams): Promise<void> {
  if (plan.card === undefined) return;
  const title = `plan of ${params.direction} (${params.database})`;
  await services.reports.show(title, plan.card.text, {
    viewColumn:
      services.reports.column ??
      (window.activeTextEditor === undefined ? ViewColumn.Active : ViewColumn.Beside),
    preserveFocus: true,
  });
}

async function readInPeace({ message, action }: Confirmation): Promise<boolean> {
  const goOn = `${action}…`;
  return (await window.showInformationMessage(message, goOn)) === goOn;
}

/** Whether the user has typed the name of a protected database. */
export async function typedName(name: string, action: string): Promise<boolean> {
  const typed = await window.showInputBox({
    title: `${action} “${name}”`,
    prompt: `“${name}” is protected. Type its name to go ahead.`,
    ignoreFocusOut: true,
    validateInput: (text) => (text === name ? undefined : `Type ${name}`),
  });
  return typed === name;
}
