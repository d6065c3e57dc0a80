import type { ChainFile, ChainIndex } from '../chain-index.ts';
import type { ChainRule } from '../lint-rule.ts';
import { reparentFixes } from '../parent-candidates.ts';
import { revisionPlace, revisionSpan } from '../places.ts';

/** The base under the longest line of the chain: the one that is meant. */
function mainBase(chain: ChainIndex): ChainFile | undefined {
  let top: ChainFile | undefined;
  let height = -1;
  for (const file of chain.files) {
    const generation = chain.generations.get(file.revision.revision) ?? -1;
    if (generation > height) {
      height = generation;
      top = file;
    }
  }
  const seen = new Set<ChainFile>();
  while (top !== undefined && !seen.has(top)) {
    seen.add(top);
    const parents: readonly ChainFile[] = chain.parents(top);
    if (parents.length === 0) return top;
    top = parents.reduce((highest, parent) =>
      (chain.generations.get(parent.revision.revision) ?? -1) >
      (chain.generations.get(highest.revision.revision) ?? -1)
        ? parent
        : highest,
    );
  }
  return undefined;
}

/** A further base without a branch label or dependency: usually a parent that was lost. */
export const multipleBases: ChainRule = {
  id: 'multiple-bases',
  severity: 'warning',
  scope: 'chain',
  check(chain) {
    const bases = chain.bases;
    if (bases.length < 2) return [];
    const main = mainBase(chain) ?? bases[0];
    return bases
      .filter(
        (base) =>
          base !== main && base.revision.branchLabels.length === 0 && base.revision.dependsOn.length === 0,
      )
      .map((base) => ({
        path: base.path,
        span: base.header.downRevision?.valueSpan ?? revisionSpan(base),
        message: `"${base.revision.revision}" has no parent although the chain has a base already, so it runs as if the database were empty.`,
        related: main === undefined ? [] : [revisionPlace(main, 'is the base of the longest line')],
        fixes: () => reparentFixes(chain, base, undefined),
      }));
  },
};
