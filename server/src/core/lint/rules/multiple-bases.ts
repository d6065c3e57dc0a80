import type { ChainFile, ChainIndex } from '../chain-index.ts';
import type { ChainRule } from '../lint-rule.ts';
import { reparentFixes } from '../parent-candidates.ts';
import { revisionPlace, revisionSpan } from '../places.ts';

/** The base under the longest line of the chain: the one that is meant. */
function mainBase(chain: ChainIndex): ChainFile | undefined {
  const { map } = chain;
  let node = map.deepest;
  while (node !== undefined && node.parents.length > 0) {
    node = node.parents.reduce((highest, parent) =>
      map.depthOf(parent) > map.depthOf(highest) ? parent : highest,
    );
  }
  return node === undefined ? undefined : chain.fileOf(node);
}

/** A further base without a branch label or dependency: usually a parent that was lost. */
export const multipleBases: ChainRule = {
  id: 'multiple-bases',
  severity: 'warning',
  scope: 'chain',
  check(chain) {
    const bases = chain.bases;
    if (bases.length < 2) return [];
    const odd = bases.filter(
      ({ revision }) => revision.branchLabels.length === 0 && revision.dependsOn.length === 0,
    );
    const main = odd.length === 0 ? undefined : mainBase(chain);
    return odd
      .filter((base) => base !== main)
      .map((base) => ({
        path: base.path,
        span: base.header.downRevision?.valueSpan ?? revisionSpan(base),
        message: `"${base.revision.revision}" has no parent although the chain has a base already, so it runs as if the database were empty.`,
        related: main === undefined ? [] : [revisionPlace(main, 'is the base of the longest line')],
        fixes: () => reparentFixes(chain, base, undefined),
      }));
  },
};
