import { allCurrent } from './all-current.ts';
import { CommandError } from './command-error.ts';
import { filterForLineage } from './lineage.ts';
import { parseRelativeIdentifier, type RelativeIdentifier } from './relative-identifier.ts';
import { findRevision, getRevision, lineageTests } from './resolve-identifier.ts';
import type { RevisionMap } from './revision-map.ts';
import { alongBranch, missesMigrations } from './upgrade-target.ts';
import { type Resolved, walk } from './walk.ts';

/** A downgrade target: where to stop, and the branch that limits what is removed. A null revision is base. */
export interface DowngradeTarget {
  readonly branch: string | undefined;
  readonly revision: Resolved;
}

/**
 * Reads a downgrade target, seen from the rows in the version table (in the order the database returned them).
 * Source: `RevisionMap._parse_downgrade_target`.
 */
export function parseDowngradeTarget(
  map: RevisionMap,
  current: readonly string[],
  target: string,
  stopAtEnd: boolean,
): DowngradeTarget {
  const relative = parseRelativeIdentifier(target);
  if (relative === undefined) {
    const at = target.lastIndexOf('@');
    const branch = at > 0 ? target.slice(0, at) : undefined;
    return { branch, revision: getRevision(map, target.slice(at + 1)) };
  }
  if (relative.steps < 0) return below(map, current, relative, stopAtEnd);
  if (relative.symbol === undefined) throw missesMigrations(relative);
  const start = getRevision(map, relative.symbol);
  const options = { ...alongBranch(map, relative.branch), stopAtEnd };
  const revision = walk(map, start, relative.steps, options);
  if (revision === null) throw walkedTooFar(relative.symbol, relative);
  return { branch: relative.branch, revision };
}

function below(
  map: RevisionMap,
  current: readonly string[],
  relative: RelativeIdentifier,
  stopAtEnd: boolean,
): DowngradeTarget {
  let { branch, symbol } = relative;
  if (symbol === undefined) {
    symbol = branch === undefined ? current[0] : rowOnBranch(map, current, branch);
    if (symbol === undefined) throw missesMigrations(relative);
    branch ??= symbol;
  }
  const start = getRevision(map, branch === undefined ? symbol : `${branch}@${symbol}`);
  const revision = walk(map, start, relative.steps, { stopAtEnd });
  if (revision === null) {
    throw relative.symbol === undefined ? missesMigrations(relative) : walkedTooFar(symbol, relative);
  }
  return { branch, revision };
}

/** The row that `branch@-N` counts from; where no row is on the branch, the revision of it that other rows imply. */
function rowOnBranch(map: RevisionMap, current: readonly string[], branch: string): string {
  const tests = lineageTests(map, branch);
  const rows =
    tests === undefined
      ? current
      : current.filter((row) => filterForLineage([findRevision(map, row)], tests).length > 0);
  const found =
    rows.length > 0 ? rows : filterForLineage(allCurrent(map, current), tests).map((node) => node.id);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const what = found.length === 0 ? 'no revision' : `several revisions (${found.join(', ')})`;
    throw new CommandError(
      'ambiguous-downgrade',
      `Branch '${branch}' has ${what} in the database, so there is nothing certain to count down from. Name the revision to go to.`,
      { branch, current: found },
    );
  }
  return only;
}

function walkedTooFar(symbol: string, relative: RelativeIdentifier): CommandError {
  return new CommandError(
    'walked-too-far',
    `Walked too far: there are not ${Math.abs(relative.steps)} revisions ${relative.steps < 0 ? 'below' : 'above'} ${symbol}.`,
    { symbol, relative: relative.written },
  );
}
