/**
 * What went wrong with a command, for a person: Alembic's `CommandError` with a stable code.
 * `code` is kebab-case and part of the command line's contract; `data` holds the facts a user interface may act on.
 */
export class CommandError extends Error {
  readonly code: string;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, data: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
    this.data = data;
  }
}
