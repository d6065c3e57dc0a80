import type { ProjectModule } from '../python/project-module.ts';
import type { Span } from '../text/span.ts';
import type { RuntimePieces } from './runtime-values.ts';

/**
 * A condition on the catalog that SQLAlchemy asks before it sends the statement (`checkfirst=True` of a named type).
 * The runner asks the same; the preview names it in a comment.
 */
export interface StatementGuard {
  readonly kind: 'type-absent' | 'type-present';
  readonly schema: string | null;
  readonly name: string;
}

/** What the call of a statement says of the database beyond the SQL. It is the author's word; nobody has looked. */
export interface StatementHints {
  /** `table_name` of `drop_index`, with its schema. */
  readonly indexTable?: string;
  /** `existing_type` of `alter_column`, as SQL. */
  readonly existingType?: string;
  /** `type_` of `drop_constraint`. */
  readonly constraintType?: 'check' | 'foreignkey' | 'primary' | 'unique';
}

/** One SQL statement of a migration: what the preview shows is what runs. */
export interface Statement {
  /** The text for the server, without the terminating semicolon. */
  readonly sql: string;
  /** False inside `autocommit_block()`: it runs outside any transaction. */
  readonly transactional: boolean;
  /** The `op` call in the revision file that this statement comes from. */
  readonly span: Span;
  readonly guard?: StatementGuard;
  readonly hints?: StatementHints;
  /**
   * Set where values are made when the statement runs (`uuid4()`, `utcnow()`): the text that runs, in pieces. `sql` then shows
   * a variable in the place of each.
   */
  readonly runtime?: RuntimePieces;
}

/** A part of a migration whose SQL only the running program can know. */
export interface Unresolved {
  readonly span: Span;
  /** One sentence that a user understands, e.g. "the rows of this SELECT are known only when it runs". */
  readonly reason: string;
  /** What a known value could be given for, as `alembicWorkbench.knownValues` names it: `app.settings.SCHEMA`. */
  readonly unknownName?: string;
  /** How many statements run before this place; absent where the order is not known. */
  readonly statementsBefore?: number;
  /** Set where the migration raises a Python exception here, e.g. NotImplementedError of a downgrade that cannot be done. */
  readonly raises?: RaisedException;
}

/** A Python exception that ends a migration: its class without the module, and its message. */
export interface RaisedException {
  readonly type: string;
  readonly message: string;
}

/** The whole of one `upgrade()` or `downgrade()`, in order of execution. Complete only where `unresolved` is empty. */
export interface RevisionSql {
  readonly statements: readonly Statement[];
  readonly unresolved: readonly Unresolved[];
  /** Each `autocommit_block()` as a range of `statements`, the end exclusive; a block may be empty. */
  readonly autocommitBlocks?: ReadonlyArray<{ readonly start: number; readonly end: number }>;
  /** The project's modules that imports were followed to; absent where there are none. */
  readonly modules?: readonly ProjectModule[];
}
