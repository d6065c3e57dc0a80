import type { RevisionMap } from './revision-map.ts';
import { ancestorsOf } from './traversal.ts';

/** Those of `rows` that no other of them needs; rows that the map does not have are kept. */
export function withoutAncestors(map: RevisionMap, rows: readonly string[]): readonly string[] {
  return rows.filter((row) => {
    const others = rows.filter((other) => other !== row).flatMap((other) => map.get(other) ?? []);
    const below = new Set([...ancestorsOf(others)].map(({ id }) => id));
    return !below.has(row);
  });
}
