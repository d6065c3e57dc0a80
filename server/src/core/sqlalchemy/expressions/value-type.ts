import { isEnumMember } from '../../python/interpreter/program-values.ts';
import type { PythonValue } from '../../python/values.ts';
import {
  BOOLEAN,
  BYTEA,
  DATE,
  DATETIME,
  DOUBLE,
  INTEGER,
  INTERVAL,
  NULL_TYPE,
  NUMERIC,
  type SqlType,
  STRING,
  TIME,
  UUID,
} from '../types/sql-type.ts';

const NATIVE_TYPES: Readonly<Record<string, SqlType>> = {
  date: DATE,
  datetime: DATETIME,
  time: TIME,
  timedelta: INTERVAL,
  Decimal: NUMERIC,
  UUID,
  // Of values that are made when the program runs.
  str: STRING,
  int: INTEGER,
  float: DOUBLE,
  bytes: BYTEA,
};
const LARGEST_INTEGER = 2n ** 31n;

/** The type that a literal Python value has of its own. Source: `sqlalchemy.sql.sqltypes._resolve_value_to_type`. */
export function typeOfValue(value: PythonValue): SqlType {
  switch (value.kind) {
    case 'str':
      return STRING;
    case 'bool':
      return BOOLEAN;
    case 'int':
      return value.value >= -LARGEST_INTEGER && value.value < LARGEST_INTEGER
        ? INTEGER
        : { kind: 'integer', keyword: 'BIGINT' };
    case 'float':
      return DOUBLE;
    case 'bytes':
      return BYTEA;
    case 'native':
      return NATIVE_TYPES[value.typeName] ?? NULL_TYPE;
    case 'instance':
      return isEnumMember(value) ? STRING : NULL_TYPE;
    default:
      return NULL_TYPE;
  }
}

/** The type of a literal that is compared or combined with an expression of type `other`. Source: `coerce_compared_value`. */
export function typeOfOperand(other: SqlType, value: PythonValue): SqlType {
  const own = typeOfValue(value);
  if (own.kind === 'null' || own.kind === other.kind) return other;
  if (other.kind === 'enum' && own.kind === 'string') return other;
  if (other.kind === 'uuid' && own.kind === 'string') return own;
  return own;
}
