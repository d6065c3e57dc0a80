import type { RevisionMap } from './revision-map.ts';
import type { RevisionNode } from './revision-node.ts';

export interface TopologicalOrder {
  /** Newest first: a revision comes before everything it needs. */
  readonly order: readonly RevisionNode[];
  /** Revisions asked for that no way down from the heads reaches inside the set. */
  readonly unreached: ReadonlySet<RevisionNode>;
}

/**
 * Lists `revisions` downward from `heads` in Alembic's order: one line of the chain as far as possible, from the head
 * that was loaded first; where another head still needs the next revision, that head's line goes first.
 * Takes time linear in the part of the map below the heads, apart from the switches between lines.
 * Source: `RevisionMap._topological_sort`.
 */
export function topologicalOrder(
  map: RevisionMap,
  revisions: ReadonlySet<RevisionNode>,
  heads: Iterable<RevisionNode>,
): TopologicalOrder {
  const todo = new Uint8Array(map.graph.revisions.length);
  for (const node of revisions) todo[node.index] = 1;
  const lines = [...new Set(heads)]
    .filter((head) => todo[head.index] === 1)
    .sort((left, right) => left.position - right.position);
  const cover = new HeadCover(map, lines);
  const order: RevisionNode[] = [];
  let line = 0;
  let switches = 0;
  for (let candidate = lines[line]; candidate !== undefined; candidate = lines[line]) {
    const first = cover.firstLineAbove(candidate, lines);
    // Only around a cycle every line waits for another; then none is right, and this one goes on.
    if (first !== undefined && switches <= lines.length) {
      line = first;
      switches += 1;
      continue;
    }
    switches = 0;
    order.push(candidate);
    todo[candidate.index] = 0;
    const next = map
      .normalizedParents(candidate)
      .filter((node) => todo[node.index] === 1 && !cover.isHead(node));
    cover.replace(candidate, next);
    const [down, ...others] = next;
    if (down === undefined) {
      lines.splice(line, 1);
      line = Math.max(line - 1, 0);
    } else {
      lines[line] = down;
      lines.push(...others);
    }
  }
  if (order.length === revisions.size) return { order, unreached: new Set() };
  return { order, unreached: new Set([...revisions].filter((node) => todo[node.index] === 1)) };
}

/** Knows which revisions still lie below one of the current heads, while these move down. */
class HeadCover {
  /** For each revision, how many revisions just above it are below a head or are one. */
  readonly #above: Int32Array;
  readonly #isHead: Uint8Array;

  constructor(map: RevisionMap, heads: readonly RevisionNode[]) {
    this.#above = new Int32Array(map.graph.revisions.length);
    this.#isHead = new Uint8Array(map.graph.revisions.length);
    const seen = new Uint8Array(map.graph.revisions.length);
    const todo: RevisionNode[] = [];
    for (const head of heads) {
      this.#isHead[head.index] = 1;
      seen[head.index] = 1;
      todo.push(head);
    }
    for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
      for (const parent of node.allParents) {
        this.#above[parent.index] = this.#countAbove(parent) + 1;
        if (seen[parent.index] === 1) continue;
        seen[parent.index] = 1;
        todo.push(parent);
      }
    }
  }

  isHead(node: RevisionNode): boolean {
    return this.#isHead[node.index] === 1;
  }

  /** The first of `lines` whose head has `candidate` below it, or undefined where none has. */
  firstLineAbove(candidate: RevisionNode, lines: readonly RevisionNode[]): number | undefined {
    if (lines.length === 1 || this.#countAbove(candidate) === 0) return undefined;
    const seen = new Set([candidate]);
    const todo = [candidate];
    const heads = new Set<RevisionNode>();
    for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
      for (const child of node.allChildren) {
        if (seen.has(child) || !this.#isCovered(child)) continue;
        seen.add(child);
        if (this.isHead(child)) heads.add(child);
        todo.push(child);
      }
    }
    const first = lines.findIndex((head) => heads.has(head));
    return first < 0 ? undefined : first;
  }

  /** `head` moves down to `next`; what only it needed is no longer below a head. */
  replace(head: RevisionNode, next: readonly RevisionNode[]): void {
    this.#isHead[head.index] = 0;
    for (const node of next) this.#isHead[node.index] = 1;
    const todo = this.#isCovered(head) ? [] : [head];
    for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
      for (const parent of node.allParents) {
        this.#above[parent.index] = this.#countAbove(parent) - 1;
        if (!this.#isCovered(parent)) todo.push(parent);
      }
    }
  }

  #countAbove(node: RevisionNode): number {
    return this.#above[node.index] ?? 0;
  }

  #isCovered(node: RevisionNode): boolean {
    return this.isHead(node) || this.#countAbove(node) > 0;
  }
}
