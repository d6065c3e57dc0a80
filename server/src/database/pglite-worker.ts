/** The thread that runs PGlite, so that a long statement never stops the language server. Speaks `pglite-messages.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { type messages, PGlite, protocol } from '@electric-sql/pglite';
import type { DriverError } from './connection-errors.ts';
import type { CommandResult, Row, TransactionStatus } from './database-session.ts';
import { pgliteExtensions } from './pglite-extensions.ts';
import type { PgliteAnswer, PgliteOutcome, PgliteRequest, PgliteWorkerData } from './pglite-messages.ts';

const STATUS: Readonly<Record<string, TransactionStatus>> = { I: 'idle', T: 'in-transaction', E: 'failed' };
const { serialize } = protocol;

/** The command tag of CommandComplete: "INSERT 0 2", "CREATE TABLE". */
function commandResult(tag: string): CommandResult {
  const words = tag.split(' ');
  const count = Number(words.at(-1));
  return { command: words[0] ?? '', rowCount: Number.isNaN(count) ? undefined : count };
}

/** The fields of an ErrorResponse alone: an Error loses its own when it is posted to another thread. */
function driverError(error: messages.DatabaseError): DriverError {
  const { message, code, severity, detail, hint, position, where, schema, table, column, constraint } = error;
  return { message, code, severity, detail, hint, position, where, schema, table, column, constraint };
}

/** Collects the backend messages of one simple or extended query. */
function outcomeOf(answer: readonly messages.BackendMessage[]): PgliteOutcome {
  let columns: readonly string[] = [];
  let status: TransactionStatus = 'idle';
  let error: PgliteOutcome['error'];
  const rows: Row[] = [];
  const results: CommandResult[] = [];
  for (const message of answer) {
    switch (message.name) {
      case 'rowDescription':
        columns = (message as messages.RowDescriptionMessage).fields.map(({ name }) => name);
        break;
      case 'dataRow': {
        const { fields } = message as messages.DataRowMessage;
        rows.push(Object.fromEntries(columns.map((name, index) => [name, fields[index] ?? null])));
        break;
      }
      case 'commandComplete':
        results.push(commandResult((message as messages.CommandCompleteMessage).text));
        break;
      case 'error':
        error ??= driverError(message as messages.DatabaseError);
        break;
      case 'readyForQuery':
        status = STATUS[(message as messages.ReadyForQueryMessage).status] ?? 'idle';
        break;
      default:
        break;
    }
  }
  return { rows, results, status, error };
}

function frontendMessages(request: Exclude<PgliteRequest, { kind: 'close' }>): Uint8Array {
  if (request.kind === 'execute') return serialize.query(request.sql);
  return Buffer.concat([
    serialize.parse({ text: request.sql }),
    serialize.bind({ values: [...request.values] }),
    serialize.describe({ type: 'P' }),
    serialize.execute({}),
    serialize.sync(),
  ]);
}

function post(answer: PgliteAnswer): void {
  parentPort?.postMessage(answer);
}

async function answer(database: PGlite, request: PgliteRequest): Promise<void> {
  if (request.kind === 'close') {
    await database.close();
    post({ kind: 'answer', id: request.id, outcome: outcomeOf([]) });
    return;
  }
  const result = await database.execProtocol(frontendMessages(request), {
    throwOnError: false,
    onNotice: ({ severity, message, code }) => {
      post({
        kind: 'notice',
        notice: { severity: severity ?? 'NOTICE', message: message ?? '', sqlState: code },
      });
    },
  });
  post({ kind: 'answer', id: request.id, outcome: outcomeOf(result.messages) });
}

async function main({ dataDirectory }: PgliteWorkerData): Promise<void> {
  const database = await PGlite.create({
    dataDir: dataDirectory ?? 'memory://',
    extensions: pgliteExtensions,
  });
  const version = await database.query<{ server_version: string }>('SHOW server_version');
  parentPort?.on('message', (request: PgliteRequest) => {
    answer(database, request).catch((error: Error) => post({ kind: 'failed', message: error.message }));
  });
  post({ kind: 'ready', serverVersion: version.rows[0]?.server_version.split(' ')[0] ?? '' });
}

main(workerData as PgliteWorkerData).catch((error: Error) =>
  post({ kind: 'failed', message: error.message }),
);
