import { CommandError } from './command-error.ts';
import type { RevisionMap } from './revision-map.ts';
import { describeFault, type RevisionMapFault, revisionsOf } from './revision-map-fault.ts';

/**
 * Throws a CommandError for a chain that Alembic could not load, with the kind of the fault as its code. A cycle is
 * refused even where Alembic overlooks it: no order of its revisions is right.
 */
export function requireLoadable(map: RevisionMap): void {
  const fault = chainFault(map);
  if (fault !== undefined) throw fault;
}

/** What `requireLoadable` throws; undefined for a chain that can be loaded. */
export function chainFault(map: RevisionMap): CommandError | undefined {
  const fault =
    map.loadFault ?? map.faults.find(({ kind }) => kind === 'cycle' || kind === 'dependency-cycle');
  return fault === undefined ? undefined : faultError(fault);
}

function faultError(fault: RevisionMapFault): CommandError {
  const revisions = revisionsOf(fault);
  return new CommandError(fault.kind, describeFault(fault), {
    revisions: revisions.map((revision) => revision.revision),
    paths: revisions.map((revision) => revision.path),
  });
}
