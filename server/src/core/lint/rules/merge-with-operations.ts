import { hasEmptyBody } from '../function-body.ts';
import type { FileRule } from '../lint-rule.ts';

/** A merge revision that also changes the schema. */
export const mergeWithOperations: FileRule = {
  id: 'merge-with-operations',
  severity: 'information',
  scope: 'file',
  check(file) {
    if (file.revision === undefined || file.revision.downRevisions.length < 2) return [];
    return [file.header.upgradeSpan, file.header.downgradeSpan].flatMap((span) =>
      span === undefined || hasEmptyBody(file.text, span)
        ? []
        : [
            {
              path: file.path,
              span,
              message:
                'This merge revision runs operations of its own, so a change hides where reviewers look for none and it cannot be thrown away and merged anew.',
            },
          ],
    );
  },
};
