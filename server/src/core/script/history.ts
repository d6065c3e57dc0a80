import { asList, type CollectOptions, collectUpgrade } from './collect-upgrade.ts';
import { CommandError } from './command-error.ts';
import type { RevisionMap } from './revision-map.ts';
import type { RevisionNode } from './revision-node.ts';
import { topologicalOrder } from './topological-order.ts';

export interface HistoryRange {
  readonly start: string | readonly string[];
  readonly end: string | readonly string[];
}

const HISTORY: CollectOptions = { inclusive: true, implicitBase: false, stopAtEnd: true };

/**
 * Every revision, newest first, in the order of `alembic history`. Of a chain that Alembic cannot load it gives all that
 * could be read: what hangs below the heads first, then the rest, last loaded first.
 * Source: `ScriptDirectory.walk_revisions`.
 */
export function historyOf(map: RevisionMap): readonly RevisionNode[] {
  const all = new Set(map.revisions());
  const heads = map.effectiveHeads.flatMap((id) => map.get(id) ?? []);
  const { order, unreached } = topologicalOrder(map, all, heads);
  if (unreached.size === 0) return order;
  const rest = [...unreached].sort((left, right) => right.position - left.position);
  return [...order, ...rest];
}

/**
 * The revisions of `history -r`, both ends included, newest first.
 * Throws CommandError `invalid-range`, `range-crosses-dependency`, and what the identifiers throw.
 * Source: `ScriptDirectory.walk_revisions`.
 */
export function historyBetween(map: RevisionMap, range: HistoryRange): readonly RevisionNode[] {
  const { revisions, heads } = collectUpgrade(map, { upper: range.end, lower: range.start }, HISTORY);
  const { order, unreached } = topologicalOrder(map, revisions, heads);
  if (unreached.size > 0) {
    const start = asList(range.start).join(', ');
    const end = asList(range.end).join(', ');
    throw new CommandError(
      'range-crosses-dependency',
      `The range ${start}:${end} crosses a depends_on, and so ${idsOf(unreached)} cannot be listed. Choose ends on one branch.`,
      { start, end },
    );
  }
  return order;
}

/**
 * Reads the text after `history -r`: `A:B`, `A:`, `:B` or `:`. `current` stands for the rows of the version table.
 * Throws CommandError `invalid-range` where there is not exactly one colon.
 * Source: `alembic.command.history`.
 */
export function parseHistoryRange(text: string, current: readonly string[] = []): HistoryRange {
  const [start, end, ...more] = text.trim().split(':');
  if (start === undefined || end === undefined || more.length > 0) {
    throw new CommandError('invalid-range', 'History range requires [start]:[end], [start]:, or :[end].', {
      range: text,
    });
  }
  const isEndCurrent = end === 'current';
  return {
    start: rangeEnd(start, start === 'current' && !isEndCurrent ? current : undefined) ?? 'base',
    end: rangeEnd(end, isEndCurrent ? current : undefined) ?? 'heads',
  };
}

/** Whether a history range asks for the rows of the version table. */
export function historyRangeNeedsCurrent(text: string): boolean {
  return text.trim().split(':').includes('current');
}

function rangeEnd(text: string, rows: readonly string[] | undefined): string | readonly string[] | undefined {
  if (rows !== undefined) return rows.length > 0 ? rows : undefined;
  return text === '' ? undefined : text;
}

function idsOf(nodes: Iterable<RevisionNode>): string {
  return [...nodes].map((node) => node.id).join(', ');
}
