import { createConnection } from 'node:net';
import { join } from 'node:path';
import { DatabaseError } from './database-error.ts';
import type { HostAddress } from './libpq-defaults.ts';

/** The request code of the CancelRequest message, "Message Formats" in PostgreSQL's manual. */
const CANCEL_REQUEST_CODE = 80877102;
const MESSAGE_BYTES = 16;
const GIVE_UP_AFTER_MS = 5000;

export interface CancelKey {
  readonly processId: number;
  readonly secretKey: number;
}

function cancelMessage({ processId, secretKey }: CancelKey): Buffer {
  const message = Buffer.alloc(MESSAGE_BYTES);
  message.writeInt32BE(MESSAGE_BYTES, 0);
  message.writeInt32BE(CANCEL_REQUEST_CODE, 4);
  message.writeInt32BE(processId, 8);
  message.writeInt32BE(secretKey | 0, 12);
  return message;
}

/**
 * Sends PostgreSQL's cancel request for a session over a connection of its own, in plain text as libpq's `PQcancel` does;
 * it carries nothing but the key. Resolves when the server has closed that connection: it has signalled the session by
 * then. A pooler that hands out its own keys passes the request on.
 */
export function sendCancelRequest({ host, port }: HostAddress, key: CancelKey): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = host.startsWith('/')
      ? createConnection(join(host, `.s.PGSQL.${port}`))
      : createConnection(port, host);
    const fail = (reason: string): void => {
      socket.destroy();
      reject(new DatabaseError('unreachable', `The cancel request did not reach ${host}:${port}: ${reason}`));
    };
    socket.setTimeout(GIVE_UP_AFTER_MS, () => fail('no answer'));
    socket.once('connect', () => socket.write(cancelMessage(key)));
    socket.once('error', (error) => fail(error.message));
    socket.once('close', () => resolve());
    socket.resume();
  });
}
