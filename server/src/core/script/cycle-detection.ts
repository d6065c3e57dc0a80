import type { RevisionMapFault } from './revision-map-fault.ts';
import type { RevisionNode } from './revision-node.ts';

type Edges = (node: RevisionNode) => readonly RevisionNode[];

/**
 * The groups of revisions that lead to each other: by `down_revision` alone (`cycle`), and those that need `depends_on`
 * (`dependency-cycle`), each in load order.
 */
export function findCycles(nodes: readonly RevisionNode[]): readonly RevisionMapFault[] {
  const inForce = nodes.filter((node) => !node.isShadowed);
  const cycles = stronglyConnected(inForce, (node) => node.parents);
  const known = new Set(cycles.flat());
  const mixed = stronglyConnected(inForce, (node) => node.allParents).filter(
    (group) => !group.every((node) => known.has(node)),
  );
  return [
    ...cycles.map((group) => ({ kind: 'cycle' as const, revisions: group.map((node) => node.source) })),
    ...mixed.map((group) => ({
      kind: 'dependency-cycle' as const,
      revisions: group.map((node) => node.source),
    })),
  ];
}

interface Frame {
  readonly node: RevisionNode;
  next: number;
}

/** Tarjan's algorithm without recursion; groups of one count only where the node leads to itself. */
function stronglyConnected(nodes: readonly RevisionNode[], edges: Edges): RevisionNode[][] {
  const order = new Map<RevisionNode, number>();
  const low = new Map<RevisionNode, number>();
  const open: RevisionNode[] = [];
  const isOpen = new Set<RevisionNode>();
  const groups: RevisionNode[][] = [];

  function enter(node: RevisionNode): Frame {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    open.push(node);
    isOpen.add(node);
    return { node, next: 0 };
  }
  function lower(node: RevisionNode, candidate: number | undefined): void {
    low.set(node, Math.min(low.get(node) ?? 0, candidate ?? 0));
  }
  function leave(node: RevisionNode): void {
    if (low.get(node) !== order.get(node)) return;
    const group = open.splice(open.lastIndexOf(node));
    for (const member of group) isOpen.delete(member);
    if (group.length > 1 || edges(node).includes(node)) {
      groups.push(group.sort((left, right) => left.index - right.index));
    }
  }

  for (const start of nodes) {
    if (order.has(start)) continue;
    const frames = [enter(start)];
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const target = edges(frame.node)[frame.next];
      frame.next += 1;
      if (target === undefined) {
        frames.pop();
        leave(frame.node);
        const below = frames.at(-1);
        if (below !== undefined) lower(below.node, low.get(frame.node));
      } else if (!order.has(target)) {
        frames.push(enter(target));
      } else if (isOpen.has(target)) {
        lower(frame.node, order.get(target));
      }
    }
  }
  return groups.sort((left, right) => (left[0]?.index ?? 0) - (right[0]?.index ?? 0));
}
