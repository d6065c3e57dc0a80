const MOST = 3;

/**
 * Up to three of `ids` that someone who wrote `wanted` may have meant, best first: those that one of both begins, then
 * those within a small edit distance.
 */
export function nearestIds(ids: Iterable<string>, wanted: string): readonly string[] {
  const limit = Math.max(1, Math.min(3, Math.floor(wanted.length / 4)));
  const found: Array<{ id: string; distance: number }> = [];
  for (const id of ids) {
    if (wanted.length >= 4 && id.length >= 4 && (id.startsWith(wanted) || wanted.startsWith(id))) {
      found.push({ id, distance: 0 });
    } else if (Math.abs(id.length - wanted.length) <= limit) {
      const distance = editDistance(id, wanted, limit);
      if (distance <= limit) found.push({ id, distance });
    }
  }
  found.sort((left, right) => left.distance - right.distance);
  return found.slice(0, MOST).map(({ id }) => id);
}

/** Levenshtein's distance, where two neighbours in each other's place count once; above `limit` any number above it. */
function editDistance(left: string, right: string, limit: number): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= right.length; column += 1) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1;
      const isSwapped = left[row - 2] === right[column - 1] && left[row - 1] === right[column - 2];
      const value = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + cost,
        isSwapped ? (beforePrevious[column - 2] ?? limit) + 1 : limit + 1,
      );
      current.push(value);
      smallest = Math.min(smallest, value);
    }
    if (smallest > limit && row > 1 && Math.min(...previous) > limit) return smallest;
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}
