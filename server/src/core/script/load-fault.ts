import type { Revision } from './revision.ts';
import type { RevisionMap } from './revision-map.ts';
import type { RevisionMapFault } from './revision-map-fault.ts';
import { isBase, isEffectiveBase, isEffectiveHead, isHead, type RevisionNode } from './revision-node.ts';

/**
 * The fault that Alembic raises first while it loads a chain; undefined where it loads it nevertheless (a repeated id,
 * a cycle that hangs between a base and a head). For cycles the fault names the revisions that Alembic's message names:
 * all that are not between a base and a head.
 * Among several clashing labels or missing dependencies Alembic's choice varies from run to run; here it is load order.
 * Source: the order of checks in `Revision.__init__` and `RevisionMap._revision_map`.
 */
export function findLoadFault(map: RevisionMap): RevisionMapFault | undefined {
  const first = (...kinds: ReadonlyArray<RevisionMapFault['kind']>) =>
    map.faults.find((fault) => kinds.includes(fault.kind));
  return (
    firstConstructorFault(map) ??
    first('label-equals-revision', 'duplicate-label') ??
    first('missing-dependency') ??
    first('missing-down-revision') ??
    unreachable(map, 'cycle') ??
    unreachable(map, 'dependency-cycle')
  );
}

function firstConstructorFault(map: RevisionMap): RevisionMapFault | undefined {
  const byRevision = new Map<Revision, RevisionMapFault>();
  for (const kind of ['illegal-revision-id', 'dependency-self-loop', 'self-loop'] as const) {
    for (const fault of map.faults) if (fault.kind === kind) byRevision.set(fault.revision, fault);
  }
  if (byRevision.size === 0) return undefined;
  for (const node of map.nodes) {
    const fault = byRevision.get(node.source);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Source: `RevisionMap._detect_cycles`. */
function unreachable(map: RevisionMap, kind: 'cycle' | 'dependency-cycle'): RevisionMapFault | undefined {
  const plain = kind === 'cycle';
  const tops = map.nodes.filter((node) => node.isShadowed || (plain ? isHead(node) : isEffectiveHead(node)));
  const bottoms = map.nodes.filter(plain ? isBase : isEffectiveBase);
  const all = [...map.revisions()];
  if (tops.length === 0 || bottoms.length === 0) {
    return all.length === 0 ? undefined : { kind, revisions: all.map((node) => node.source) };
  }
  const below = idsReached(tops, (node) => (plain ? node.parents : node.allParents));
  const above = idsReached(bottoms, (node) => (plain ? node.children : node.allChildren));
  const outside = all.filter((node) => !below.has(node.id) || !above.has(node.id));
  if (outside.length === 0) return undefined;
  outside.sort((left, right) => (left.id < right.id ? -1 : 1));
  return { kind, revisions: outside.map((node) => node.source) };
}

function idsReached(
  starts: readonly RevisionNode[],
  edges: (node: RevisionNode) => readonly RevisionNode[],
): Set<string> {
  const todo = [...starts];
  const seen = new Set<RevisionNode>();
  const ids = new Set<string>();
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    ids.add(node.id);
    todo.push(...edges(node));
  }
  return ids;
}
