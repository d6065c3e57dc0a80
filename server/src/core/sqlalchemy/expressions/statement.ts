import type { PythonStr, PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import type { ConstraintDefinition, IndexDefinition, TableDefinition } from '../schema/table-definition.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { Expression, TextExpression } from './expression.ts';

/** A column of something that stands in FROM. */
export interface SourceColumn {
  readonly key: string;
  readonly name: string;
  readonly type: SqlType;
  /** Facts that only a `Table` knows; undefined for `sa.table()`. */
  readonly primaryKey: boolean;
  /** The database makes a value where an INSERT gives none. */
  readonly isGenerated: boolean;
  /** A Python-side `default=` or `onupdate=`. */
  readonly insertDefault: ClientDefault | null;
  readonly updateDefault: ClientDefault | null;
  /** A Python-side default whose value is made by a function. */
  readonly hasUnknownDefault: boolean;
  /** The same of `onupdate=`. */
  readonly hasUnknownUpdate: boolean;
}

/** What `default=` gives to an INSERT that names no value. */
export type ClientDefault =
  | { readonly kind: 'value'; readonly value: PythonValue; readonly span: Span }
  | { readonly kind: 'expression'; readonly expression: Expression }
  /** A function, called once for each row. */
  | { readonly kind: 'call'; readonly call: () => PythonValue; readonly span: Span };

export interface TableSource {
  readonly kind: 'table';
  readonly name: string;
  readonly schema: string | null;
  readonly columns: readonly SourceColumn[];
}
export interface AliasSource {
  readonly kind: 'alias';
  /** Null: `anon_1`. */
  readonly name: string | null;
  readonly element: FromElement;
  readonly columns: readonly SourceColumn[];
  readonly lateral: boolean;
}
export interface SubquerySource {
  readonly kind: 'subquery';
  readonly select: SelectStatement;
}
export interface CteSource {
  readonly kind: 'cte';
  readonly name: string | null;
  readonly select: SelectStatement;
  readonly columns: readonly SourceColumn[];
}
export interface JoinSource {
  readonly kind: 'join';
  readonly left: FromElement;
  readonly right: FromElement;
  readonly on: Expression;
  readonly outer: 'inner' | 'left' | 'full';
}
export interface TextSource {
  readonly kind: 'text-source';
  readonly text: TextExpression;
}
export type FromElement = TableSource | AliasSource | SubquerySource | CteSource | JoinSource | TextSource;

export interface SelectCore {
  readonly kind: 'select';
  readonly columns: readonly Expression[];
  readonly from: readonly FromElement[];
  readonly where: readonly Expression[];
  readonly groupBy: readonly Expression[];
  readonly having: readonly Expression[];
  readonly orderBy: readonly Expression[];
  readonly limit: Expression | null;
  readonly offset: Expression | null;
  readonly distinct: boolean;
  readonly distinctOn: readonly Expression[];
  readonly forUpdate: string | null;
  readonly correlate: readonly FromElement[] | null;
}
export interface CompoundSelect {
  readonly kind: 'compound';
  readonly keyword: 'UNION' | 'UNION ALL' | 'EXCEPT' | 'EXCEPT ALL' | 'INTERSECT' | 'INTERSECT ALL';
  readonly selects: readonly SelectStatement[];
  readonly orderBy: readonly Expression[];
  readonly limit: Expression | null;
  readonly offset: Expression | null;
}
export type SelectStatement = SelectCore | CompoundSelect;

/** Values by column key, in the order given. */
export type ColumnValues = ReadonlyMap<string, Expression>;

export interface OnConflict {
  readonly constraint: string | null;
  readonly columns: ReadonlyArray<string | Expression>;
  readonly where: Expression | null;
  /** Null: DO NOTHING. */
  readonly update: { readonly set: ColumnValues; readonly where: Expression | null } | null;
}
export interface InsertStatement {
  readonly kind: 'insert';
  readonly table: TableSource;
  /** Undefined before `.values()`; several for a list of rows. */
  readonly rows: readonly ColumnValues[];
  readonly fromSelect: { readonly columns: readonly string[]; readonly select: SelectStatement } | null;
  readonly onConflict: OnConflict | null;
  readonly returning: readonly Expression[];
  /** A single row whose generated key SQLAlchemy asks for, although nobody reads it. */
  readonly returnsKey: boolean;
}
export interface UpdateStatement {
  readonly kind: 'update';
  readonly table: TableSource | AliasSource;
  readonly values: ColumnValues;
  /** `ordered_values()` or `preserve_parameter_order`: SET follows the order given instead of the table's. */
  readonly ordered: boolean;
  readonly where: readonly Expression[];
  readonly returning: readonly Expression[];
}
export interface DeleteStatement {
  readonly kind: 'delete';
  readonly table: TableSource | AliasSource;
  readonly where: readonly Expression[];
  readonly returning: readonly Expression[];
}
export type DataStatement = InsertStatement | UpdateStatement | DeleteStatement;

/** Options of CREATE SEQUENCE and of identity columns, in SQLAlchemy's names. */
export interface IdentityOptions {
  readonly start: number | null;
  readonly increment: number | null;
  readonly minvalue: number | null;
  readonly maxvalue: number | null;
  readonly nominvalue: boolean | null;
  readonly nomaxvalue: boolean | null;
  readonly cycle: boolean | null;
  readonly cache: number | null;
}
export interface SequenceDefinition {
  readonly name: string;
  readonly schema: string | null;
  readonly dataType: SqlType | null;
  readonly optional: boolean;
  readonly options: IdentityOptions;
}

/** SQL that goes to the server as it stands. */
export interface LiteralStatement {
  readonly kind: 'literal-statement';
  readonly sql: string;
  /** The text as the file holds it; absent where it was put together here. */
  readonly source?: PythonStr;
}

/** Everything that `op.execute()` or `connection.execute()` takes. */
interface TableName {
  readonly name: string;
  readonly schema: string | null;
}

/** `CreateTable(table)` and its kin. */
export type DdlElement = { readonly kind: 'ddl-element' } & (
  | { readonly element: 'create-table'; readonly table: TableDefinition; readonly ifNotExists: boolean }
  | { readonly element: 'drop-table'; readonly table: TableName; readonly ifExists: boolean }
  | { readonly element: 'create-index'; readonly index: IndexDefinition; readonly ifNotExists: boolean }
  | { readonly element: 'drop-index'; readonly index: IndexDefinition; readonly ifExists: boolean }
  | {
      readonly element: 'add-constraint';
      readonly constraint: ConstraintDefinition;
      readonly table: TableName;
    }
  | {
      readonly element: 'drop-constraint';
      readonly constraint: ConstraintDefinition;
      readonly table: TableName;
      readonly cascade: boolean;
      readonly ifExists: boolean;
    }
);

export type ExecutableStatement =
  | { readonly kind: 'text-statement'; readonly text: TextExpression }
  | LiteralStatement
  | { readonly kind: 'function-statement'; readonly expression: Expression }
  | { readonly kind: 'create-schema'; readonly name: string; readonly ifNotExists: boolean }
  | {
      readonly kind: 'drop-schema';
      readonly name: string;
      readonly ifExists: boolean;
      readonly cascade: boolean;
    }
  | { readonly kind: 'create-sequence'; readonly sequence: SequenceDefinition; readonly ifNotExists: boolean }
  | { readonly kind: 'drop-sequence'; readonly sequence: SequenceDefinition; readonly ifExists: boolean }
  | DdlElement
  | SelectStatement
  | DataStatement;
