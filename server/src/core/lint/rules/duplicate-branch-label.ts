import type { ChainFile, ChainIndex } from '../chain-index.ts';
import { removeItem } from '../header-edits.ts';
import type { ChainRule, Finding } from '../lint-rule.ts';
import { revisionPlace, spansOf } from '../places.ts';

function finding(file: ChainFile, label: string, others: readonly ChainFile[], message: string): Finding[] {
  const variable = file.header.branchLabels;
  if (variable === undefined) return [];
  return spansOf(variable, label).map((span) => ({
    path: file.path,
    span,
    message,
    related: others.map((other) => revisionPlace(other, `has "${label}" too`)),
    fixes: () => [
      {
        title: `Remove the branch label "${label}" from this file`,
        isPreferred: false,
        edits: removeItem(file, variable, label),
        renames: [],
      },
    ],
  }));
}

function findingsOf(chain: ChainIndex, label: string): Finding[] {
  const files = [...new Set(chain.labelled(label))];
  const namesakes = chain.declarers(label);
  return files.flatMap((file) => {
    const others = files.filter((other) => other !== file);
    if (namesakes.length > 0) {
      const message = `The branch label "${label}" is also a revision id, so every alembic command that reads the chain fails.`;
      return finding(file, label, [...others, ...namesakes], message);
    }
    if (others.length === 0) return [];
    const message = `The branch label "${label}" is declared by ${files.length} files, so every alembic command that reads the chain fails.`;
    return finding(file, label, others, message);
  });
}

/** A label has two owners, or is a revision's id. Source: `RevisionMap._map_branch_labels`. */
export const duplicateBranchLabel: ChainRule = {
  id: 'duplicate-branch-label',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    return [...chain.labels].flatMap((label) => findingsOf(chain, label));
  },
};
