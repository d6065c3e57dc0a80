/** Why a database URL cannot be used. The message may be shown and logged: it never holds a part of the URL. */
export class DatabaseUrlError extends Error {
  readonly code:
    | 'not-a-url'
    | 'bad-port'
    | 'bad-escape'
    | 'bad-hosts'
    | 'other-database'
    | 'unknown-driver'
    | 'bad-parameter'
    | 'unsupported-parameter';

  constructor(code: DatabaseUrlError['code'], message: string) {
    super(message);
    this.name = 'DatabaseUrlError';
    this.code = code;
  }
}
