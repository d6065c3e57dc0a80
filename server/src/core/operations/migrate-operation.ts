import type { PythonValue, UnknownReason } from '../python/values.ts';
import type { ConstraintName } from '../sqlalchemy/constraint-name.ts';
import type { ExecutableStatement, TableSource } from '../sqlalchemy/expressions/statement.ts';
import type {
  ColumnDefinition,
  ConstraintDefinition,
  IndexDefinition,
  ServerDefault,
  TableDefinition,
} from '../sqlalchemy/schema/table-definition.ts';
import type { DomainType, EnumType, SqlType } from '../sqlalchemy/types/sql-type.ts';
import type { Span } from '../text/span.ts';

/**
 * What one call of `op` (or of an object that acts on its connection) does, in order of execution. Names follow the classes of
 * `alembic.operations.ops`.
 */
export type MigrateOperation =
  | CreateTableOperation
  | DropTableOperation
  | RenameTableOperation
  | TableCommentOperation
  | AddColumnOperation
  | DropColumnOperation
  | AlterColumnOperation
  | CreateIndexOperation
  | DropIndexOperation
  | AddConstraintOperation
  | DropConstraintOperation
  | ExecuteOperation
  | BulkInsertOperation
  | CreateTypeOperation
  | DropTypeOperation
  | AutocommitBeginOperation
  | AutocommitEndOperation
  | UnresolvedOperation;

interface Operation {
  /** The call in the revision file. */
  readonly span: Span;
}
interface TableOperation extends Operation {
  readonly tableName: string;
  readonly schema: string | null;
}

export interface CreateTableOperation extends Operation {
  readonly kind: 'create-table';
  readonly table: TableDefinition;
  readonly ifNotExists: boolean;
}
export interface DropTableOperation extends TableOperation {
  readonly kind: 'drop-table';
  readonly ifExists: boolean;
}
export interface RenameTableOperation extends TableOperation {
  readonly kind: 'rename-table';
  readonly newTableName: string;
}
export interface TableCommentOperation extends TableOperation {
  readonly kind: 'create-table-comment' | 'drop-table-comment';
  readonly comment: string | null;
}
export interface AddColumnOperation extends TableOperation {
  readonly kind: 'add-column';
  readonly column: ColumnDefinition;
  /** The column in a table of its own, with the constraints and indexes that it brings along. */
  readonly table: TableDefinition;
  readonly ifNotExists: boolean;
  readonly inlineReferences: boolean;
  readonly inlinePrimaryKey: boolean;
}
export interface DropColumnOperation extends TableOperation {
  readonly kind: 'drop-column';
  readonly columnName: string;
  readonly ifExists: boolean;
}
export interface AlterColumnOperation extends TableOperation {
  readonly kind: 'alter-column';
  readonly columnName: string;
  readonly newColumnName: string | null;
  readonly type: SqlType | null;
  readonly existingType: SqlType | null;
  readonly nullable: boolean | null;
  /** Undefined: untouched. Null: DROP DEFAULT. */
  readonly serverDefault: ServerDefault | null | undefined;
  /** Undefined: not given. */
  readonly existingServerDefault: ServerDefault | null | undefined;
  /** Undefined: untouched. Null: the comment is removed. */
  readonly comment: string | null | undefined;
  readonly using: string | null;
}
export interface CreateIndexOperation extends Operation {
  readonly kind: 'create-index';
  readonly index: IndexDefinition;
  readonly ifNotExists: boolean;
}
export interface DropIndexOperation extends Operation {
  readonly kind: 'drop-index';
  readonly index: IndexDefinition;
  readonly ifExists: boolean;
}
export interface AddConstraintOperation extends TableOperation {
  readonly kind: 'add-constraint';
  readonly constraint: ConstraintDefinition;
}
export type ConstraintType = 'check' | 'foreignkey' | 'primary' | 'unique';
export interface DropConstraintOperation extends TableOperation {
  readonly kind: 'drop-constraint';
  readonly name: ConstraintName | null;
  readonly constraintType: ConstraintType | null;
  readonly ifExists: boolean;
}
export interface ExecuteOperation extends Operation {
  readonly kind: 'execute';
  readonly statement: ExecutableStatement;
  /** One entry per execution: values of parameters by name. Empty: one execution without parameters. */
  readonly parameters: ReadonlyArray<ReadonlyMap<string, PythonValue>>;
}
export interface BulkInsertOperation extends Operation {
  readonly kind: 'bulk-insert';
  readonly table: TableSource;
  readonly rows: ReadonlyArray<ReadonlyMap<string, PythonValue>>;
}
export interface CreateTypeOperation extends Operation {
  readonly kind: 'create-type';
  readonly type: EnumType | DomainType;
  readonly checkFirst: boolean;
}
export interface DropTypeOperation extends Operation {
  readonly kind: 'drop-type';
  readonly type: EnumType | DomainType;
  readonly checkFirst: boolean;
}
/** `autocommit_block()`: what runs before is committed, what runs inside stands outside any transaction. */
export interface AutocommitBeginOperation extends Operation {
  readonly kind: 'autocommit-begin';
}
export interface AutocommitEndOperation extends Operation {
  readonly kind: 'autocommit-end';
}
/** Something that may change the database in a way that only the running program knows. */
export interface UnresolvedOperation extends Operation {
  readonly kind: 'unresolved';
  readonly reason: UnknownReason;
  /** What it executes, where only the parameters are not known. */
  readonly statement?: ExecutableStatement;
}
