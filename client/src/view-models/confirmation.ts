import type { DatabaseSummary } from '../../../server/src/protocol/database-messages.ts';
import type {
  PlanAnswer,
  PlanCaution,
  PlannedStep,
  PlanParams,
} from '../../../server/src/protocol/run-messages.ts';
import { shortId, shortIds } from './revision-id.ts';

export interface Confirmation {
  /** `typed`: the user types the database's name after agreeing. */
  readonly kind: 'none' | 'confirm' | 'typed';
  readonly message: string;
  readonly detail: string;
  /** The button that goes ahead. */
  readonly action: string;
}

const SHOWN = 8;

/** Cautions that a run is asked for; the others are told where it is asked for anyway. */
const LOOKED_AT: ReadonlySet<PlanCaution['kind']> = new Set(['table', 'session', 'server']);

/**
 * What to ask before a run. Asked are: whatever the database's protection demands, every run that destroys data or
 * might (its SQL is not known), one that would wait for somebody or keep others waiting for long, one outside the
 * maintenance window, and every stamp, which believes the user instead of running anything.
 */
export function confirmationOf(
  plan: PlanAnswer,
  params: PlanParams,
  database: DatabaseSummary,
): Confirmation {
  const destroying = plan.steps.filter((step) => step.destroys.length > 0);
  const unknown = plan.steps.filter((step) => step.unresolved.length > 0);
  const looked = (plan.card?.cautions ?? []).filter(({ kind }) => LOOKED_AT.has(kind));
  const risky =
    destroying.length > 0 ||
    looked.length > 0 ||
    plan.outsideWindow !== undefined ||
    params.direction === 'stamp' ||
    (params.direction === 'downgrade' && unknown.length > 0);
  const verb = { upgrade: 'Upgrade', downgrade: 'Downgrade', stamp: 'Stamp' }[params.direction];
  const kind = database.protection === 'typed' ? 'typed' : risky ? 'confirm' : database.protection;
  return {
    kind,
    message: questionOf(plan, params, database),
    detail: [
      plan.outsideWindow ?? '',
      destroysText(destroying),
      cut(looked.map(({ message }) => `• ${message}`)).join('\n'),
      unknownText(unknown),
      params.direction === 'stamp' ? 'Nothing else in the database changes.' : stepsText(plan.steps),
      params.direction === 'stamp' ? '' : engineText(plan),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
    action: plan.outsideWindow === undefined ? verb : `${verb} Outside the Window`,
  };
}

function questionOf(plan: PlanAnswer, params: PlanParams, database: DatabaseSummary): string {
  const revisions = revisionsWord(plan.steps.length);
  const from = plan.heads.length === 0 ? 'base' : shortIds(plan.heads);
  const to = params.target.split(' ');
  switch (params.direction) {
    case 'upgrade':
      return `Upgrade “${database.name}” by ${revisions}, from ${from}?`;
    case 'downgrade':
      return `Downgrade “${database.name}” by ${revisions}, from ${from}?`;
    case 'stamp':
      return `Stamp “${database.name}” as ${shortIds(to)} without running a revision? It is at ${from} now.`;
  }
}

function destroysText(steps: readonly PlannedStep[]): string {
  if (steps.length === 0) return '';
  const lines = steps.flatMap((step) => step.destroys.map((what) => `• ${what} (${shortId(step.revision)})`));
  return `This removes for good, with the data in it:\n${cut(lines).join('\n')}`;
}

function unknownText(steps: readonly PlannedStep[]): string {
  if (steps.length === 0) return '';
  const lines = steps.flatMap((step) =>
    step.unresolved.map(({ line, reason }) => `• ${shortId(step.revision)}, line ${line + 1}: ${reason}`),
  );
  return `What these lines do is known only when they run:\n${cut(lines).join('\n')}`;
}

function engineText({ engine, engineReason }: PlanAnswer): string {
  return `Engine: ${engine === 'builtin' ? 'the built-in one' : 'your own alembic'}. ${engineReason}`;
}

function stepsText(steps: readonly PlannedStep[]): string {
  return cut(steps.map((step) => `${shortId(step.revision)}  ${step.message}`)).join('\n');
}

function cut(lines: readonly string[]): readonly string[] {
  return lines.length <= SHOWN
    ? lines
    : [...lines.slice(0, SHOWN - 1), `… and ${lines.length - SHOWN + 1} more`];
}

/** "1 revision", "14 revisions". */
export function revisionsWord(count: number): string {
  return `${count} revision${count === 1 ? '' : 's'}`;
}
