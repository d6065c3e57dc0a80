import type { CancellationToken } from 'vscode-languageserver/node';

/** Runs that are under way. The server ends when they have. */
export class Runs {
  readonly #running = new Map<AbortController, Promise<unknown>>();

  /** Gives `work` a signal that is aborted when the client cancels or the server is told to end. */
  async track<T>(token: CancellationToken, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const listening = token.onCancellationRequested(() => controller.abort());
    const running = work(controller.signal);
    this.#running.set(controller, running);
    try {
      return await running;
    } finally {
      this.#running.delete(controller);
      listening.dispose();
    }
  }

  /** Cancels every run in order and waits for its end; what a step has not committed is rolled back. */
  async end(): Promise<void> {
    for (const controller of this.#running.keys()) controller.abort();
    await Promise.allSettled(this.#running.values());
  }
}
