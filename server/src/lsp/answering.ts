import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { CommandError } from '../core/script/command-error.ts';

/** What goes with an error: the stable code of a CommandError, and its facts. */
export interface ErrorData {
  readonly code: string;
  readonly [fact: string]: unknown;
}

/**
 * Gives a handler's failure the form that the connection sends. A CommandError becomes a failed request whose message is
 * for the user; any other error is a defect, which is logged with its stack and answered as such. Nothing that fails
 * ends the server.
 */
export function answering<Params, Result>(
  log: Connection['console'],
  method: string,
  handler: (params: Params, token: CancellationToken) => Result | Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result> {
  return async (params, token) => {
    try {
      return await handler(params, token);
    } catch (error) {
      if (token.isCancellationRequested) {
        throw new ResponseError(LSPErrorCodes.RequestCancelled, `${method} was cancelled.`);
      }
      if (error instanceof CommandError) {
        const data: ErrorData = { ...error.data, code: error.code };
        throw new ResponseError(LSPErrorCodes.RequestFailed, error.message, data);
      }
      log.error(`${method}: ${describeDefect(error)}`);
      const message = error instanceof Error ? error.message : String(error);
      throw new ResponseError<ErrorData>(ErrorCodes.InternalError, `${method} failed: ${message}`, {
        code: 'internal-error',
      });
    }
  };
}

/** The stack of an error, for the log. */
export function describeDefect(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
