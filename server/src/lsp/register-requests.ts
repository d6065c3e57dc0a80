import type { CancellationToken } from 'vscode-languageserver/node';
import type { AlembicRequests } from '../protocol/messages.ts';
import { answering } from './answering.ts';
import type { ServerState } from './server-state.ts';

/** A handler for each message of ours. */
export type Requests = {
  readonly [Method in keyof AlembicRequests]: (
    params: AlembicRequests[Method]['params'],
    token: CancellationToken,
  ) => AlembicRequests[Method]['result'] | Promise<AlembicRequests[Method]['result']>;
};

export function registerRequests({ connection }: ServerState, requests: Requests): void {
  for (const [method, handler] of Object.entries(requests)) {
    connection.onRequest(
      method,
      answering(connection.console, method, handler as (params: unknown) => unknown),
    );
  }
}
