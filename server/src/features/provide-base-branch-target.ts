import { ancestorsOf } from '../core/script/traversal.ts';
import { withoutAncestors } from '../core/script/without-ancestors.ts';
import type { EnvironmentSnapshot } from '../core/snapshot/environment-snapshot.ts';
import type { BaseBranchTarget } from '../protocol/repair-messages.ts';

/**
 * The downgrade that undoes what a database has and the base branch has not: to be made before another branch is checked
 * out, whose files cannot undo it.
 */
export function provideBaseBranchTarget(
  { revisions, baseBranch }: EnvironmentSnapshot,
  rows: readonly string[],
): BaseBranchTarget {
  if (baseBranch === undefined) {
    const message =
      'git names no base branch here. Set alembicWorkbench.baseBranch to the one that work is merged into.';
    return { target: undefined, undone: [], message };
  }
  const { name } = baseBranch;
  const isOnBase = (id: string): boolean => baseBranch.revisions.get(id) !== undefined;
  const applied = [...ancestorsOf(rows.flatMap((row) => revisions.get(row) ?? []))].map(({ id }) => id);
  const undone = applied.filter((id) => !isOnBase(id));
  if (undone.length === 0) {
    return {
      target: undefined,
      undone,
      message: `Everything in the database is on ${name}: nothing to undo.`,
    };
  }
  const offBase = rows.filter((row) => !isOnBase(row));
  const below = ancestorsOf(offBase.flatMap((row) => revisions.get(row) ?? []));
  const kept = withoutAncestors(revisions, [...below].map(({ id }) => id).filter(isOnBase));
  const [row, ...otherRows] = offBase;
  if (row === undefined || otherRows.length > 0 || kept.length > 1) {
    const message = `${undone.join(', ')} are not on ${name}, and no single downgrade undoes them. Downgrade each branch by itself.`;
    return { target: undefined, undone, message };
  }
  const target = kept[0] ?? 'base';
  // With other rows beside it the branch is named, so that theirs stay as they are.
  return {
    target: rows.length === 1 ? target : `${row}@${target}`,
    undone,
    message: `${undone.join(', ')} ${undone.length === 1 ? 'is' : 'are'} not on ${name}.`,
  };
}
