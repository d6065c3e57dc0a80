import type { RevisionGraph, RevisionRanks } from './revision-graph.ts';

/**
 * The depth of every file: the longest way down to a revision without parents, over all edges; -1 on and above a cycle,
 * and where there is no revision.
 */
export function depthRanks(graph: Pick<RevisionGraph, 'revisions' | 'allParents'>): RevisionRanks {
  const count = graph.revisions.length;
  const { starts, children, waiting } = upwardEdges(graph);
  const byFile = new Int32Array(count).fill(-1);
  const queue = new Int32Array(count);
  let end = 0;
  let total = 0;
  for (let file = 0; file < count; file += 1) {
    if (graph.revisions[file] === undefined) continue;
    total += 1;
    if (waiting[file] === 0) {
      queue[end] = file;
      end += 1;
    }
  }
  // Files are taken breadth first, so that the last parent to be taken is the deepest.
  for (let next = 0; next < end; next += 1) {
    const file = queue[next] ?? 0;
    const rank = (byFile[file] ?? 0) + 1;
    byFile[file] = rank;
    const last = starts[file + 1] ?? 0;
    for (let edge = starts[file] ?? 0; edge < last; edge += 1) {
      const child = children[edge] ?? 0;
      byFile[child] = rank;
      const left = (waiting[child] ?? 0) - 1;
      waiting[child] = left;
      if (left === 0) {
        queue[end] = child;
        end += 1;
      }
    }
  }
  const isOrdered = end === total;
  if (!isOrdered) for (let file = 0; file < count; file += 1) if ((waiting[file] ?? 0) > 0) byFile[file] = -1;
  return { byFile, isOrdered, isDepth: true };
}

interface UpwardEdges {
  /** Where the children of each file begin in `children`. */
  readonly starts: Int32Array;
  readonly children: Int32Array;
  /** How many parents each file has. */
  readonly waiting: Int32Array;
}

function upwardEdges(graph: Pick<RevisionGraph, 'revisions' | 'allParents'>): UpwardEdges {
  const count = graph.revisions.length;
  const starts = new Int32Array(count + 2);
  const waiting = new Int32Array(count);
  const parents: number[] = [];
  for (let file = 0; file < count; file += 1) {
    const own = graph.allParents(file);
    waiting[file] = own.length;
    for (const parent of own) {
      parents.push(parent);
      starts[parent + 2] = (starts[parent + 2] ?? 0) + 1;
    }
  }
  for (let file = 1; file < count + 2; file += 1)
    starts[file] = (starts[file] ?? 0) + (starts[file - 1] ?? 0);
  const children = new Int32Array(parents.length);
  let edge = 0;
  for (let file = 0; file < count; file += 1) {
    for (let left = waiting[file] ?? 0; left > 0; left -= 1) {
      const parent = parents[edge] ?? 0;
      edge += 1;
      const place = starts[parent + 1] ?? 0;
      children[place] = file;
      starts[parent + 1] = place + 1;
    }
  }
  return { starts, children, waiting };
}

/** Where more files than this and a larger share of all would have to be raised, giving all ranks anew is as fast. */
const MOST_RAISED = 64;
const MOST_RAISED_SHARE = 1 / 32;

/** Ranks of a graph, and the files whose rank is another than before; undefined: any. */
interface RanksUpdate {
  readonly ranks: RevisionRanks;
  readonly raised: ReadonlySet<number> | undefined;
}

/**
 * The ranks after the edges downward of the files `moved` changed. They stay right where an edge goes away and where a new
 * one grows along them; against another the file is raised above its parent, and so is what stands on it.
 */
export function ranksAfter(
  graph: RevisionGraph,
  before: RevisionRanks,
  moved: Iterable<number>,
): RanksUpdate {
  const raised = before.isOrdered ? raise(graph, before, moved) : undefined;
  if (raised === undefined) return { ranks: depthRanks(graph), raised: undefined };
  const count = graph.revisions.length;
  let { byFile } = before;
  if (raised.size > 0 || byFile.length !== count) {
    byFile = new Int32Array(count).fill(-1);
    byFile.set(before.byFile);
    for (const [file, rank] of raised) byFile[file] = rank;
  }
  return { ranks: { byFile, isOrdered: true, isDepth: false }, raised: new Set(raised.keys()) };
}

/** The ranks that have to be others; undefined where they are too many, or where there is a cycle. */
function raise(
  graph: RevisionGraph,
  { byFile }: RevisionRanks,
  moved: Iterable<number>,
): ReadonlyMap<number, number> | undefined {
  const raised = new Map<number, number>();
  const rankOf = (file: number): number => raised.get(file) ?? byFile[file] ?? -1;
  const open = [...moved];
  // A cycle would raise its files for ever, and a ladder of diamonds many of them often.
  const most = open.length + Math.max(MOST_RAISED, graph.revisions.length * MOST_RAISED_SHARE);
  for (let work = 0; work < open.length; work += 1) {
    const file = open[work] ?? 0;
    if (graph.revisions[file] === undefined) continue;
    const least = 1 + Math.max(-1, ...graph.allParents(file).map(rankOf));
    if (rankOf(file) >= least) continue;
    if (work >= most || least >= graph.revisions.length) return undefined;
    raised.set(file, least);
    open.push(...graph.namedBy(file));
  }
  return raised;
}

/** The files that have a revision, each behind all that it needs; only where there is no cycle. */
export function filesByRank({
  revisions,
  ranks: { byFile },
}: Pick<RevisionGraph, 'revisions' | 'ranks'>): Int32Array {
  const starts = new Int32Array(revisions.length + 1);
  let count = 0;
  for (let file = 0; file < revisions.length; file += 1) {
    if (revisions[file] === undefined) continue;
    count += 1;
    const rank = (byFile[file] ?? 0) + 1;
    starts[rank] = (starts[rank] ?? 0) + 1;
  }
  for (let rank = 1; rank < starts.length; rank += 1)
    starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
  const files = new Int32Array(count);
  for (let file = 0; file < revisions.length; file += 1) {
    if (revisions[file] === undefined) continue;
    const rank = byFile[file] ?? 0;
    const place = starts[rank] ?? 0;
    files[place] = file;
    starts[rank] = place + 1;
  }
  return files;
}
