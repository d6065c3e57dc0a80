import { areHeadsMarked } from '../../script/exclusive-heads.ts';
import type { ChainFile, ChainIndex } from '../chain-index.ts';
import type { ChainRule } from '../lint-rule.ts';
import { listed } from '../listed.ts';
import { revisionPlace, revisionSpan } from '../places.ts';
import type { ProblemFix } from '../problem.ts';
import { rebaseFix } from '../rebase-edits.ts';

const MOST_FIXES = 5;

/**
 * Whether a branch label tells each head apart from every other: branches that somebody means to keep. Labels that cannot
 * be read are taken to differ from all others.
 */
function areAllLabelled(chain: ChainIndex): boolean {
  const { graph } = chain.map;
  const starts = new Set(chain.tallies.unknownLabels);
  for (const label of chain.labels)
    for (const file of graph.names.get(label)?.labelled ?? []) starts.add(file);
  const heads = graph.ends.heads.filter((head) => !graph.isShadowed(head));
  return starts.size >= heads.length && areHeadsMarked(graph, heads, starts);
}

function fixes(chain: ChainIndex, head: ChainFile, others: readonly ChainFile[]): readonly ProblemFix[] {
  return others.slice(0, MOST_FIXES).flatMap((other) => rebaseFix(chain, head, other) ?? []);
}

/** A chain that Alembic cannot load has no heads to speak of; the heads of a broken one are the breaks. */
function isLoadable({ tallies, map }: ChainIndex): boolean {
  return tallies.unplaced.size === 0 && map.loadFault === undefined;
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
    if (areAllLabelled(chain)) return [];
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
