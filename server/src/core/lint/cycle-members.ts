import type { ChainIndex } from './chain-index.ts';
import { revisionPlace } from './places.ts';
import type { RelatedPlace } from './problem.ts';

const MOST = 6;

/** The first few files of a cycle, as places that have a part in it. */
export function cycleMembers(chain: ChainIndex, cycle: ReadonlySet<string>): readonly RelatedPlace[] {
  const places: RelatedPlace[] = [];
  for (const id of cycle) {
    const file = chain.file(id);
    if (file !== undefined) places.push(revisionPlace(file, 'is part of the cycle'));
    if (places.length === MOST) break;
  }
  return places;
}
