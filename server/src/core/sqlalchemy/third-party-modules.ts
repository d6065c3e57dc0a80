import type { PythonValue } from '../python/values.ts';
import { givenArgument, optionalFlag, optionalInteger } from './argument-readers.ts';
import type { NativeClass } from './native-class.ts';
import { ALEMBIC_POSTGRESQL_ENUM } from './third-party/alembic-postgresql-enum.ts';
import { ALEMBIC_UTILS } from './third-party/alembic-utils.ts';
import { GEOALCHEMY2 } from './third-party/geoalchemy2.ts';
import { DATETIME, JSON_TYPE, type SqlType, STRING, TEXT, UUID } from './types/sql-type.ts';
import { TypeClass } from './types/type-class.ts';
import { toSqlType } from './types/type-object.ts';

function fixed(signature: string, type: SqlType): TypeClass {
  return new TypeClass(signature, () => type);
}

/** Its values go through code of the package. */
function converting(type: SqlType): SqlType {
  return { ...type, convertsValues: true };
}

function varchar(length: number | null): SqlType {
  return { ...STRING, length };
}

function plain(text: string): SqlType {
  return { kind: 'plain', text };
}

function sized(name: string, keyword: string): TypeClass {
  return new TypeClass(`${name}(dim=None)`, (bound) => {
    const dimension = optionalInteger(bound, 'dim');
    return plain(dimension === null ? keyword : `${keyword}(${dimension})`);
  });
}

/** Types of sqlalchemy-utils that are the same on every connection. Source: `sqlalchemy_utils.types`. */
const SQLALCHEMY_UTILS: readonly TypeClass[] = [
  new TypeClass('UUIDType(binary=True, native=True)', (bound) => {
    const isNative = optionalFlag(bound, 'native') ?? true;
    if (isNative || optionalFlag(bound, 'binary') === false) return { ...UUID, native: isNative };
    return converting({ kind: 'binary', text: 'BINARY(16)' });
  }),
  new TypeClass('EmailType(length=255)', (bound) => varchar(optionalInteger(bound, 'length') ?? 255)),
  fixed('URLType()', TEXT),
  fixed('ScalarListType(coerce_func=None, separator=None)', converting(TEXT)),
  new TypeClass('ChoiceType(choices=None, impl=None)', (bound) => {
    const impl = givenArgument(bound, 'impl');
    return converting(impl === undefined ? varchar(255) : toSqlType(impl.value, impl.span));
  }),
  fixed('JSONType(*args, **kw)', JSON_TYPE),
  fixed('TSVectorType(*args, **kw)', plain('TSVECTOR')),
  fixed('LtreeType()', plain('LTREE')),
  fixed('LQUERY()', plain('LQUERY')),
  fixed('IPAddressType(max_length=50)', varchar(50)),
  fixed('CountryType()', converting(varchar(2))),
  fixed('ArrowType()', converting(DATETIME)),
  fixed('EncryptedType(*args, **kw)', converting({ kind: 'binary', text: 'BYTEA' })),
  new TypeClass(
    'StringEncryptedType(type_in=None, key=None, engine=None, padding=None, length=None, **kw)',
    (bound) => converting(varchar(optionalInteger(bound, 'length'))),
  ),
  fixed('CurrencyType()', converting(varchar(3))),
  fixed('LocaleType()', converting(varchar(10))),
  fixed("TimezoneType(backend='dateutil')", converting(varchar(50))),
  new TypeClass('ColorType(max_length=20, *args, **kw)', (bound) =>
    converting(varchar(optionalInteger(bound, 'max_length') ?? 20)),
  ),
  fixed('PasswordType(max_length=None, **kw)', converting({ kind: 'binary', text: 'BYTEA' })),
  new TypeClass("PhoneNumberType(region='US', max_length=20, *args, **kw)", (bound) =>
    converting(varchar(optionalInteger(bound, 'max_length') ?? 20)),
  ),
  fixed('WeekDaysType(*args, **kw)', converting(plain('BIT(7)'))),
  ...(
    [
      ['IntRangeType', 'INT4RANGE'],
      ['Int8RangeType', 'INT8RANGE'],
      ['NumericRangeType', 'NUMRANGE'],
      ['DateRangeType', 'DATERANGE'],
      ['DateTimeRangeType', 'TSRANGE'],
    ] as const
  ).map(([name, keyword]) => fixed(`${name}(*args, **kw)`, converting(plain(keyword)))),
];

const SQLMODEL: readonly TypeClass[] = [
  new TypeClass('AutoString(length=None)', (bound) => varchar(optionalInteger(bound, 'length'))),
];
const FASTAPI_USERS: readonly TypeClass[] = [
  fixed('GUID()', UUID),
  new TypeClass('TIMESTAMPAware(timezone=False)', (bound) => ({
    kind: 'datetime',
    keyword: 'TIMESTAMP',
    timezone: optionalFlag(bound, 'timezone') ?? false,
    precision: null,
  })),
];
const PGVECTOR: readonly TypeClass[] = [
  sized('Vector', 'VECTOR'),
  sized('VECTOR', 'VECTOR'),
  sized('HALFVEC', 'HALFVEC'),
  sized('SPARSEVEC', 'SPARSEVEC'),
  new TypeClass('BIT(length=None)', (bound) => {
    const length = optionalInteger(bound, 'length');
    return plain(length === null ? 'BIT' : `BIT(${length})`);
  }),
];
const CITEXT: readonly TypeClass[] = [fixed('CIText()', plain('CITEXT'))];

function names(classes: readonly NativeClass[]): ReadonlyMap<string, PythonValue> {
  return new Map(classes.map((nativeClass) => [nativeClass.className, nativeClass]));
}

/** Column types of widespread packages, by the modules that they are imported from. */
export const THIRD_PARTY_MODULES: ReadonlyArray<readonly [string, ReadonlyMap<string, PythonValue>]> = [
  ['sqlalchemy_utils', names(SQLALCHEMY_UTILS)],
  ['sqlalchemy_utils.types', names(SQLALCHEMY_UTILS)],
  ...[
    'uuid',
    'email',
    'url',
    'scalar_list',
    'choice',
    'json',
    'ts_vector',
    'ltree',
    'ip_address',
    'country',
    'arrow',
    'color',
    'currency',
    'locale',
    'password',
    'phone_number',
    'range',
    'timezone',
    'weekdays',
  ].map((name) => [`sqlalchemy_utils.types.${name}`, names(SQLALCHEMY_UTILS)] as const),
  ['sqlalchemy_utils.types.encrypted', new Map()],
  ['sqlalchemy_utils.types.encrypted.encrypted_type', names(SQLALCHEMY_UTILS)],
  ['sqlmodel', names(SQLMODEL)],
  ['sqlmodel.sql', new Map()],
  ['sqlmodel.sql.sqltypes', names(SQLMODEL)],
  ['fastapi_users_db_sqlalchemy', new Map()],
  ['fastapi_users_db_sqlalchemy.generics', names(FASTAPI_USERS)],
  ['pgvector', new Map()],
  ['pgvector.sqlalchemy', names(PGVECTOR)],
  ...['vector', 'halfvec', 'sparsevec', 'bit'].map(
    (name) => [`pgvector.sqlalchemy.${name}`, names(PGVECTOR)] as const,
  ),
  ['citext', names(CITEXT)],
  ...ALEMBIC_POSTGRESQL_ENUM,
  ...ALEMBIC_UTILS,
  ...GEOALCHEMY2,
];
