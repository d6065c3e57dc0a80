import { branchForks } from '../script/rebase.ts';
import type { ChainFile, ChainIndex } from './chain-index.ts';
import { reparent, setParents } from './header-edits.ts';
import type { TextEdit } from './problem.ts';

/**
 * The edits that put the branch ending in `head` on top of `onto`: the one place where the branch leaves the other's
 * lineage gets the new parent. Undefined where the branch leaves it in several places, for then no single edit does it.
 */
export function rebaseEdits(
  chain: ChainIndex,
  head: ChainFile,
  onto: ChainFile,
): { readonly root: ChainFile; readonly edits: readonly TextEdit[] } | undefined {
  const target = onto.revision.revision;
  const headNode = chain.map.get(head.revision.revision);
  const ontoNode = chain.map.get(target);
  if (headNode === undefined || ontoNode === undefined) return undefined;
  const [fork, ...others] = branchForks(headNode, ontoNode);
  const root = fork === undefined ? undefined : chain.fileOf(fork.root);
  if (fork === undefined || root === undefined || others.length > 0) return undefined;
  if (chain.isAncestor(fork.root.id, target)) return undefined;
  return {
    root,
    edits: fork.parent === undefined ? setParents(root, [target]) : reparent(root, fork.parent.id, target),
  };
}
