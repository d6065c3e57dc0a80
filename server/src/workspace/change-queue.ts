/** How long nothing must happen before changes are worked off, in milliseconds. */
export interface QueueTimes {
  readonly quiet: number;
  /** The same once many changes are waiting: a checkout in progress. */
  readonly quietWhenMany: number;
}

const MANY = 50;

/**
 * Collects changes and hands them over once it has been quiet, one batch at a time: what comes in while a batch is
 * worked off waits for the next one.
 */
export class ChangeQueue<Change> {
  readonly #times: QueueTimes;
  readonly #work: (changes: readonly Change[]) => Promise<void>;
  #waiting: Change[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(times: QueueTimes, work: (changes: readonly Change[]) => Promise<void>) {
    this.#times = times;
    this.#work = work;
  }

  add(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    for (const change of changes) this.#waiting.push(change);
    clearTimeout(this.#timer);
    const delay = this.#waiting.length > MANY ? this.#times.quietWhenMany : this.#times.quiet;
    this.#timer = setTimeout(() => void this.#start(), delay);
  }

  /** Works off at once what is waiting and resolves when nothing is left. Rejects with what the work threw. */
  async settled(): Promise<void> {
    while (this.#waiting.length > 0 || this.#running !== undefined) await this.#start();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  async #start(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#running !== undefined) {
      await this.#running;
      return;
    }
    if (this.#waiting.length === 0) return;
    const batch = this.#waiting;
    this.#waiting = [];
    this.#running = this.#work(batch).finally(() => {
      this.#running = undefined;
    });
    await this.#running;
    if (this.#waiting.length > 0) await this.#start();
  }
}
