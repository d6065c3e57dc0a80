/** `stop`: after a failure no further database is begun; those at work finish. */
export type OnFailure = 'stop' | 'continue';

export interface SeveralOptions {
  /** How many databases are at work at once; at least 1. */
  readonly parallel: number;
  readonly onFailure: OnFailure;
  /** After an abort no further database is begun. */
  readonly signal: AbortSignal;
}

export type Several<Item, Result> =
  | { readonly item: Item; readonly result: Result }
  /** Nothing was done there; why, in words. */
  | { readonly item: Item; readonly skipped: string };

/**
 * Works on several databases, some at once, in the order given. A failure in one touches no other one: whether more are
 * begun after it is `onFailure`. Answers in the order of the items.
 */
export async function runSeveral<Item, Result>(
  items: readonly Item[],
  { parallel, onFailure, signal }: SeveralOptions,
  work: (item: Item) => Promise<Result>,
  hasFailed: (result: Result) => boolean,
): Promise<ReadonlyArray<Several<Item, Result>>> {
  const answers = new Map<number, Several<Item, Result>>();
  const waiting = items.entries();
  let stopped: string | undefined;
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      if (signal.aborted) stopped ??= 'cancelled before it began';
      if (stopped !== undefined) {
        answers.set(index, { item, skipped: stopped });
        continue;
      }
      const result = await work(item);
      answers.set(index, { item, result });
      if (hasFailed(result) && onFailure === 'stop') stopped ??= 'another database failed before it began';
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, worker));
  return items.map((item, index) => answers.get(index) ?? { item, skipped: 'it was not reached' });
}

/** How many databases came to which end, for the sentence that sums a run up. */
export interface SeveralCounts {
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
}

/** "3 of 5 databases are done, 1 failed, 1 was not begun." */
export function severalSentence({ done, failed, skipped }: SeveralCounts): string {
  const all = done + failed + skipped;
  const parts = [`${done} of ${all} databases ${done === 1 ? 'is' : 'are'} done`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (skipped > 0) parts.push(`${skipped} ${skipped === 1 ? 'was' : 'were'} not begun`);
  return `${parts.join(', ')}.`;
}
