import { CommandError } from './command-error.ts';
import type { RevisionNode } from './revision-node.ts';
import type { Resolved } from './walk.ts';

/** `resolved` if all of it is revisions; CommandError `target-out-of-range` where the text leads past the chain's end. */
export function requireRevisions(resolved: readonly Resolved[], written: string): readonly RevisionNode[] {
  return resolved.map((each) => {
    if (each !== null && each !== 'base') return each;
    throw new CommandError(
      'target-out-of-range',
      `'${written}' leads past the end of the chain; no revision is there.`,
      { target: written },
    );
  });
}
