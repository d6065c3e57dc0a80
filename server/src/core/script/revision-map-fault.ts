import type { Revision } from './revision.ts';

/**
 * What is wrong with a chain. The kinds are stable codes of the command line and of diagnostics.
 * - `missing-down-revision`: `missing` is also true for a branch label, which `down_revision` may not hold; then
 *   `labelOwner` declares it.
 * - `cycle` and `dependency-cycle`: revisions that lead to each other, in load order; the second needs `depends_on`.
 * - `duplicate-revision`: `revisions` in load order; the last one is in force, and Alembic only warns.
 */
export type RevisionMapFault =
  | {
      readonly kind: 'illegal-revision-id';
      readonly revision: Revision;
      readonly characters: readonly string[];
    }
  | { readonly kind: 'self-loop'; readonly revision: Revision }
  | { readonly kind: 'dependency-self-loop'; readonly revision: Revision }
  | { readonly kind: 'duplicate-revision'; readonly revisions: readonly Revision[] }
  | { readonly kind: 'duplicate-label'; readonly label: string; readonly revisions: readonly Revision[] }
  | {
      readonly kind: 'label-equals-revision';
      readonly label: string;
      readonly revision: Revision;
      readonly named: Revision;
    }
  | {
      readonly kind: 'missing-down-revision';
      readonly revision: Revision;
      readonly missing: string;
      readonly labelOwner: Revision | undefined;
    }
  | { readonly kind: 'missing-dependency'; readonly revision: Revision; readonly missing: string }
  | { readonly kind: 'cycle'; readonly revisions: readonly Revision[] }
  | { readonly kind: 'dependency-cycle'; readonly revisions: readonly Revision[] };

/** One sentence for a person: what is wrong and which files have a part in it. */
export function describeFault(fault: RevisionMapFault): string {
  switch (fault.kind) {
    case 'illegal-revision-id':
      return `Character(s) '${fault.characters.join(', ')}' not allowed in revision identifier '${fault.revision.revision}' (${fault.revision.path}).`;
    case 'self-loop':
      return `Revision ${fault.revision.revision} names itself as its down_revision (${fault.revision.path}).`;
    case 'dependency-self-loop':
      return `Revision ${fault.revision.revision} names itself in depends_on (${fault.revision.path}).`;
    case 'duplicate-revision':
      return `Revision ${ids(fault.revisions.slice(0, 1))} is present more than once: ${paths(fault.revisions)}. Alembic uses the last of these files.`;
    case 'duplicate-label':
      return `Branch label '${fault.label}' is declared more than once: ${paths(fault.revisions)}.`;
    case 'label-equals-revision':
      return `Branch label '${fault.label}' of revision ${fault.revision.revision} is also the identifier of a revision (${paths([fault.revision, fault.named])}).`;
    case 'missing-down-revision':
      return fault.labelOwner === undefined
        ? `Revision ${fault.revision.revision} follows ${quoted(fault.missing)}, which no file has (${fault.revision.path}).`
        : `Revision ${fault.revision.revision} names the branch label '${fault.missing}' as its down_revision; write the identifier ${fault.labelOwner.revision} instead (${fault.revision.path}).`;
    case 'missing-dependency':
      return `Revision ${fault.revision.revision} depends on ${quoted(fault.missing)}, which is neither a revision nor a branch label (${fault.revision.path}).`;
    case 'cycle':
      return `Cycle is detected in revisions (${ids(fault.revisions)}): following down_revision never reaches a base.`;
    case 'dependency-cycle':
      return `Dependency cycle is detected in revisions (${ids(fault.revisions)}): following down_revision and depends_on never reaches a base.`;
  }
}

/** The revisions that have a part in a fault. */
export function revisionsOf(fault: RevisionMapFault): readonly Revision[] {
  if (fault.kind === 'label-equals-revision') return [fault.revision, fault.named];
  return 'revisions' in fault ? fault.revisions : [fault.revision];
}

function ids(revisions: readonly Revision[]): string {
  return revisions.map((revision) => revision.revision).join(', ');
}

function paths(revisions: readonly Revision[]): string {
  return revisions.map((revision) => revision.path).join(', ');
}

function quoted(id: string): string {
  return id === '' ? 'the empty string' : `'${id}'`;
}
