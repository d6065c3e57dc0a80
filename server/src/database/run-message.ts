import type { AppliedStep, PartialStep, RunFailureFacts, RunResult } from './migration-run.ts';

const STATEMENT_LENGTH = 80;

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** The rows of the version table as a person says them. */
function standsAt(revisions: readonly string[] | undefined): string {
  if (revisions === undefined) {
    return 'Where the database stands is not known: nothing answered. Look at its version table once the server does';
  }
  if (revisions.length === 0) return 'The database is at base';
  return `The database is at ${revisions.join(', ')}`;
}

function shortened(sql: string): string {
  const line = sql.replace(/\s+/g, ' ').trim();
  return line.length > STATEMENT_LENGTH ? `${line.slice(0, STATEMENT_LENGTH - 1)}…` : line;
}

function appliedSentence(applied: readonly AppliedStep[], isKnown: boolean): string {
  if (applied.length === 0)
    return isKnown ? 'No revision was changed.' : 'No revision before it was committed.';
  const last = applied.at(-1);
  if (!isKnown)
    return `${count(applied.length, 'revision')} before it committed, the last one ${last?.revision ?? ''}.`;
  return `${count(applied.length, 'revision')} before it ${applied.length === 1 ? 'is' : 'are'} kept, the last one ${last?.revision ?? ''}.`;
}

function partialSentences(partial: PartialStep): string {
  const parts: string[] = [];
  if (partial.committed.length > 0) {
    parts.push(
      `Revision ${partial.revision} is half in: ${count(partial.committed.length, 'statement')} committed by its autocommit block stay (${partial.committed.map(shortened).join('; ')}), ` +
        `${partial.rolledBack.length} rolled back, ${partial.notRun.length} not run, and the version table does not name it. ` +
        'Undo the committed statements by hand, or make them repeatable (IF NOT EXISTS), before you run it again.',
    );
  }
  if (partial.invalidIndexes.length > 0) {
    const drops = partial.invalidIndexes.map((name) => `DROP INDEX CONCURRENTLY ${name}`).join('; ');
    parts.push(`An index was left invalid; remove it before the next try: ${drops}.`);
  }
  return parts.join(' ');
}

function place({ revision, path, line }: RunFailureFacts): string {
  if (revision === undefined) return '';
  const file = path === undefined ? '' : ` (${path}${line === undefined ? '' : `:${line + 1}`})`;
  return `Revision ${revision}${file}: `;
}

function failureSentences(failure: RunFailureFacts): string {
  const state = failure.sqlState === undefined ? '' : ` (SQLSTATE ${failure.sqlState})`;
  const message = failure.message.replace(/\.$/, '');
  const detail = failure.detail === undefined ? '' : ` ${failure.detail}`;
  const hint = failure.hint === undefined ? '' : ` Hint: ${failure.hint}`;
  return `${place(failure)}${message}${state}.${detail}${hint}`;
}

const STALE_AGAIN = 'Look at the plan again and start anew.';

/** The paragraph of a result that tells what happened, where the database stands and what to do next. */
export function runMessage(
  plan: { readonly steps: readonly unknown[] },
  result: Omit<RunResult, 'message'>,
): string {
  const { outcome, applied, revisions, failure, partial } = result;
  const stands = `${standsAt(revisions)}.`;
  const aftermath = [
    appliedSentence(applied, revisions !== undefined),
    ...(partial === undefined ? [] : [partialSentences(partial)]),
    ...(failure?.uncertain === true
      ? ['The connection was lost while a part was being committed; compare the database before you go on.']
      : []),
  ].join(' ');
  switch (outcome) {
    case 'done':
      if (result.dryRun) {
        return `Dry run: ${count(plan.steps.length, 'revision')} ran in ${duration(result.milliseconds)} and all was rolled back. ${stands}`;
      }
      if (applied.length === 0) return `Nothing to do. ${stands}`;
      return applied.every(({ direction }) => direction === 'stamp')
        ? `Stamped in ${duration(result.milliseconds)}. ${stands}`
        : `${count(applied.length, 'revision')} done in ${duration(result.milliseconds)}. ${stands}`;
    case 'stale':
      return `Nothing was done: the version table changed since this plan was made. ${stands} ${STALE_AGAIN}`;
    case 'cancelled':
      return `Cancelled. ${aftermath} ${stands}`;
    case 'failed':
      return `${failure === undefined ? 'The run failed.' : failureSentences(failure)} ${aftermath} ${stands}`;
  }
}
