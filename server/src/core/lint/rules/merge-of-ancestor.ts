import { setParents } from '../header-edits.ts';
import type { RevisionRule } from '../lint-rule.ts';
import { revisionPlace, spansOf } from '../places.ts';

/** A merge names a revision and one of that revision's ancestors, so it merges nothing there. */
export const mergeOfAncestor: RevisionRule = {
  id: 'merge-of-ancestor',
  severity: 'warning',
  scope: 'revision',
  reach: 'between-parents',
  check(chain, file) {
    const { revision, downRevisions } = file.revision;
    if (downRevisions.length < 2 || !chain.isGrounded(revision)) return [];
    return [...new Set(downRevisions)].flatMap((parent) => {
      const above = downRevisions.find(
        (other) => other !== revision && chain.isAncestor(parent, other, 'down'),
      );
      const aboveFile = above === undefined ? undefined : chain.file(above);
      if (aboveFile === undefined) return [];
      return spansOf(file.header.downRevision, parent).map((span) => ({
        path: file.path,
        span,
        message: `"${parent}" is an ancestor of "${above}", which this revision names too, so it shows as a branch and a merge that do not exist.`,
        related: [revisionPlace(aboveFile, `follows "${parent}"`)],
        fixes: () => [
          {
            title: `Remove "${parent}" from down_revision`,
            isPreferred: true,
            edits: setParents(
              file,
              downRevisions.filter((other) => other !== parent),
            ),
            renames: [],
          },
        ],
      }));
    });
  },
};
