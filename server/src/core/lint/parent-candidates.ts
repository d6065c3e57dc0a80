import { readRevisionDocstring } from '../python/revision-docstring.ts';
import type { ChainFile, ChainIndex } from './chain-index.ts';
import { revisedIds } from './docstring-values.ts';
import { reparent, setParents } from './header-edits.ts';
import { nearestIds } from './nearest-ids.ts';
import { named } from './places.ts';
import type { ProblemFix } from './problem.ts';

const MOST = 5;

/**
 * Revisions that may stand as a parent of `file` in place of `wrong` without making a cycle: the owner of the label that
 * it is, ids like it, what the docstring says, then the heads.
 */
function parentCandidates(chain: ChainIndex, file: ChainFile, wrong: string | undefined): ChainFile[] {
  const own = file.revision.revision;
  const field = readRevisionDocstring(file.text, file.header.docstring).revises;
  const owner = wrong === undefined ? undefined : chain.labelled(wrong)[0];
  const ids = new Set([
    ...(owner === undefined ? [] : [owner.revision.revision]),
    ...(wrong === undefined || wrong === own ? [] : nearestIds(chain.ids(), wrong)),
    ...(field === undefined ? [] : revisedIds(field)),
    ...chain.heads.map((head) => head.revision.revision),
  ]);
  return [...ids]
    .filter((id) => id !== own && id !== wrong && !file.revision.downRevisions.includes(id))
    .map((id) => chain.file(id))
    .filter((candidate) => candidate !== undefined)
    .filter((candidate) => !chain.isAncestor(own, candidate.revision.revision))
    .slice(0, MOST);
}

/** One fix per revision that may take the place of the parent `wrong`; `undefined` stands for "no parent yet". */
export function reparentFixes(
  chain: ChainIndex,
  file: ChainFile,
  wrong: string | undefined,
): readonly ProblemFix[] {
  const fixes = parentCandidates(chain, file, wrong).map((candidate, index): ProblemFix => {
    const id = candidate.revision.revision;
    return {
      title: `Re-parent onto ${named(candidate.revision)}`,
      isPreferred: index === 0,
      edits: wrong === undefined ? setParents(file, [id]) : reparent(file, wrong, id),
      renames: [],
    };
  });
  if (wrong === undefined || file.revision.downRevisions.length > 1) return fixes;
  const otherBases = chain.bases.some((base) => base !== file);
  if (otherBases) return fixes;
  return [
    ...fixes,
    {
      title: 'Make it the base of the chain (down_revision = None)',
      isPreferred: fixes.length === 0,
      edits: setParents(file, []),
      renames: [],
    },
  ];
}
