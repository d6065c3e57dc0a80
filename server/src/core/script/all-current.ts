import { requireRevisions } from './require-revisions.ts';
import { getRevisions } from './resolve-identifier.ts';
import type { RevisionMap } from './revision-map.ts';
import type { RevisionNode } from './revision-node.ts';
import { ancestorsOf } from './traversal.ts';

/**
 * The revisions of `rows` and those that they imply through `depends_on`, without ancestors by `down_revision`: what
 * `alembic current` prints. In load order; Alembic's order varies from run to run.
 * Source: `RevisionMap._get_all_current`.
 */
export function allCurrent(map: RevisionMap, rows: readonly string[]): readonly RevisionNode[] {
  const active = ancestorsOf(requireRevisions(getRevisions(map, rows), rows.join(', ')));
  return [...active]
    .filter((node) => !node.children.some((child) => active.has(child)))
    .sort((left, right) => left.position - right.position);
}
