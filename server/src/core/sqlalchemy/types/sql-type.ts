import type { PythonValue } from '../../python/values.ts';
import type { Expression } from '../expressions/expression.ts';

/**
 * A column type as the PostgreSQL dialect sees it: variants and type decorators are already replaced by what they stand for.
 * `kind` groups types that behave alike in expressions and literals (SQLAlchemy's type affinity).
 */
export type SqlType =
  | StringType
  | IntegerType
  | NumericType
  | FloatType
  | BooleanType
  | DateTimeType
  | DateType
  | TimeType
  | IntervalType
  | BinaryType
  | UuidType
  | JsonType
  | ArrayType
  | EnumType
  | DomainType
  | BitType
  | RangeType
  | PlainType
  | NullType;

interface TypeTraits {
  /** A value goes through code of the application or of a package before it is sent: `process_bind_param`. */
  readonly convertsValues?: true;
}

export interface StringType extends TypeTraits {
  readonly kind: 'string';
  readonly keyword: string;
  readonly length: number | null;
  readonly collation: string | null;
}
export interface IntegerType extends TypeTraits {
  readonly kind: 'integer';
  readonly keyword: 'INTEGER' | 'SMALLINT' | 'BIGINT';
}
export interface NumericType extends TypeTraits {
  readonly kind: 'numeric';
  readonly keyword: 'NUMERIC' | 'DECIMAL';
  readonly precision: number | null;
  readonly scale: number | null;
}
export interface FloatType extends TypeTraits {
  readonly kind: 'float';
  readonly keyword: 'FLOAT' | 'REAL' | 'DOUBLE' | 'DOUBLE PRECISION';
  readonly precision: number | null;
}
export interface BooleanType extends TypeTraits {
  readonly kind: 'boolean';
}
export interface DateTimeType extends TypeTraits {
  readonly kind: 'datetime';
  readonly keyword: 'TIMESTAMP' | 'DATETIME';
  readonly timezone: boolean;
  readonly precision: number | null;
}
export interface DateType extends TypeTraits {
  readonly kind: 'date';
}
export interface TimeType extends TypeTraits {
  readonly kind: 'time';
  readonly timezone: boolean;
  readonly precision: number | null;
}
export interface IntervalType extends TypeTraits {
  readonly kind: 'interval';
  readonly precision: number | null;
  readonly fields: string | null;
}
export interface BinaryType extends TypeTraits {
  readonly kind: 'binary';
  readonly text: string;
}
export interface UuidType extends TypeTraits {
  readonly kind: 'uuid';
  readonly native: boolean;
  /** Values are `uuid.UUID` objects rather than texts. */
  readonly asUuid: boolean;
}
export interface JsonType extends TypeTraits {
  readonly kind: 'json';
  readonly keyword: 'JSON' | 'JSONB';
  readonly noneAsNull: boolean;
  /** `postgresql.JSON` or JSONB, whose subscripts have `astext`. */
  readonly dialectClass: boolean;
}
export interface ArrayType extends TypeTraits {
  readonly kind: 'array';
  readonly item: SqlType;
  readonly dimensions: number | null;
}

/** One label of an enum, and the Python member that stands for it where the type was built from an enum class. */
export interface EnumLabel {
  readonly label: string;
  readonly member: PythonValue | undefined;
}
export interface EnumType extends TypeTraits {
  readonly kind: 'enum';
  readonly name: string | null;
  readonly schema: string | null;
  readonly labels: readonly EnumLabel[];
  /** False: the column is a VARCHAR of the longest label. */
  readonly native: boolean;
  readonly createType: boolean;
  readonly createConstraint: boolean;
  readonly length: number;
  readonly inheritSchema: boolean;
  /** `postgresql.ENUM` rather than `sqlalchemy.Enum`: its `create()` and `drop()` look first by default. */
  readonly dialectClass: boolean;
}
export interface DomainType extends TypeTraits {
  readonly kind: 'domain';
  readonly name: string;
  readonly schema: string | null;
  readonly dataType: SqlType;
  readonly collation: string | null;
  readonly default: string | Expression | null;
  readonly constraintName: string | null;
  readonly notNull: boolean;
  readonly check: Expression | null;
  readonly createType: boolean;
}
export interface BitType extends TypeTraits {
  readonly kind: 'bit';
  readonly length: number | null;
  readonly varying: boolean;
}
export interface RangeType extends TypeTraits {
  readonly kind: 'range';
  readonly keyword: string;
}
/** A type that is its own text: INET, TSVECTOR, `vector(3)` of an extension, `get_col_spec()` of a user-defined type. */
export interface PlainType extends TypeTraits {
  readonly kind: 'plain';
  readonly text: string;
  /** A column of the type brings a GiST index along: on the value, in all its dimensions, or on the hull of a raster. */
  readonly spatialIndex?: 'plain' | 'n-dimensional' | 'raster';
  /** A column of the type takes no NULL, whatever it says itself. */
  readonly isNotNull?: boolean;
}
export interface NullType extends TypeTraits {
  readonly kind: 'null';
}

export const NULL_TYPE: NullType = { kind: 'null' };
export const STRING: StringType = { kind: 'string', keyword: 'VARCHAR', length: null, collation: null };
export const TEXT: StringType = { kind: 'string', keyword: 'TEXT', length: null, collation: null };
export const INTEGER: IntegerType = { kind: 'integer', keyword: 'INTEGER' };
export const NUMERIC: NumericType = { kind: 'numeric', keyword: 'NUMERIC', precision: null, scale: null };
/** What a Python float is by itself. */
export const DOUBLE: FloatType = { kind: 'float', keyword: 'DOUBLE PRECISION', precision: null };
export const BOOLEAN: BooleanType = { kind: 'boolean' };
export const DATE: DateType = { kind: 'date' };
export const DATETIME: DateTimeType = {
  kind: 'datetime',
  keyword: 'TIMESTAMP',
  timezone: false,
  precision: null,
};
export const TIME: TimeType = { kind: 'time', timezone: false, precision: null };
export const INTERVAL: IntervalType = { kind: 'interval', precision: null, fields: null };
export const BYTEA: BinaryType = { kind: 'binary', text: 'BYTEA' };
export const UUID: UuidType = { kind: 'uuid', native: true, asUuid: true };
export const JSON_TYPE: JsonType = { kind: 'json', keyword: 'JSON', noneAsNull: false, dialectClass: false };
export const JSONB: JsonType = { kind: 'json', keyword: 'JSONB', noneAsNull: false, dialectClass: true };
