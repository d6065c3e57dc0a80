import { CommandError } from '../script/command-error.ts';
import { refuseMergeOfAncestor } from '../script/merge-candidates.ts';
import type { EnvironmentSnapshot } from '../snapshot/environment-snapshot.ts';
import { type NewRevision, type NewRevisionRequest, planNewRevision } from './new-revision.ts';

/** What `alembic merge` is told. */
export type MergeRequest = Pick<
  NewRevisionRequest,
  'revisionId' | 'message' | 'branchLabels' | 'splice' | 'now'
> & {
  /** In the target grammar, e.g. `heads` or two ids. */
  readonly revisions: readonly string[];
};

/**
 * Decides about a revision that merges others. Throws CommandError as `planNewRevision` does, `nothing-to-merge` where
 * fewer than two revisions are meant, and `merge-of-ancestor` where one needs another, which Alembic would write down.
 * Source: `alembic.command.merge`.
 */
export function planMerge(
  chain: Pick<EnvironmentSnapshot, 'config' | 'files' | 'revisions'>,
  { revisions, ...request }: MergeRequest,
): NewRevision {
  const plan = planNewRevision(chain, {
    ...request,
    heads: revisions,
    dependsOn: [],
    versionPath: undefined,
  });
  if (plan.downRevisions.length > 1) {
    refuseMergeOfAncestor(plan.downRevisions.flatMap((id) => chain.revisions.get(id) ?? []));
    return plan;
  }
  const named = plan.downRevisions[0];
  const what =
    named === undefined ? 'There is no revision to merge.' : `There is only ${named}; nothing to merge.`;
  throw new CommandError('nothing-to-merge', `${what} Name two or more revisions.`, { revisions });
}
