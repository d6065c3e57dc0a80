import type { ConstraintName } from '../constraint-name.ts';
import type { Expression } from '../expressions/expression.ts';
import type { ClientDefault, IdentityOptions, SequenceDefinition } from '../expressions/statement.ts';
import type { SqlType } from '../types/sql-type.ts';

/** `server_default=`: a str is written as a quoted literal, an expression as it is, `FetchedValue` not at all. */
export type ServerDefault =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'fetched' }
  | ComputedDefinition
  | IdentityDefinition;

export interface ComputedDefinition {
  readonly kind: 'computed';
  readonly expression: Expression;
  readonly persisted: boolean | null;
}
export interface IdentityDefinition {
  readonly kind: 'identity';
  readonly always: boolean;
  readonly options: IdentityOptions;
}

export interface ConstraintTraits {
  readonly name: ConstraintName | null;
  readonly deferrable: boolean | null;
  readonly initially: string | null;
}
/** `postgresql_include=` and `postgresql_nulls_not_distinct=` of UNIQUE and PRIMARY KEY. */
export interface KeyOptions {
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean | null;
}
export interface PrimaryKeyDefinition extends ConstraintTraits, KeyOptions {
  readonly kind: 'primary-key';
  readonly columns: readonly string[];
}
export interface UniqueDefinition extends ConstraintTraits, KeyOptions {
  readonly kind: 'unique';
  readonly columns: readonly string[];
}
export interface CheckDefinition extends ConstraintTraits {
  readonly kind: 'check';
  readonly condition: Expression;
  readonly notValid: boolean;
  /** Columns that the condition names, where it is an expression; a naming convention may ask for them. */
  readonly columns: readonly string[];
}
export interface ForeignKeyTarget {
  readonly schema: string | null;
  readonly table: string;
  readonly columns: readonly string[];
}
export interface ForeignKeyDefinition extends ConstraintTraits {
  readonly kind: 'foreign-key';
  readonly columns: readonly string[];
  readonly target: ForeignKeyTarget;
  readonly onDelete: string | null;
  readonly onUpdate: string | null;
  readonly match: string | null;
  readonly notValid: boolean;
  readonly useAlter: boolean;
  /** The columns referred to are known where the constraint is named; otherwise only those of its own table are. */
  readonly isTargetKnown: boolean;
}
export interface ExcludeDefinition extends ConstraintTraits {
  readonly kind: 'exclude';
  readonly elements: ReadonlyArray<{
    readonly expression: Expression;
    readonly key: string | null;
    readonly operator: string;
  }>;
  readonly using: string;
  readonly where: Expression | null;
  readonly ops: ReadonlyMap<string, string>;
}
export type ConstraintDefinition =
  | PrimaryKeyDefinition
  | UniqueDefinition
  | CheckDefinition
  | ForeignKeyDefinition
  | ExcludeDefinition;

/** One entry of an index: a plain column or an expression. */
export interface IndexElement {
  readonly expression: Expression;
  /** What `postgresql_ops` and naming conventions call it: column name, label or the text itself. */
  readonly key: string | null;
}
export interface IndexDefinition {
  readonly name: ConstraintName | null;
  readonly tableName: string;
  readonly schema: string | null;
  readonly unique: boolean;
  readonly elements: readonly IndexElement[];
  readonly using: string | null;
  readonly ops: ReadonlyMap<string, string>;
  readonly where: Expression | null;
  readonly include: readonly string[];
  readonly nullsNotDistinct: boolean | null;
  /** `postgresql_with`: values already as SQL text, null where only the name is written. */
  readonly storageParameters: ReadonlyArray<readonly [name: string, value: string | null]>;
  readonly tablespace: string | null;
  readonly concurrently: boolean;
}

export interface ColumnDefinition {
  readonly name: string;
  readonly key: string;
  readonly type: SqlType;
  /** Undefined where `nullable=` was not given. */
  readonly nullableGiven: boolean | undefined;
  readonly primaryKey: boolean;
  readonly autoincrement: boolean | 'auto' | 'ignore_fk';
  readonly unique: boolean;
  readonly index: boolean;
  readonly system: boolean;
  readonly comment: string | null;
  readonly serverDefault: ServerDefault | null;
  readonly insertDefault: ClientDefault | null;
  readonly updateDefault: ClientDefault | null;
  /** A Python-side default exists, also where its value is not known. */
  readonly hasClientDefault: boolean;
  /** The same of `onupdate=`. */
  readonly hasClientUpdate: boolean;
  readonly sequence: SequenceDefinition | null;
  readonly checks: readonly CheckDefinition[];
  readonly foreignKeys: readonly ForeignKeyDefinition[];
}

/** A column in its table, where the primary key and the autoincrement rule have been decided. */
export interface TableColumn extends ColumnDefinition {
  readonly nullable: boolean;
  readonly isAutoincrement: boolean;
}

export interface TableOptions {
  readonly prefixes: readonly string[];
  readonly inherits: readonly string[];
  readonly partitionBy: string | null;
  readonly using: string | null;
  readonly storageParameters: ReadonlyArray<readonly [name: string, value: string | null]>;
  readonly withOids: boolean | null;
  readonly onCommit: string | null;
  readonly tablespace: string | null;
}

export interface TableDefinition {
  readonly name: string;
  readonly schema: string | null;
  readonly columns: readonly TableColumn[];
  /** Null where the table has no primary key column. */
  readonly primaryKey: PrimaryKeyDefinition | null;
  /** Everything but the primary key, in the order of CREATE TABLE. */
  readonly constraints: ReadonlyArray<Exclude<ConstraintDefinition, PrimaryKeyDefinition>>;
  readonly indexes: readonly IndexDefinition[];
  readonly comment: string | null;
  readonly options: TableOptions;
  /** It is in a MetaData of its own, where the naming convention of the environment does not count. */
  readonly isApart?: boolean;
}
