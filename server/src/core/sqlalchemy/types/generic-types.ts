import { optionalFlag, optionalInteger, optionalText } from '../argument-readers.ts';
import type { BoundArguments } from '../call-signature.ts';
import {
  BOOLEAN,
  BYTEA,
  DATE,
  DATETIME,
  type FloatType,
  INTERVAL,
  type IntegerType,
  JSON_TYPE,
  NULL_TYPE,
  type SqlType,
  UUID,
} from './sql-type.ts';
import { TypeClass } from './type-class.ts';

function stringClass(name: string, keyword: string): TypeClass {
  return new TypeClass(`${name}(length=None, collation=None)`, (bound) => ({
    kind: 'string',
    keyword,
    length: optionalInteger(bound, 'length'),
    collation: optionalText(bound, 'collation'),
  }));
}

function integerClass(name: string, keyword: IntegerType['keyword']): TypeClass {
  return new TypeClass(`${name}()`, () => ({ kind: 'integer', keyword }));
}

function numericClass(name: string, keyword: 'NUMERIC' | 'DECIMAL'): TypeClass {
  return new TypeClass(
    `${name}(precision=None, scale=None, decimal_return_scale=None, asdecimal=True)`,
    (bound) => ({
      kind: 'numeric',
      keyword,
      precision: optionalInteger(bound, 'precision'),
      scale: optionalInteger(bound, 'scale'),
    }),
  );
}

function floatClass(name: string, keyword: FloatType['keyword']): TypeClass {
  return new TypeClass(`${name}(precision=None, asdecimal=False, decimal_return_scale=None)`, (bound) => ({
    kind: 'float',
    keyword,
    precision: optionalInteger(bound, 'precision'),
  }));
}

function datetimeClass(name: string, keyword: 'TIMESTAMP' | 'DATETIME'): TypeClass {
  return new TypeClass(`${name}(timezone=False)`, (bound) => ({
    kind: 'datetime',
    keyword,
    timezone: optionalFlag(bound, 'timezone') ?? false,
    precision: null,
  }));
}

function timeClass(name: string): TypeClass {
  return new TypeClass(`${name}(timezone=False)`, (bound) => ({
    kind: 'time',
    timezone: optionalFlag(bound, 'timezone') ?? false,
    precision: null,
  }));
}

function fixedClass(signature: string, type: SqlType): TypeClass {
  return new TypeClass(signature, () => type);
}

function sizedBinaryClass(name: string): TypeClass {
  return new TypeClass(`${name}(length=None)`, (bound) => {
    const length = optionalInteger(bound, 'length');
    return { kind: 'binary', text: length ? `${name}(${length})` : name };
  });
}

function uuidType(bound: BoundArguments): SqlType {
  return {
    kind: 'uuid',
    native: optionalFlag(bound, 'native_uuid') ?? true,
    asUuid: optionalFlag(bound, 'as_uuid') ?? true,
  };
}

function intervalType(bound: BoundArguments): SqlType {
  if (optionalFlag(bound, 'native') === false) return DATETIME;
  return { ...INTERVAL, precision: optionalInteger(bound, 'second_precision') };
}

/** The types of `sqlalchemy.types`, under the names that `import sqlalchemy as sa` gives them. */
export const GENERIC_TYPES: readonly TypeClass[] = [
  stringClass('String', 'VARCHAR'),
  stringClass('Unicode', 'VARCHAR'),
  stringClass('VARCHAR', 'VARCHAR'),
  stringClass('NVARCHAR', 'NVARCHAR'),
  stringClass('CHAR', 'CHAR'),
  stringClass('NCHAR', 'NCHAR'),
  stringClass('Text', 'TEXT'),
  stringClass('UnicodeText', 'TEXT'),
  stringClass('TEXT', 'TEXT'),
  stringClass('CLOB', 'CLOB'),
  integerClass('Integer', 'INTEGER'),
  integerClass('INTEGER', 'INTEGER'),
  integerClass('INT', 'INTEGER'),
  integerClass('SmallInteger', 'SMALLINT'),
  integerClass('SMALLINT', 'SMALLINT'),
  integerClass('BigInteger', 'BIGINT'),
  integerClass('BIGINT', 'BIGINT'),
  numericClass('Numeric', 'NUMERIC'),
  numericClass('NUMERIC', 'NUMERIC'),
  numericClass('DECIMAL', 'DECIMAL'),
  floatClass('Float', 'FLOAT'),
  floatClass('FLOAT', 'FLOAT'),
  floatClass('REAL', 'REAL'),
  floatClass('Double', 'DOUBLE PRECISION'),
  floatClass('DOUBLE', 'DOUBLE'),
  floatClass('DOUBLE_PRECISION', 'DOUBLE PRECISION'),
  new TypeClass(
    'Boolean(create_constraint=False, name=None, _create_events=True, _adapted_from=None)',
    () => BOOLEAN,
  ),
  new TypeClass(
    'BOOLEAN(create_constraint=False, name=None, _create_events=True, _adapted_from=None)',
    () => BOOLEAN,
  ),
  datetimeClass('DateTime', 'TIMESTAMP'),
  datetimeClass('TIMESTAMP', 'TIMESTAMP'),
  datetimeClass('DATETIME', 'DATETIME'),
  fixedClass('Date()', DATE),
  fixedClass('DATE()', DATE),
  timeClass('Time'),
  timeClass('TIME'),
  new TypeClass('Interval(native=True, second_precision=None, day_precision=None)', intervalType),
  fixedClass('LargeBinary(length=None)', BYTEA),
  fixedClass('PickleType(protocol=None, pickler=None, comparator=None, impl=None)', {
    ...BYTEA,
    convertsValues: true,
  }),
  fixedClass('BLOB(length=None)', { kind: 'binary', text: 'BLOB' }),
  sizedBinaryClass('BINARY'),
  sizedBinaryClass('VARBINARY'),
  new TypeClass('Uuid(as_uuid=True, native_uuid=True)', uuidType),
  new TypeClass('UUID(as_uuid=True)', (bound) => ({
    ...UUID,
    asUuid: optionalFlag(bound, 'as_uuid') ?? true,
  })),
  new TypeClass('JSON(none_as_null=False)', (bound) => ({
    ...JSON_TYPE,
    noneAsNull: optionalFlag(bound, 'none_as_null') ?? false,
  })),
];

/** Only in `sqlalchemy.types`. */
export const NULL_TYPE_CLASS = fixedClass('NullType()', NULL_TYPE);
