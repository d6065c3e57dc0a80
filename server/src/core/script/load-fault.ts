import type { Revision } from './revision.ts';
import type { RevisionMap } from './revision-map.ts';
import type { RevisionMapFault } from './revision-map-fault.ts';
import { isBase, isEffectiveBase, isEffectiveHead, isHead, type RevisionNode } from './revision-node.ts';
import { lineageBelow } from './traversal.ts';

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
    missingParent(map, 'edges') ??
    missingParent(map, 'dependencies') ??
    withoutEnds(map, 'cycle') ??
    missingParent(map, 'walk') ??
    unreachable(map, 'cycle') ??
    withoutEnds(map, 'dependency-cycle') ??
    unreachable(map, 'dependency-cycle')
  );
}

/**
 * Alembic looks most parents up when it draws the edges; those of a shadowed file, and labels taken for parents, only
 * when it comes upon them: below a revision with dependencies, and then when it walks the whole map.
 */
function missingParent(
  map: RevisionMap,
  when: 'edges' | 'dependencies' | 'walk',
): RevisionMapFault | undefined {
  const missing = map.faults.filter((fault) => fault.kind === 'missing-down-revision');
  if (missing.length === 0) return undefined;
  const isLate = ({ labelOwner, revision }: (typeof missing)[number]) =>
    labelOwner !== undefined || map.get(revision.revision)?.source !== revision;
  if (when === 'edges') return missing.find((fault) => !isLate(fault));
  const starts =
    when === 'walk' ? endsOf(map, 'cycle').tops : map.nodes.filter((node) => node.dependencies.length > 0);
  const met = sourcesOf(lineageBelow(starts));
  return missing.find((fault) => isLate(fault) && met.has(fault.revision));
}

function sourcesOf(nodes: Iterable<RevisionNode>): ReadonlySet<Revision> {
  return new Set([...nodes].map((node) => node.source));
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

interface Ends {
  readonly tops: readonly RevisionNode[];
  readonly bottoms: readonly RevisionNode[];
}

function endsOf(map: RevisionMap, kind: 'cycle' | 'dependency-cycle'): Ends {
  const isTop = kind === 'cycle' ? isHead : isEffectiveHead;
  const isBottom = kind === 'cycle' ? isBase : isEffectiveBase;
  const labelOwners = new Set(
    map.faults.map((fault) => (fault.kind === 'missing-down-revision' ? fault.labelOwner : undefined)),
  );
  return {
    tops: map.nodes.filter((node) => node.isShadowed || (isTop(node) && !labelOwners.has(node.source))),
    bottoms: map.nodes.filter(isBottom),
  };
}

function withoutEnds(map: RevisionMap, kind: 'cycle' | 'dependency-cycle'): RevisionMapFault | undefined {
  const { tops, bottoms } = endsOf(map, kind);
  if (map.size === 0 || (tops.length > 0 && bottoms.length > 0)) return undefined;
  return { kind, revisions: [...map.revisions()].map((node) => node.source) };
}

/** Source: `RevisionMap._detect_cycles`. */
function unreachable(map: RevisionMap, kind: 'cycle' | 'dependency-cycle'): RevisionMapFault | undefined {
  const { tops, bottoms } = endsOf(map, kind);
  const plain = kind === 'cycle';
  const below = idsReached(tops, (node) => (plain ? node.parents : node.allParents));
  const above = idsReached(bottoms, (node) => (plain ? node.children : node.allChildren));
  const outside = [...map.revisions()].filter((node) => !below.has(node.id) || !above.has(node.id));
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
