import { CommandError } from './command-error.ts';
import { filterForLineage } from './lineage.ts';
import { parseRelativeIdentifier, type RelativeIdentifier } from './relative-identifier.ts';
import { requireRevisions } from './require-revisions.ts';
import { findRevision, getRevision, getRevisions, lineageTests } from './resolve-identifier.ts';
import type { RevisionMap } from './revision-map.ts';
import type { RevisionNode } from './revision-node.ts';
import { ancestorsOf } from './traversal.ts';
import { type Resolved, type WalkOptions, walk } from './walk.ts';

/**
 * The revisions that an upgrade target stands for, seen from the rows in the version table.
 * Empty for `base`. Entries other than revisions are targets that lie outside the chain.
 * Source: `RevisionMap._parse_upgrade_target`.
 */
export function parseUpgradeTarget(
  map: RevisionMap,
  current: readonly string[],
  target: string | readonly string[],
  stopAtEnd: boolean,
): readonly Resolved[] {
  const relative = typeof target === 'string' ? parseRelativeIdentifier(target) : undefined;
  if (relative === undefined) return getRevisions(map, target);
  const { branch, symbol, steps } = relative;
  if (symbol === undefined) {
    if (steps <= 0) throw missesMigrations(relative);
    const start = startOfUpgrade(map, current, branch);
    const found = walk(map, start, steps, { ...alongBranch(map, branch), stopAtEnd });
    if (found === null) throw missesMigrations(relative);
    return [found];
  }
  if (steps > 0) {
    return [walk(map, getRevision(map, symbol), steps, { ...alongBranch(map, branch), stopAtEnd })];
  }
  const start = getRevision(map, branch === undefined ? symbol : `${branch}@${symbol}`);
  return [walk(map, start, steps, { stopAtEnd })];
}

/** The option that keeps a walk upward on `branch`. */
export function alongBranch(map: RevisionMap, branch: string | undefined): Pick<WalkOptions, 'among'> {
  if (branch === undefined) return {};
  return { among: (choices) => filterForLineage(choices, lineageTests(map, branch)) };
}

function startOfUpgrade(
  map: RevisionMap,
  current: readonly string[],
  branch: string | undefined,
): RevisionNode | null {
  if (branch === undefined) {
    if (current.length > 1) throw ambiguousUpgrade(current);
    const [row] = current;
    return row === undefined ? null : getRevision(map, row);
  }
  const found = getRevisions(map, current);
  const tests = lineageTests(map, branch);
  const rows = found.flatMap((row) => {
    if (tests === undefined) return row === null || row === 'base' ? [] : [row];
    return row === 'base' ? findRevision(map, row) : requireRevisions([row], current.join(', '));
  });
  let starts = filterForLineage(rows, tests);
  if (starts.length === 0) {
    const active = filterForLineage([...ancestorsOf(rows)], tests);
    const covered = new Set(active.flatMap((node) => map.normalizedParents(node)));
    starts = active.filter((node) => !covered.has(node));
  }
  if (starts.length > 1) throw ambiguousUpgrade(starts.map((node) => node.id));
  return starts[0] ?? null;
}

function ambiguousUpgrade(current: readonly string[]): CommandError {
  return new CommandError(
    'ambiguous-upgrade',
    `Ambiguous upgrade from multiple current revisions (${current.join(', ')}). Name a branch, as in '<branchname>@+1', or a revision.`,
    { current },
  );
}

/** Alembic's "Relative revision … didn't produce … migrations". */
export function missesMigrations(relative: RelativeIdentifier): CommandError {
  const count = Math.abs(relative.steps);
  return new CommandError(
    'relative-out-of-range',
    `Relative revision ${relative.written} didn't produce ${count} migrations from the current revision.`,
    { relative: relative.written },
  );
}
