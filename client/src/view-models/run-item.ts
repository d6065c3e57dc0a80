import type { RunRecord } from '../../../server/src/protocol/run-messages.ts';
import type { Icon } from './icon.ts';
import { rowIds } from './revision-id.ts';

/** A run that ended, as a row below its database shows it. */
export interface RunItem {
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  /** Every fact of it, as plain text. */
  readonly tooltip: string;
}

const OUTCOME = { done: 'done', failed: 'failed', cancelled: 'cancelled' } as const;
const VERB = { upgrade: 'Upgrade', downgrade: 'Downgrade', stamp: 'Stamp' } as const;
const ENGINE = { builtin: 'the built-in engine', alembic: 'your own alembic' } as const;

export function runItem(run: RunRecord): RunItem {
  const label = `${VERB[run.direction]} ${OUTCOME[run.outcome]}`;
  const when = run.startedAt.slice(0, 16).replace('T', ' ');
  const count = `${run.steps.length} revision${run.steps.length === 1 ? '' : 's'}`;
  const place = (rows: readonly string[]) => (rows.length === 0 ? 'base' : rowIds(rows));
  return {
    label,
    description: `${count} · ${durationWords(run.milliseconds)} · ${when}`,
    icon: {
      id: run.outcome === 'done' ? 'history' : 'error',
      color: run.outcome === 'done' ? undefined : 'problemsErrorIcon.foreground',
    },
    tooltip: [
      `${label} ${when} UTC, by ${run.user} with ${ENGINE[run.engine]}`,
      `From ${place(run.from)} to ${place(run.to)} in ${durationWords(run.milliseconds)}`,
      ...run.steps.map(({ revision, milliseconds }) => `• ${revision}  ${durationWords(milliseconds)}`),
      ...(run.backup === undefined ? [] : [`Backup from before: ${run.backup}`]),
      ...(run.restore === undefined ? [] : [run.restore]),
      ...(run.message === undefined ? [] : ['', run.message]),
    ].join('\n'),
  };
}

/** Milliseconds as people read them: "80 ms", "1.2 s", "3 min 5 s". */
export function durationWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
