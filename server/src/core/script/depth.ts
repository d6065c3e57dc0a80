import type { RevisionNode } from './revision-node.ts';

/**
 * Sets the `depth` of every node in force, -1 where a cycle is below it. Returns whether there is no cycle at all.
 */
export function depthsFromBases(
  nodes: ReadonlyArray<{ -readonly [K in keyof RevisionNode]: RevisionNode[K] }>,
): boolean {
  const waiting = new Int32Array(nodes.length);
  const ready: RevisionNode[] = [];
  let total = 0;
  for (const node of nodes) {
    if (node.isShadowed) continue;
    total += 1;
    waiting[node.index] = node.allParents.length;
    if (node.allParents.length === 0) ready.push(node);
  }
  const reached = new Uint8Array(nodes.length);
  let done = 0;
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    done += 1;
    reached[node.index] = 1;
    for (const child of node.allChildren as typeof nodes) {
      if (child.depth <= node.depth) child.depth = node.depth + 1;
      const left = (waiting[child.index] ?? 0) - 1;
      waiting[child.index] = left;
      if (left === 0) ready.push(child);
    }
  }
  if (done === total) return true;
  for (const node of nodes) if (reached[node.index] === 0) node.depth = -1;
  return false;
}
