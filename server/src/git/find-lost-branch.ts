import { findRevisionInGit, type GitRevision, type GitSearchOptions } from './find-revision-in-git.ts';

/** Revisions that no file has any more, from the ones asked for down to where the chain of files begins. */
export interface LostBranch {
  /** The newest text of each that git has, children before their parents. */
  readonly revisions: readonly GitRevision[];
  /** Those that git does not have either, and why. */
  readonly unfound: ReadonlyArray<{ readonly revision: string; readonly reason: string }>;
  /** Revisions with a file that the lost ones stand on; empty where they go down to the base. */
  readonly standsOn: readonly string[];
}

const MOST = 100;

/**
 * Follows lost revisions through git, parent by parent, until it meets revisions that `isKnown` has a file for. `folders` are
 * the version locations. Never throws for what git cannot do.
 */
export async function findLostBranch(
  revisions: readonly string[],
  folders: readonly string[],
  isKnown: (revision: string) => boolean,
  options: GitSearchOptions = {},
): Promise<LostBranch> {
  const found: GitRevision[] = [];
  const unfound: Array<{ revision: string; reason: string }> = [];
  const standsOn = new Set<string>();
  const seen = new Set<string>();
  const todo = [...revisions];
  for (let id = todo.shift(); id !== undefined; id = todo.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (isKnown(id)) {
      standsOn.add(id);
      continue;
    }
    if (found.length >= MOST) {
      unfound.push({ revision: id, reason: `More than ${MOST} revisions are lost; the search ends here.` });
      continue;
    }
    const search = await findRevisionInGit(id, folders, options);
    if (search.kind !== 'found') {
      unfound.push({ revision: id, reason: search.message });
      continue;
    }
    const [newest] = search.revisions;
    if (newest === undefined) continue;
    found.push(newest);
    todo.push(...newest.revision.downRevisions);
  }
  return { revisions: found, unfound, standsOn: [...standsOn] };
}
