import type { Revision } from './revision.ts';

/** Numbers of files in Alembic's load order, ascending. */
export type FileNumbers = readonly number[];

/** The files that use one name, by what they use it for. */
export interface NameUse {
  /** Their `revision` is this name. The last one is in force. */
  readonly declarers: FileNumbers;
  /** They have it among their `branch_labels`, twice where they list it twice. The first one is meant by the label. */
  readonly labelled: FileNumbers;
  /** They name it in `down_revision`. */
  readonly followers: FileNumbers;
  /** They name it in `depends_on`. */
  readonly dependents: FileNumbers;
}

export type NameRole = keyof NameUse;

const NONE: FileNumbers = [];

export const UNUSED: NameUse = { declarers: NONE, labelled: NONE, followers: NONE, dependents: NONE };

/** Calls `use` for every name of a revision, in the order written. */
export function forEachName(revision: Revision, use: (name: string, role: NameRole) => void): void {
  use(revision.revision, 'declarers');
  for (const name of revision.branchLabels) use(name, 'labelled');
  for (const name of revision.downRevisions) use(name, 'followers');
  if (dependsOnSomething(revision)) for (const name of revision.dependsOn) use(name, 'dependents');
}

/** An empty `depends_on` string counts as none, except below a base, which Alembic then cannot place. */
export function dependsOnSomething({ dependsOn, downRevisions }: Revision): boolean {
  return (
    dependsOn.length > 1 || (dependsOn.length === 1 && (dependsOn[0] !== '' || downRevisions.length === 0))
  );
}

/** True where something is wrong with a name: it is declared more than once, or named and not declared. */
export function isClash({ declarers, labelled, followers, dependents }: NameUse): boolean {
  if (declarers.length === 0) {
    return followers.length > 0 || labelled.length > 1 || (labelled.length === 0 && dependents.length > 0);
  }
  return declarers.length > 1 || labelled.length > 0;
}

export function isUnused({ declarers, labelled, followers, dependents }: NameUse): boolean {
  return declarers.length + labelled.length + followers.length + dependents.length === 0;
}

/** `use` with a file in a role: once, but for labels. */
export function withFile(use: NameUse, role: NameRole, file: number): NameUse {
  const files = use[role];
  if (role !== 'labelled' && files.includes(file)) return use;
  return { ...use, [role]: [...files, file].sort((left, right) => left - right) };
}

export function withoutFile(use: NameUse, role: NameRole, file: number): NameUse {
  const files = use[role];
  return files.includes(file) ? { ...use, [role]: files.filter((other) => other !== file) } : use;
}
