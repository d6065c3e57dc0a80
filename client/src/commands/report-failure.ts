import { env, window } from 'vscode';
import type { DatabaseSummary } from '../../../server/src/protocol/database-messages.ts';
import type { RunAnswer, RunParams } from '../../../server/src/protocol/run-messages.ts';
import type { Services } from '../services.ts';
import { type FailureAction, failureReport } from '../view-models/failure-report.ts';
import { openAtLine } from './open-at.ts';

/** What the user wants to do about a failure, beyond looking at it. */
export type LeftToDo = Exclude<FailureAction, 'Open Revision' | 'Copy Details'> | undefined;

/** Tells that a run failed, in a dialog; what is left to do about it is the answer. */
export async function reportFailure(
  services: Services,
  run: RunParams,
  source: DatabaseSummary['source'],
  answer: RunAnswer,
): Promise<LeftToDo> {
  const { message, detail, actions, details } = failureReport(answer, run, source);
  services.log.error(details);
  const chosen = await window.showErrorMessage(message, { modal: true, detail }, ...actions);
  switch (chosen) {
    case 'Open Revision':
      if (answer.failure?.uri !== undefined) await openAtLine(answer.failure.uri, answer.failure.line ?? 0);
      return undefined;
    case 'Copy Details':
      await env.clipboard.writeText(details);
      return undefined;
    default:
      return chosen;
  }
}
