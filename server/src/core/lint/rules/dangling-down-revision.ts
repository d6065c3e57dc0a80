import type { ChainIndex } from '../chain-index.ts';
import type { ChainRule } from '../lint-rule.ts';
import { reparentFixes } from '../parent-candidates.ts';
import { spansOf } from '../places.ts';

function consequence(chain: ChainIndex, missing: string): string {
  if (chain.labelled(missing).length > 0) {
    return `"${missing}" is a branch label and down_revision takes ids only, so every alembic command that reads the chain fails.`;
  }
  return chain.hasUnreadableRevision
    ? `No readable revision file declares "${missing}"; unless one of the unreadable files does, every alembic command that reads the chain fails.`
    : `No revision file declares "${missing}", so every alembic command that reads the chain fails.`;
}

/** `down_revision` names an id that no file declares. Source: `RevisionMap._add_revisions`, which ends in a KeyError. */
export const danglingDownRevision: ChainRule = {
  id: 'dangling-down-revision',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    return chain.map.faults.flatMap((fault) => {
      if (fault.kind !== 'missing-down-revision') return [];
      const file = chain.fileOfRevision(fault.revision);
      if (file === undefined) return [];
      return spansOf(file.header.downRevision, fault.missing).map((span) => ({
        path: file.path,
        span,
        severity: chain.hasUnreadableRevision ? 'warning' : 'error',
        message: consequence(chain, fault.missing),
        fixes: () => reparentFixes(chain, file, fault.missing),
      }));
    });
  },
};
