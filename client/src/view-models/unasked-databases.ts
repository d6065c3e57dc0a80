import type { RebaseAnswer } from '../../../server/src/protocol/rebase-messages.ts';
import { shortId } from './revision-id.ts';

/** What to ask before a rebase that some databases may forbid; undefined where every one of them answered. */
export function unaskedQuestion({
  changes,
  unasked,
}: RebaseAnswer): { readonly message: string; readonly detail: string; readonly action: string } | undefined {
  if (unasked.length === 0) return undefined;
  const moved = changes[0] === undefined ? 'the revision' : shortId(changes[0].revision);
  const reasons = unasked.map(({ database, reason }) => `${database}: ${reason}`);
  return {
    message: `Has ${moved} run anywhere already? Not every database could be asked.`,
    detail: [
      ...reasons,
      '',
      `A database that has run ${moved} would never run what is put below it. Merge instead if one has.`,
    ].join('\n'),
    action: 'Rebase',
  };
}
