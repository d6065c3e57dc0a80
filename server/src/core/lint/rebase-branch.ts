import type { ChainFile, ChainIndex } from './chain-index.ts';
import { reparent, setParents } from './header-edits.ts';
import type { TextEdit } from './problem.ts';

/** A revision and everything below it over `down_revision`. */
function lineage(chain: ChainIndex, head: ChainFile): Set<ChainFile> {
  const found = new Set([head]);
  for (const file of found) {
    for (const parent of chain.parents(file)) found.add(parent);
  }
  return found;
}

/**
 * The edits that put the branch ending in `head` on top of `onto`: the one place where the branch leaves the other's
 * lineage gets the new parent. Undefined where the branch leaves it in several places, for then no single edit does it.
 */
export function rebaseEdits(
  chain: ChainIndex,
  head: ChainFile,
  onto: ChainFile,
): { readonly root: ChainFile; readonly edits: readonly TextEdit[] } | undefined {
  const below = lineage(chain, onto);
  const forks: Array<{ file: ChainFile; parent: string | undefined }> = [];
  for (const file of lineage(chain, head)) {
    if (below.has(file)) continue;
    if (file.revision.downRevisions.length === 0) forks.push({ file, parent: undefined });
    for (const parent of chain.parents(file)) {
      if (below.has(parent)) forks.push({ file, parent: parent.revision.revision });
    }
  }
  const [fork] = forks;
  if (fork === undefined || forks.length > 1) return undefined;
  const target = onto.revision.revision;
  const root = fork.file;
  if (chain.isAncestor(root.revision.revision, target)) return undefined;
  return {
    root,
    edits: fork.parent === undefined ? setParents(root, [target]) : reparent(root, fork.parent, target),
  };
}
