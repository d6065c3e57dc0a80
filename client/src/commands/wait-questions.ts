import { window } from 'vscode';
import type { RunParams, RunProgress } from '../../../server/src/protocol/run-messages.ts';
import type { Services } from '../services.ts';
import { endConfirmation, type WaitQuestion, waitQuestion } from '../view-models/wait-question.ts';

const CANCEL_RUN = 'Cancel the Run';
const KEEP_WAITING = 'Keep Waiting';

/** Asks what to do about those who keep a run waiting: once for each, as long as the run waits for them. */
export class WaitQuestions {
  readonly #services: Services;
  readonly #run: RunParams;
  readonly #cancelRun: () => void;
  readonly #asked = new Set<string>();
  readonly #tried = new Set<number>();
  #ended = false;

  constructor(services: Services, run: RunParams, cancelRun: () => void) {
    this.#services = services;
    this.#run = run;
    this.#cancelRun = cancelRun;
  }

  /** Takes in what a run tells. */
  told({ wait }: RunProgress): void {
    const question = wait === undefined ? undefined : waitQuestion(this.#run.database, wait, this.#tried);
    if (wait === undefined || question === undefined) return;
    const key = `${question.blocker.pid} ${question.how}`;
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    void this.#ask(question, wait.pid).catch((error: unknown) => this.#services.log.error(String(error)));
  }

  /** The run is over: a question that still stands does nothing. */
  end(): void {
    this.#ended = true;
  }

  async #ask(question: WaitQuestion, waiting: number): Promise<void> {
    // The first button is the one that stands out, so it is the one that harms nobody.
    const answer = await window.showWarningMessage(
      question.message,
      KEEP_WAITING,
      CANCEL_RUN,
      question.action,
    );
    if (this.#ended) return;
    if (answer === CANCEL_RUN) this.#cancelRun();
    else if (answer === question.action) await this.#endBlocker(question, waiting);
  }

  async #endBlocker(question: WaitQuestion, waiting: number): Promise<void> {
    const { message, detail, action } = endConfirmation(question);
    if ((await window.showWarningMessage(message, { modal: true, detail }, action)) !== action) return;
    const { environment, database } = this.#run;
    const { pid } = question.blocker;
    const answer = await this.#services.client.request('alembic/endBlocker', {
      environment,
      database,
      waiting,
      blocker: pid,
      how: question.how,
    });
    this.#tried.add(pid);
    this.#services.log.info(answer.message);
    if (!answer.done) await window.showWarningMessage(answer.message);
  }
}
