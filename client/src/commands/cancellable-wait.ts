import { type CancellationToken, CancellationTokenSource, ProgressLocation, window } from 'vscode';

/** What answers sooner shows nothing: a notification that flashes by tells nobody anything. */
const PATIENCE_MILLISECONDS = 600;

/**
 * Awaits what usually takes a moment and now and then, with a server far away, much longer: only then a notification
 * shows, through which the user can give it up.
 *
 * @returns undefined where the user gave up; rejects as `ask` does
 */
export async function cancellableWait<Answer>(
  title: string,
  ask: (token: CancellationToken) => Promise<Answer>,
): Promise<Answer | undefined> {
  const source = new CancellationTokenSource();
  const answer = ask(source.token);
  const timer = setTimeout(() => {
    void window.withProgress(
      { location: ProgressLocation.Notification, title, cancellable: true },
      (_progress, token) => {
        token.onCancellationRequested(() => source.cancel());
        return answer.then(
          () => undefined,
          // The failure is told by whoever awaits the answer; here it only ends the notification.
          () => undefined,
        );
      },
    );
  }, PATIENCE_MILLISECONDS);
  try {
    return await answer;
  } catch (error) {
    if (source.token.isCancellationRequested) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
    source.dispose();
  }
}
