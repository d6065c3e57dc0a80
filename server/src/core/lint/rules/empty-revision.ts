import { hasEmptyBody } from '../function-body.ts';
import type { FileRule } from '../lint-rule.ts';

/** A revision that does nothing in either direction and is neither a merge nor the start of a labelled branch. */
export const emptyRevision: FileRule = {
  id: 'empty-revision',
  severity: 'hint',
  scope: 'file',
  check(file) {
    const { upgradeSpan, downgradeSpan, branchLabels, dependsOn } = file.header;
    if (file.revision === undefined || upgradeSpan === undefined) return [];
    if (file.revision.downRevisions.length > 1 || file.revision.branchLabels.length > 0) return [];
    if (branchLabels?.value.kind === 'unknown' || dependsOn?.value.kind === 'unknown') return [];
    if (file.revision.dependsOn.length > 0 || !hasEmptyBody(file.text, upgradeSpan)) return [];
    if (downgradeSpan !== undefined && !hasEmptyBody(file.text, downgradeSpan)) return [];
    return [
      {
        path: file.path,
        span: upgradeSpan,
        message: 'This revision changes nothing, so every database records a step that did not happen.',
      },
    ];
  },
};
