import { CommandError } from './command-error.ts';
import type { RevisionMap } from './revision-map.ts';
import type { RevisionNode } from './revision-node.ts';

/** What an identifier stands for: a revision, the empty state below all bases, or nothing at all. */
export type Resolved = RevisionNode | 'base' | null;

export interface WalkOptions {
  /** Going up, which of the next revisions may be taken. */
  readonly among?: (choices: readonly RevisionNode[]) => readonly RevisionNode[];
  /** Past the last revision: stay there instead of answering null. */
  readonly stopAtEnd?: boolean;
}

/**
 * The revision `steps` above (below, where negative) `start` by `down_revision`; a null start is the empty state, whose
 * neighbours are the bases upward and the heads downward. Just below a base is `'base'`. Null where there are fewer steps.
 * Throws CommandError `ambiguous-walk` where more than one revision could come next.
 * Source: `RevisionMap._walk`.
 */
export function walk(
  map: RevisionMap,
  start: RevisionNode | null,
  steps: number,
  options: WalkOptions = {},
): Resolved {
  let current: Resolved = start;
  for (let step = 0; step < Math.abs(steps); step += 1) {
    const choices: readonly Resolved[] = steps > 0 ? above(map, current, options) : below(map, current);
    const [next] = choices;
    if (next === undefined) return options.stopAtEnd === true ? current : null;
    if (choices.length > 1) throw ambiguousWalk(current, steps > 0 ? 'up' : 'down', choices);
    current = next;
  }
  return current;
}

function above(map: RevisionMap, current: Resolved, options: WalkOptions): readonly RevisionNode[] {
  const choices = typeof current === 'object' && current !== null ? current.children : named(map, map.bases);
  return options.among === undefined ? choices : options.among(choices);
}

function below(map: RevisionMap, current: Resolved): readonly Resolved[] {
  if (current === 'base') return [];
  const choices = current === null ? named(map, map.heads) : current.parents;
  return choices.length === 0 ? ['base'] : choices;
}

function named(map: RevisionMap, ids: readonly string[]): readonly RevisionNode[] {
  return ids.flatMap((id) => map.get(id) ?? []);
}

function ambiguousWalk(from: Resolved, direction: 'up' | 'down', choices: readonly Resolved[]): CommandError {
  const start = from === null || from === 'base' ? 'base' : from.id;
  const names = choices.map((choice) => (choice === null || choice === 'base' ? 'base' : choice.id));
  return new CommandError(
    'ambiguous-walk',
    `Ambiguous walk: ${direction} from ${start} there are ${names.join(', ')}. Name the revision you mean.`,
    { from: start, direction, choices: names },
  );
}
