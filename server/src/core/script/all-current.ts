import { CommandError } from './command-error.ts';
import { getRevisions } from './resolve-identifier.ts';
import type { RevisionMap } from './revision-map.ts';
import type { RevisionNode } from './revision-node.ts';
import { ancestorsOf } from './traversal.ts';
import type { Resolved } from './walk.ts';

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

/** `resolved` if all of it is revisions; CommandError `target-out-of-range` where the text leads past the chain's end. */
export function requireRevisions(resolved: readonly Resolved[], written: string): readonly RevisionNode[] {
  return resolved.map((each) => {
    if (each !== null && each !== 'base') return each;
    throw new CommandError(
      'target-out-of-range',
      `'${written}' leads past the end of the chain; no revision is there.`,
      { target: written },
    );
  });
}
