import { dependsOnSomething } from './name-use.ts';
import type { Revision } from './revision.ts';
import { ascending, illegalCharacters, type RevisionGraph } from './revision-graph.ts';
import type { RevisionMapFault } from './revision-map-fault.ts';

/** Everything that is wrong with a graph, cycles apart, in load order within each kind. */
export function graphFaults(graph: RevisionGraph): readonly RevisionMapFault[] {
  if (graph.clashes.size === 0 && graph.oddFiles.size === 0) return [];
  const files = new Set(graph.oddFiles);
  for (const name of graph.clashes) {
    const use = graph.names.get(name);
    for (const file of [...(use?.labelled ?? []), ...(use?.followers ?? []), ...(use?.dependents ?? [])]) {
      files.add(file);
    }
  }
  const concerned = [...files].sort(ascending).flatMap((file) => graph.revisions[file] ?? []);
  return [
    ...concerned.flatMap((revision) => illegalId(revision) ?? []),
    ...duplicates(graph, 'declarers').map(
      ({ revisions }): RevisionMapFault => ({ kind: 'duplicate-revision', revisions }),
    ),
    ...concerned.flatMap((revision) => labelsThatAreIds(graph, revision)),
    ...duplicates(graph, 'labelled').map(
      ({ name, revisions }): RevisionMapFault => ({ kind: 'duplicate-label', label: name, revisions }),
    ),
    ...concerned.flatMap((revision) => [
      ...parentFaults(graph, revision),
      ...dependencyFaults(graph, revision),
    ]),
  ];
}

function illegalId(revision: Revision): RevisionMapFault | undefined {
  const characters = illegalCharacters(revision.revision);
  return characters.length === 0 ? undefined : { kind: 'illegal-revision-id', revision, characters };
}

interface Duplicate {
  readonly name: string;
  readonly revisions: readonly Revision[];
}

/** Names with several files in a role, in the order in which the second file is loaded. */
function duplicates(graph: RevisionGraph, role: 'declarers' | 'labelled'): readonly Duplicate[] {
  const found: Array<Duplicate & { readonly second: number; readonly place: number }> = [];
  for (const name of graph.clashes) {
    const use = graph.names.get(name);
    const files = use?.[role] ?? [];
    const second = files[1];
    if (second === undefined || (role === 'labelled' && use?.declarers.length !== 0)) continue;
    const revisions = files.flatMap((file) => graph.revisions[file] ?? []);
    const labels = revisions[1]?.branchLabels ?? [];
    const place = labels.indexOf(name, files[0] === second ? labels.indexOf(name) + 1 : 0);
    found.push({ name, revisions, second, place });
  }
  return found.sort((left, right) => left.second - right.second || left.place - right.place);
}

function labelsThatAreIds(graph: RevisionGraph, revision: Revision): readonly RevisionMapFault[] {
  return revision.branchLabels.flatMap((label): RevisionMapFault | [] => {
    const named = sourceOf(graph, graph.inForce(label));
    return named === undefined ? [] : { kind: 'label-equals-revision', label, revision, named };
  });
}

function parentFaults(graph: RevisionGraph, revision: Revision): readonly RevisionMapFault[] {
  return revision.downRevisions.flatMap((id): RevisionMapFault | [] => {
    if (id === revision.revision) return { kind: 'self-loop', revision };
    if (graph.inForce(id) !== undefined) return [];
    const labelOwner = sourceOf(graph, graph.names.get(id)?.labelled[0]);
    return { kind: 'missing-down-revision', revision, missing: id, labelOwner };
  });
}

function dependencyFaults(graph: RevisionGraph, revision: Revision): readonly RevisionMapFault[] {
  if (!dependsOnSomething(revision)) return [];
  return revision.dependsOn.flatMap((name): RevisionMapFault | [] => {
    if (name === revision.revision) return { kind: 'dependency-self-loop', revision };
    return graph.meant(name) === undefined ? { kind: 'missing-dependency', revision, missing: name } : [];
  });
}

function sourceOf(graph: RevisionGraph, file: number | undefined): Revision | undefined {
  return file === undefined ? undefined : graph.revisions[file];
}
