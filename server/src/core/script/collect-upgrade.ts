import { CommandError } from './command-error.ts';
import { parseDowngradeTarget } from './downgrade-target.ts';
import { requireRevisions } from './require-revisions.ts';
import { getRevision, getRevisions } from './resolve-identifier.ts';
import type { RevisionMap } from './revision-map.ts';
import type { RevisionNode } from './revision-node.ts';
import { ancestorsOf, descendantsOf, findOverlap } from './traversal.ts';
import { parseUpgradeTarget } from './upgrade-target.ts';
import type { Resolved } from './walk.ts';

export interface UpgradeRange {
  /** A target, or identifiers that are all meant. */
  readonly upper: string | readonly string[];
  /** Rows of the version table, or one identifier of a history range. */
  readonly lower: string | readonly string[];
}

export interface CollectOptions {
  /** The lower end belongs to the answer. */
  readonly inclusive: boolean;
  /** What the upper end needs from other branches belongs to the answer, even if it is not above the lower end. */
  readonly implicitBase: boolean;
  /** Relative identifiers stop at the end of the chain. */
  readonly stopAtEnd: boolean;
}

export interface CollectedRevisions {
  readonly revisions: ReadonlySet<RevisionNode>;
  /** Where a listing of them begins. */
  readonly heads: readonly RevisionNode[];
}

/**
 * What is needed to get from `lower` to `upper`.
 * Throws CommandError `invalid-range`, `overlapping-revisions`, `target-out-of-range`, and what the identifiers throw.
 * Source: `RevisionMap._collect_upgrade_revisions`.
 */
export function collectUpgrade(
  map: RevisionMap,
  range: UpgradeRange,
  options: CollectOptions,
): CollectedRevisions {
  const { upper } = range;
  const lower = asList(range.lower);
  const found = parseUpgradeTarget(map, lower, upper, options.stopAtEnd);
  const heads = onBranchOf(map, range.lower, requireRevisions(found, asList(upper).join(', ')));
  refuseOverlap(heads, (node) => node.allParents);
  const required = ancestorsOf(heads);
  const current = revisionsApart(startOfRange(map, range, required, options), lower);
  const applied = ancestorsOf(current);
  const needs = new Set([...required].filter((node) => !applied.has(node)));
  if (options.inclusive) for (const node of current) needs.add(node);
  if (current.length > 0 && !options.implicitBase) {
    refuseOverlap(current, (node) => node.children);
    const above = descendantsOf(current, 'children');
    for (const node of needs) if (!above.has(node)) needs.delete(node);
  }
  return { revisions: needs, heads };
}

export function asList(identifiers: string | readonly string[]): readonly string[] {
  return typeof identifiers === 'string' ? [identifiers] : identifiers;
}

/** A lower end `branch@…` keeps only heads on that branch. */
function onBranchOf(
  map: RevisionMap,
  lower: string | readonly string[],
  heads: readonly RevisionNode[],
): readonly RevisionNode[] {
  if (typeof lower !== 'string' || !lower.includes('@')) return heads;
  const branch = lower.slice(0, lower.indexOf('@'));
  const revision = getRevision(map, branch);
  if (revision?.id !== branch) return heads.filter((head) => map.labelsOf(head).includes(branch));
  const [label, ...others] = map.labelsOf(revision);
  if (label === undefined || others.length > 0) {
    const labels =
      label === undefined ? 'no branch label' : `several branch labels (${[label, ...others].join(', ')})`;
    throw new CommandError(
      'invalid-range',
      `'${lower}' uses revision ${branch} as a branch, but it has ${labels}. Write a branch label before the '@'.`,
      { lower },
    );
  }
  return heads.filter((head) => map.labelsOf(head).includes(label));
}

function startOfRange(
  map: RevisionMap,
  range: UpgradeRange,
  required: ReadonlySet<RevisionNode>,
  options: CollectOptions,
): readonly Resolved[] {
  const current = getRevisions(map, range.lower);
  const isBeside = current.some((each) => each === 'base' || (each !== null && !required.has(each)));
  if (!options.implicitBase && isBeside) throw invalidRange(range);
  if (current[0] !== null || typeof range.lower !== 'string') return current;
  const { revision } = parseDowngradeTarget(map, asList(range.upper), range.lower, options.stopAtEnd);
  return revision === 'base' ? [] : [revision];
}

/** `lower`, where none needs another and all are revisions; Alembic finds the first fault of either kind. */
function revisionsApart(resolved: readonly Resolved[], lower: readonly string[]): readonly RevisionNode[] {
  const revisions = resolved.filter((each) => each !== null && each !== 'base');
  const beforeGap = resolved.findIndex((each) => each === null || each === 'base');
  refuseOverlap(revisions, (node) => node.allParents, beforeGap < 0 ? revisions.length : beforeGap);
  return requireRevisions(resolved, lower.join(', '));
}

function refuseOverlap(
  revisions: readonly RevisionNode[],
  edges: (node: RevisionNode) => readonly RevisionNode[],
  count = revisions.length,
): void {
  const overlap = findOverlap(revisions, edges, count);
  if (overlap === undefined) return;
  const target = overlap.target.id;
  const others = overlap.others.map((node) => node.id);
  throw new CommandError(
    'overlapping-revisions',
    `Requested revision ${target} overlaps with other requested revisions ${others.join(', ')}: one needs the other, so only one of them can be current. If these are rows of the version table, delete the row of the older one.`,
    { revision: target, others },
  );
}

function invalidRange({ upper, lower }: UpgradeRange): CommandError {
  const start = asList(lower).join(', ') || 'base';
  const end = asList(upper).join(', ') || 'base';
  return new CommandError(
    'invalid-range',
    `Requested range ${start}:${end} does not refer to ancestor/descendant revisions along the same branch.`,
    { start, end },
  );
}
