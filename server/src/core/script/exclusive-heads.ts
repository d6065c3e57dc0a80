import type { RevisionGraph } from './revision-graph.ts';

/**
 * Whether each of `heads` has one of `marks` to itself: a revision below it, or it, from which every way up by
 * `down_revision` leads to this head. Of a graph without cycles.
 *
 * Every head looks through what lies below it alone, all of them by turns, so that the answer no costs as much as the
 * smallest branch without a mark: a long main line beside it is not walked down.
 */
export function areHeadsMarked(
  graph: RevisionGraph,
  heads: readonly number[],
  marks: ReadonlySet<number>,
): boolean {
  let looking = heads.map((head) => exclusivelyBelow(graph, head));
  while (looking.length > 0) {
    const left: typeof looking = [];
    for (const files of looking) {
      const { value, done } = files.next();
      if (done === true) return false;
      if (!marks.has(value)) left.push(files);
    }
    looking = left;
  }
  return true;
}

/** A head and the files from which there is no way to another, each behind all that follow it. */
function* exclusivelyBelow(graph: RevisionGraph, head: number): Generator<number, void> {
  const open = [head];
  /** Of branch points, how many of their children are known to lead to the head alone. */
  const counted = new Map<number, number>();
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    yield file;
    for (const parent of new Set(graph.parents(file))) {
      const children = graph.children(parent).length;
      const known = (counted.get(parent) ?? 0) + 1;
      if (known === children) open.push(parent);
      else counted.set(parent, known);
    }
  }
}
