import { CommandError } from '../script/command-error.ts';
import { type ParentChange, proposeRebase } from '../script/rebase.ts';
import type { RevisionFile } from '../snapshot/environment-snapshot.ts';
import type { ChainFile, ChainIndex } from './chain-index.ts';
import { changeParents } from './header-edits.ts';
import { named } from './places.ts';
import type { ProblemFix, TextEdit } from './problem.ts';

/** What a rebase changes in the files: `down_revision` and the docstring of each. */
export function rebaseEdits(
  files: ReadonlyMap<string, RevisionFile>,
  changes: readonly ParentChange[],
): readonly TextEdit[] {
  return changes.flatMap(({ revision, downRevisions }) => {
    const file = files.get(revision.source.path);
    return file === undefined ? [] : changeParents({ ...file, revision: revision.source }, downRevisions);
  });
}

/** A fix that moves the branch of `head` onto `onto`; undefined where that cannot be done. */
export function rebaseFix(chain: ChainIndex, head: ChainFile, onto: ChainFile): ProblemFix | undefined {
  const move = { revision: head.revision.revision, onto: onto.revision.revision };
  const revision = chain.map.get(move.revision);
  const parent = chain.map.get(move.onto);
  if (revision === undefined || parent === undefined) return undefined;
  const changes = proposeRebase(chain.map, revision, parent, 'branch');
  if (changes instanceof CommandError) return undefined;
  const what = changes[0]?.revision === revision ? '' : 'the branch of ';
  return {
    title: `Rebase ${what}${named(head.revision)} onto ${named(onto.revision)}`,
    isPreferred: false,
    edits: rebaseEdits(chain.filesByPath, changes),
    renames: [],
    rebase: move,
  };
}
