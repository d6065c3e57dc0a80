import type { ChainFile, ChainIndex } from '../chain-index.ts';
import type { ChainRule } from '../lint-rule.ts';
import { listed } from '../listed.ts';
import { revisionPlace, revisionSpan } from '../places.ts';
import type { ProblemFix } from '../problem.ts';
import { rebaseFix } from '../rebase-edits.ts';

const MOST_FIXES = 5;

/**
 * Heads that a branch label tells apart from every other head: branches that somebody means to keep. Labels that cannot be
 * read are taken to differ from all others.
 */
function labelledHeads(chain: ChainIndex, heads: readonly ChainFile[]): Set<ChainFile> {
  const isHead = new Set(heads);
  const labelled = new Set<ChainFile>();
  const unreadable = chain.files.filter((file) => file.header.branchLabels?.value.kind === 'unknown');
  const starts = [...chain.labels].map((label) => chain.labelled(label));
  for (const start of [...starts, ...unreadable.map((file) => [file])]) {
    const reached = new Set(start);
    for (const file of reached) {
      for (const child of chain.children(file.revision.revision)) reached.add(child);
    }
    const found = [...reached].filter((file) => isHead.has(file));
    if (found.length === 1) for (const file of found) labelled.add(file);
  }
  return labelled;
}

function fixes(chain: ChainIndex, head: ChainFile, others: readonly ChainFile[]): readonly ProblemFix[] {
  return others.slice(0, MOST_FIXES).flatMap((other) => rebaseFix(chain, head, other) ?? []);
}

/** A chain that Alembic cannot load has no heads to speak of; the heads of a broken one are the breaks. */
function isLoadable(chain: ChainIndex): boolean {
  if (chain.map.loadFault !== undefined) return false;
  return chain.files.every(
    (file) => file.header.downRevision?.value.kind !== 'unknown' && file.header.downRevision !== undefined,
  );
}

/**
 * More than one head, unless a branch label of its own tells each apart. `alembic upgrade head` then ends with
 * `Multiple head revisions are present`. Source: `ScriptDirectory.get_current_head`, `RevisionMap.get_current_head`.
 */
export const multipleHeads: ChainRule = {
  id: 'multiple-heads',
  severity: 'error',
  scope: 'chain',
  check(chain) {
    const heads = chain.heads;
    if (heads.length < 2 || chain.hasUnreadableRevision || !isLoadable(chain)) return [];
    if (labelledHeads(chain, heads).size === heads.length) return [];
    return heads.map((head) => {
      const others = heads.filter((other) => other !== head);
      return {
        path: head.path,
        span: revisionSpan(head),
        message: `"${head.revision.revision}" is a head beside ${listed(others.map((other) => other.revision.revision))}, so "alembic upgrade head" and "alembic revision" refuse to run.`,
        related: others.slice(0, MOST_FIXES).map((other) => revisionPlace(other, 'is a head too')),
        fixes: () => fixes(chain, head, others),
      };
    });
  },
};
