import type { CollectedRevisions } from './collect-upgrade.ts';
import { CommandError } from './command-error.ts';
import { parseDowngradeTarget } from './downgrade-target.ts';
import { requireRevisions } from './require-revisions.ts';
import { getRevisions, resolveBranch } from './resolve-identifier.ts';
import type { RevisionMap } from './revision-map.ts';
import { isBase, type RevisionNode } from './revision-node.ts';
import { ancestorsOf, descendantsOf, lineageBelow } from './traversal.ts';

/**
 * What has to go so that `target` is current: every active revision above it, by `down_revision` or `depends_on`.
 * Throws CommandError `invalid-downgrade-target`, `target-out-of-range`, and what the identifiers throw.
 * Source: `RevisionMap._collect_downgrade_revisions`.
 */
export function collectDowngrade(
  map: RevisionMap,
  target: string,
  current: readonly string[],
): CollectedRevisions {
  const { branch, revision } = parseDowngradeTarget(map, current, target, false);
  const isToBase = revision === null || revision === 'base';
  let roots: readonly RevisionNode[] = isToBase ? rootsOfKeys(map) : revision.children;
  if (branch !== undefined && roots.length > 1) {
    const below = lineageBelow([resolveBranch(map, branch)]);
    roots = [...new Set(roots)].filter((root) => below.has(root));
    if (roots.length === 0) throw invalidDowngrade(target, current);
  }
  const heads = requireRevisions(getRevisions(map, current), current.join(', '));
  const active = ancestorsOf(heads);
  const dropped = new Set<RevisionNode>();
  for (const node of descendantsOf(roots, 'allChildren')) if (active.has(node)) dropped.add(node);
  if (!isToBase && dropped.size === 0 && !heads.includes(revision)) throw invalidDowngrade(target, current);
  return { revisions: dropped, heads };
}

/** Alembic walks its map by key, so that a base that declares a branch label counts once more for each label. */
function rootsOfKeys(map: RevisionMap): readonly RevisionNode[] {
  const bases = [...map.revisions()].filter(isBase);
  const labelled = [...map.declaredLabels.values()].filter(isBase);
  return [...bases, ...labelled];
}

function invalidDowngrade(target: string, current: readonly string[]): CommandError {
  const rows = current.length === 0 ? 'the database holds none' : `now ${current.join(', ')}`;
  return new CommandError(
    'invalid-downgrade-target',
    `Destination ${target} is not a valid downgrade target from current head(s) (${rows}).`,
    { target, current },
  );
}
