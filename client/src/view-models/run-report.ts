import type {
  IndexBuild,
  PlanAnswer,
  PlanParams,
  RunAnswer,
  RunParams,
  RunProgress,
} from '../../../server/src/protocol/run-messages.ts';
import { revisionsWord } from './confirmation.ts';
import { shortId, shortIds } from './revision-id.ts';

export type RunAction = 'Show SQL' | 'Show Log' | 'Plan Again' | 'Upgrade…' | 'Downgrade…';

export interface RunReport {
  readonly severity: 'information' | 'warning';
  readonly message: string;
  readonly actions: readonly RunAction[];
}

/** The message that ends a run; one that failed has a dialog of its own. */
export function runReport(
  answer: Pick<RunAnswer, 'message'> & { readonly outcome: Exclude<RunAnswer['outcome'], 'failed'> },
  run: Pick<RunParams, 'direction' | 'dryRun'>,
): RunReport {
  switch (answer.outcome) {
    case 'done':
      if (run.dryRun === true) {
        const goOn = run.direction === 'downgrade' ? 'Downgrade…' : 'Upgrade…';
        return { severity: 'information', message: answer.message, actions: [goOn, 'Show SQL'] };
      }
      return { severity: 'information', message: answer.message, actions: ['Show SQL', 'Show Log'] };
    case 'cancelled':
      return { severity: 'warning', message: answer.message, actions: ['Show SQL', 'Show Log'] };
    case 'stale':
      return { severity: 'warning', message: answer.message, actions: ['Plan Again'] };
  }
}

/** The message where the plan has no step. */
export function nothingToRun(plan: PlanAnswer, params: PlanParams): string {
  const at = plan.heads.length === 0 ? 'empty: no revision is applied' : `at ${shortIds(plan.heads)}`;
  return `Nothing to ${params.direction}: “${params.database}” is ${at}.`;
}

/** The title of the progress notification: what runs where, and by which engine. */
export function progressTitle(run: RunParams, steps: number): string {
  const verb =
    run.dryRun === true
      ? `Trying to ${run.direction}`
      : { upgrade: 'Upgrading', downgrade: 'Downgrading', stamp: 'Stamping' }[run.direction];
  const engine = run.engine === 'alembic' ? ' with your alembic' : '';
  return `${verb} “${run.database}” by ${revisionsWord(steps)}${engine}`;
}

/** The changing line of the progress notification. */
export function progressMessage(progress: RunProgress): string {
  const place = `${progress.step} of ${progress.stepCount}: ${shortId(progress.revision)} ${progress.message}`;
  if (progress.waiting !== undefined) return `${place} — waits for ${progress.waiting}`;
  if (progress.building !== undefined) return `${place} — ${buildWords(progress.building)}`;
  return progress.statementCount > 1 && progress.statement > 0
    ? `${place} (statement ${progress.statement} of ${progress.statementCount})`
    : place;
}

/** How far the bar stands, in percent of the whole run. */
export function progressPercent(progress: RunProgress): number {
  if (progress.stepCount === 0) return 100;
  const within =
    progress.statementCount === 0 ? 0 : Math.max(0, progress.statement - 1) / progress.statementCount;
  return Math.min(100, ((Math.max(1, progress.step) - 1 + within) / progress.stepCount) * 100);
}

/** "building index: scanning table, 1,200 of 9,000 blocks (13 %)". */
function buildWords({ phase, unit, done, total }: IndexBuild): string {
  if (total === 0) return phase;
  return `${phase}, ${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${unit} (${Math.floor((100 * done) / total)} %)`;
}
