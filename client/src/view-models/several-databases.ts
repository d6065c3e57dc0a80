import type { DatabaseStatus, DatabaseSummary } from '../../../server/src/protocol/database-messages.ts';
import type { PlanAnswer } from '../../../server/src/protocol/run-messages.ts';
import type { SeveralRunAnswer, SeveralRunResult } from '../../../server/src/protocol/several-messages.ts';
import { revisionsWord } from './confirmation.ts';
import { shortId, shortIds } from './revision-id.ts';

/** The plan for one of several databases, or why there is none. */
export interface SeveralPlan {
  readonly database: string;
  readonly plan: PlanAnswer | undefined;
  readonly problem: string | undefined;
}

const SHOWN = 12;
const RULE = 92;

/** Whether a database is offered as chosen: somebody configured it, it answered, and something is pending. */
export function isPicked(source: DatabaseSummary['source'], status: DatabaseStatus | undefined): boolean {
  return source !== 'embedded' && status?.condition === 'ready' && (status.behind ?? 0) > 0;
}

/** The plans that can be run and have something to do. */
export function runnable(plans: readonly SeveralPlan[]): ReadonlyArray<SeveralPlan & { plan: PlanAnswer }> {
  return plans.flatMap(({ database, plan, problem }) =>
    plan === undefined ||
    plan.blocked !== undefined ||
    plan.outsideWindow !== undefined ||
    plan.steps.length === 0
      ? []
      : [{ database, plan, problem }],
  );
}

/** What the question before the run tells: one line a database. */
export function plansText(plans: readonly SeveralPlan[]): string {
  const lines = plans.map((each) => `• ${each.database}: ${planWords(each)}`);
  return lines.length <= SHOWN
    ? lines.join('\n')
    : [...lines.slice(0, SHOWN - 1), `… and ${lines.length - SHOWN + 1} more`].join('\n');
}

function planWords({ plan, problem }: SeveralPlan): string {
  if (plan === undefined) return `left out. ${problem ?? 'It could not be planned.'}`;
  const at = plan.heads.length === 0 ? 'empty' : `at ${shortIds(plan.heads)}`;
  const obstacle = plan.blocked ?? plan.outsideWindow;
  if (obstacle !== undefined) return `${at}, left out. ${obstacle}`;
  if (plan.steps.length === 0) return `${at}, nothing to do`;
  const destroys = plan.steps.flatMap((step) => step.destroys);
  const loss = destroys.length === 0 ? '' : `, removes ${destroys.join(', ')}`;
  const looks = (plan.card?.cautions ?? []).filter(({ kind }) => kind !== 'destroys').length;
  const look = looks === 0 ? '' : `, ${looks} caution${looks === 1 ? '' : 's'}`;
  return `${at}, ${revisionsWord(plan.steps.length)} to ${shortId(plan.steps.at(-1)?.revision ?? '')}${loss}${look}`;
}

/** The cards of all plans in one text, what runs before what is left out. */
export function severalCards(plans: readonly SeveralPlan[]): string {
  const runs = new Set(runnable(plans).map(({ database }) => database));
  const ordered = plans.toSorted(
    (left, right) => Number(runs.has(right.database)) - Number(runs.has(left.database)),
  );
  return ordered
    .map(({ database, plan, problem }) =>
      runs.has(database) && plan?.card !== undefined
        ? plan.card.text
        : `${database}: ${planWords({ database, plan, problem })}\n`,
    )
    .join(`\n${'='.repeat(RULE)}\n\n`);
}

/** "3 databases", "1 database". */
export function databasesWord(count: number): string {
  return `${count} database${count === 1 ? '' : 's'}`;
}

/** Whether every run ended well. */
export function allDone({ results }: SeveralRunAnswer): boolean {
  return results.every(({ answer }) => answer?.outcome === 'done');
}

/** The document that tells how it went in each database. */
export function severalReport(answer: SeveralRunAnswer): string {
  return `${answer.message}\n\n${answer.results.map(resultText).join('\n\n')}\n`;
}

function resultText({ database, answer, problem }: SeveralRunResult): string {
  return `${database}: ${answer?.outcome ?? 'not run'}\n    ${answer?.message ?? problem ?? ''}`;
}
