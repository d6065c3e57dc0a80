/**
 * What SQLAlchemy or Alembic raises while it writes a statement: the migration stops there. `type` is the Python exception's
 * name without its module.
 */
export class CompileError extends Error {
  readonly type: string;

  constructor(message: string, type = 'CompileError') {
    super(message);
    this.name = 'CompileError';
    this.type = type;
  }
}

/** A part of a statement whose text is decided by the running program or the database; the operation is unresolved. */
export class UnresolvedValue extends Error {
  /** See `Unresolved.unknownName`. */
  readonly unknownName: string | undefined;

  constructor(message: string, unknownName?: string) {
    super(message);
    this.name = 'UnresolvedValue';
    this.unknownName = unknownName;
  }
}
