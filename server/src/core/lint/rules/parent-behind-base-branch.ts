import { isHead, type RevisionNode } from '../../script/revision-node.ts';
import { descendantsOf } from '../../script/traversal.ts';
import type { BaseBranch } from '../base-branch.ts';
import type { ChainFile, ChainIndex } from '../chain-index.ts';
import type { Finding, RevisionRule } from '../lint-rule.ts';
import { named, spansOf } from '../places.ts';
import { rebaseFix } from '../rebase-edits.ts';

/** Heads of the base branch above `parent` on which no new revision stands. */
function openHeads(chain: ChainIndex, parent: RevisionNode): readonly RevisionNode[] {
  const continued = continuedHeads(chain);
  return [...descendantsOf([parent], 'children')].filter(
    (node) => isHead(node) && !continued.includes(node.id),
  );
}

/** Heads of the base branch on which a new revision stands here. */
function continuedHeads({ map, baseBranch }: ChainIndex): readonly string[] {
  if (baseBranch === undefined) return [];
  const { revisions } = baseBranch;
  const isNew = ({ id }: RevisionNode): boolean => revisions.get(id) === undefined;
  return revisions.heads.filter((id) => map.get(id)?.children.some(isNew) === true);
}

function finding(chain: ChainIndex, base: BaseBranch, file: ChainFile, parent: string): readonly Finding[] {
  const node = base.revisions.get(parent);
  if (node === undefined || isHead(node)) return [];
  const [head] = openHeads(chain, node);
  if (head === undefined) return [];
  const here = chain.file(head.id);
  const moved = `"${base.name}" has moved on from "${parent}" to ${named(head.source)}`;
  const next =
    here === undefined ? `; bring it in first (git pull, or git merge ${base.name}), then rebase` : '';
  return spansOf(file.header.downRevision, parent).map((span) => ({
    path: file.path,
    span,
    message: `${moved}, so merging this revision into it makes two heads${next}.`,
    fixes: () => (here === undefined ? [] : [rebaseFix(chain, file, here) ?? []].flat()),
  }));
}

/**
 * A revision that the base branch does not have, whose parent is no head there any more: git merges both without a
 * conflict, and `alembic upgrade head` then finds two heads. A branch label of its own marks a branch that is meant.
 */
export const parentBehindBaseBranch: RevisionRule = {
  id: 'parent-behind-base-branch',
  severity: 'warning',
  scope: 'revision',
  reach: 'neighbours',
  premise: (chain) => [chain.baseBranch, ...continuedHeads(chain)],
  check(chain, file) {
    const base = chain.baseBranch;
    if (base === undefined || !base.revisions.isAcyclic) return [];
    const { revision, branchLabels, downRevisions } = file.revision;
    if (base.revisions.get(revision) !== undefined || branchLabels.length > 0) return [];
    return [...new Set(downRevisions)].flatMap((parent) => finding(chain, base, file, parent));
  },
};
