import type { Blocker, LockWait } from '../../../server/src/protocol/run-messages.ts';

export type EndHow = 'cancel' | 'terminate';

/** What to ask while a run waits for somebody's lock. */
export interface WaitQuestion {
  readonly message: string;
  /** The one that waits longest in the way. */
  readonly blocker: Blocker;
  /** How it can be made to let go: a session that is idle in its transaction runs no statement to stop. */
  readonly how: EndHow;
  readonly action: string;
}

export interface EndConfirmation {
  readonly message: string;
  readonly detail: string;
  readonly action: string;
}

const CANCEL = 'Cancel Its Statement…';
const TERMINATE = 'End Its Session…';

/** The question for a wait; `tried` are processes whose statement was stopped already and that still hold the lock. */
export function waitQuestion(
  database: string,
  { blockers }: LockWait,
  tried: ReadonlySet<number>,
): WaitQuestion | undefined {
  const [blocker] = blockers;
  if (blocker === undefined) return undefined;
  const more = blockers.length === 1 ? '' : ` and ${blockers.length - 1} more`;
  const how =
    tried.has(blocker.pid) || blocker.state.startsWith('idle in transaction') ? 'terminate' : 'cancel';
  return {
    message: `The run on “${database}” waits for a lock that ${blockerWords(blocker)} holds${more}.`,
    blocker,
    how,
    action: how === 'cancel' ? CANCEL : TERMINATE,
  };
}

/** What is asked before somebody else's work is stopped. */
export function endConfirmation({ blocker, how }: WaitQuestion): EndConfirmation {
  const query = blocker.query === '' ? 'It does not show its statement.' : `Its statement: ${blocker.query}`;
  return how === 'cancel'
    ? {
        message: `Stop the statement of process ${blocker.pid}?`,
        detail: `${blockerWords(blocker)}\n${query}\n\nThe statement fails there, and its transaction with it.`,
        action: 'Stop the Statement',
      }
    : {
        message: `End the session of process ${blocker.pid}?`,
        detail: `${blockerWords(blocker)}\n${query}\n\nIts connection is cut and its transaction is rolled back: what it has not committed is lost.`,
        action: 'End the Session',
      };
}

/** "process 4711 (user app, psql, idle in transaction, since 2026-11-22 21:40:12 UTC)". */
export function blockerWords({ pid, user, application, address, state, since }: Blocker): string {
  const facts = [
    user === '' ? '' : `user ${user}`,
    application,
    address === '' ? '' : `from ${address}`,
    state,
    since === '' ? '' : `since ${since}`,
  ].filter((fact) => fact !== '');
  return facts.length === 0 ? `process ${pid}` : `process ${pid} (${facts.join(', ')})`;
}
