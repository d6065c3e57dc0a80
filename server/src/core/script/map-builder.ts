import { findCycles } from './cycle-detection.ts';
import { depthsFromBases } from './depth.ts';
import type { Revision } from './revision.ts';
import { RevisionMap } from './revision-map.ts';
import type { RevisionMapFault } from './revision-map-fault.ts';
import type { RevisionNode } from './revision-node.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type NodeList = readonly RevisionNode[];

const NONE: NodeList = [];
const ILLEGAL_CHARACTERS = /[@\-+:]/;

/**
 * Builds the graph of `revisions`, which are in the order Alembic would load their files. Never throws: what is wrong
 * becomes a fault of the map, and the rest of the chain is still there.
 * Source: `RevisionMap._revision_map` in `alembic.script.revision`.
 */
export function buildRevisionMap(revisions: readonly Revision[]): RevisionMap {
  const faults: RevisionMapFault[] = [];
  const nodes = revisions.map(createNode);
  const byId = indexById(nodes, faults);
  const labels = indexLabels(nodes, byId, faults);
  for (const node of nodes) resolveParents(node, byId, labels, faults);
  for (const node of nodes) if (!node.isShadowed) registerAsChild(node);
  if (!depthsFromBases(nodes)) faults.push(...findCycles(nodes));
  return new RevisionMap(nodes, byId, labels, faults);
}

function createNode(source: Revision, index: number): Mutable<RevisionNode> {
  return {
    source,
    id: source.revision,
    index,
    position: index,
    isShadowed: false,
    parents: NONE,
    dependencies: NONE,
    allParents: NONE,
    children: NONE,
    dependents: NONE,
    allChildren: NONE,
    depth: 0,
  };
}

function indexById(
  nodes: ReadonlyArray<Mutable<RevisionNode>>,
  faults: RevisionMapFault[],
): Map<string, Mutable<RevisionNode>> {
  const byId = new Map<string, Mutable<RevisionNode>>();
  const repeated = new Map<string, Revision[]>();
  for (const node of nodes) {
    const earlier = byId.get(node.id);
    if (earlier !== undefined) {
      earlier.isShadowed = true;
      node.position = earlier.position;
      const files = repeated.get(node.id);
      if (files === undefined) repeated.set(node.id, [earlier.source, node.source]);
      else files.push(node.source);
    }
    byId.set(node.id, node);
    if (ILLEGAL_CHARACTERS.test(node.id)) {
      const characters = [...new Set(node.id)].filter((character) => '@-+:'.includes(character)).sort();
      faults.push({ kind: 'illegal-revision-id', revision: node.source, characters });
    }
  }
  for (const files of repeated.values()) faults.push({ kind: 'duplicate-revision', revisions: files });
  return byId;
}

function indexLabels(
  nodes: NodeList,
  byId: ReadonlyMap<string, RevisionNode>,
  faults: RevisionMapFault[],
): Map<string, RevisionNode> {
  const labels = new Map<string, RevisionNode>();
  const repeated = new Map<string, Revision[]>();
  for (const node of nodes) {
    for (const label of node.source.branchLabels) {
      const named = byId.get(label);
      const owner = labels.get(label);
      if (named !== undefined) {
        faults.push({
          kind: 'label-equals-revision',
          label,
          revision: node.source,
          named: named.source,
        });
      } else if (owner !== undefined) {
        const files = repeated.get(label);
        if (files === undefined) repeated.set(label, [owner.source, node.source]);
        else files.push(node.source);
      } else {
        labels.set(label, node);
      }
    }
  }
  for (const [label, files] of repeated) faults.push({ kind: 'duplicate-label', label, revisions: files });
  return labels;
}

function resolveParents(
  node: Mutable<RevisionNode>,
  byId: ReadonlyMap<string, RevisionNode>,
  labels: ReadonlyMap<string, RevisionNode>,
  faults: RevisionMapFault[],
): void {
  const revision = node.source;
  const parents: RevisionNode[] = [];
  for (const id of revision.downRevisions) {
    const parent = byId.get(id);
    if (id === revision.revision) faults.push({ kind: 'self-loop', revision });
    else if (parent !== undefined) parents.push(parent);
    else {
      const labelOwner = labels.get(id)?.source;
      faults.push({ kind: 'missing-down-revision', revision, missing: id, labelOwner });
    }
  }
  if (parents.length > 0) node.parents = parents;
  node.allParents = parents.length > 1 ? distinct(parents) : node.parents;
  if (!dependsOnSomething(revision)) return;
  const dependencies: RevisionNode[] = [];
  for (const name of revision.dependsOn) {
    const dependency = byId.get(name) ?? labels.get(name);
    if (name === revision.revision) faults.push({ kind: 'dependency-self-loop', revision });
    else if (dependency === undefined) faults.push({ kind: 'missing-dependency', revision, missing: name });
    else dependencies.push(dependency);
  }
  node.dependencies = distinct(dependencies);
  node.allParents = distinct([...parents, ...dependencies]);
}

/** An empty `depends_on` string counts as none, except below a base, which Alembic then cannot place. */
function dependsOnSomething(revision: Revision): boolean {
  const { dependsOn, downRevisions } = revision;
  return (
    dependsOn.length > 1 || (dependsOn.length === 1 && (dependsOn[0] !== '' || downRevisions.length === 0))
  );
}

function registerAsChild(node: RevisionNode): void {
  const { parents, dependencies } = node;
  for (const parent of node.allParents as ReadonlyArray<Mutable<RevisionNode>>) {
    const isDependency = dependencies.length > 0 && dependencies.includes(parent);
    if (isDependency) parent.dependents = appended(parent.dependents, node);
    const sharesList = parent.allChildren === parent.children;
    if (!isDependency || parents.includes(parent)) {
      parent.children = appended(parent.children, node);
      if (sharesList) {
        parent.allChildren = parent.children;
        continue;
      }
    }
    parent.allChildren = appended(sharesList ? [...parent.allChildren] : parent.allChildren, node);
  }
}

/** Lists of a map under construction are its own: all but the shared empty one may grow in place. */
function appended(list: NodeList, node: RevisionNode): NodeList {
  if (list.length === 0) return [node];
  (list as RevisionNode[]).push(node);
  return list;
}

function distinct(nodes: readonly RevisionNode[]): NodeList {
  return nodes.length > 1 ? [...new Set(nodes)] : nodes;
}
