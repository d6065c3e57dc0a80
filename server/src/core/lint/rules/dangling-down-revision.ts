import type { ChainIndex } from '../chain-index.ts';
import type { ChainRule, Finding } from '../lint-rule.ts';
import { reparentFixes } from '../parent-candidates.ts';
import { spansOf } from '../places.ts';

/** `down_revision` names an id that no file declares. Source: `RevisionMap._add_revisions`, which ends in a KeyError. */
export const danglingDownRevision: ChainRule = {
  id: 'dangling-down-revision',
  severity: 'error',
  scope: 'chain',
  check(chain: ChainIndex): readonly Finding[] {
    const findings: Finding[] = [];
    for (const file of chain.files) {
      for (const parent of file.revision.downRevisions) {
        if (chain.declarers(parent).length > 0) continue;
        for (const span of spansOf(file.header.downRevision, parent)) {
          findings.push({
            path: file.path,
            span,
            ...(chain.hasUnreadableRevision ? { severity: 'warning' } : {}),
            message: chain.hasUnreadableRevision
              ? `No readable revision file declares "${parent}"; unless one of the unreadable files does, every alembic command fails before it starts.`
              : `No revision file declares "${parent}", so every alembic command that reads the chain fails.`,
            fixes: () => reparentFixes(chain, file, parent),
          });
        }
      }
    }
    return findings;
  },
};
