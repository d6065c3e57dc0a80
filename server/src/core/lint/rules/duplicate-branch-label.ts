import type { Revision } from '../../script/revision.ts';
import type { ChainFile, ChainIndex } from '../chain-index.ts';
import { removeItem } from '../header-edits.ts';
import type { ChainRule, Finding } from '../lint-rule.ts';
import { revisionPlace, spansOf } from '../places.ts';

function findings(
  chain: ChainIndex,
  label: string,
  owners: readonly Revision[],
  others: readonly Revision[],
  message: string,
): Finding[] {
  const files = (revisions: readonly Revision[]): ChainFile[] =>
    revisions.map((revision) => chain.fileOfRevision(revision)).filter((file) => file !== undefined);
  return files(owners).flatMap((file) => {
    const variable = file.header.branchLabels;
    if (variable === undefined) return [];
    const related = files([...owners, ...others]).filter((other) => other !== file);
    return spansOf(variable, label).map((span) => ({
      path: file.path,
      span,
      message,
      related: related.map((other) => revisionPlace(other, `has "${label}" too`)),
      fixes: () => [
        {
          title: `Remove the branch label "${label}" from this file`,
          isPreferred: false,
          edits: removeItem(file, variable, label),
          renames: [],
        },
      ],
    }));
  });
}

/** A label has two owners, or is a revision's id. Source: `RevisionMap._map_branch_labels`. */
export const duplicateBranchLabel: ChainRule = {
  id: 'duplicate-branch-label',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    return chain.map.faults.flatMap((fault) => {
      if (fault.kind === 'label-equals-revision') {
        const message = `The branch label "${fault.label}" is also a revision id, so every alembic command that reads the chain fails.`;
        return findings(chain, fault.label, [fault.revision], [fault.named], message);
      }
      if (fault.kind !== 'duplicate-label') return [];
      const owners = [...new Set(fault.revisions)];
      const message = `The branch label "${fault.label}" is declared by ${owners.length} files, so every alembic command that reads the chain fails.`;
      return findings(chain, fault.label, owners, [], message);
    });
  },
};
