import type { RevisionMap } from '../script/revision-map.ts';

/** The revisions of the branch that work is merged into, e.g. `main`, as its last commit has them. */
export interface BaseBranch {
  readonly name: string;
  readonly revisions: RevisionMap;
}
