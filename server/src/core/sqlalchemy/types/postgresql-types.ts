import { optionalFlag, optionalInteger, optionalText } from '../argument-readers.ts';
import { INTERVAL, JSON_TYPE, JSONB, type SqlType, UUID } from './sql-type.ts';
import { TypeClass } from './type-class.ts';

function plainClass(name: string, parameters = ''): TypeClass {
  return new TypeClass(`${name}(${parameters})`, () => ({ kind: 'plain', text: name }));
}

function rangeClass(name: string): TypeClass {
  return new TypeClass(`${name}()`, () => ({ kind: 'range', keyword: name }));
}

function jsonClass(name: string, type: typeof JSONB): TypeClass {
  return new TypeClass(`${name}(none_as_null=False, astext_type=None)`, (bound) => ({
    ...type,
    noneAsNull: optionalFlag(bound, 'none_as_null') ?? false,
  }));
}

function bitType(length: number | null, varying: boolean): SqlType {
  return { kind: 'bit', varying, length: varying ? length : (length ?? 1) };
}

const RANGES = ['INT4RANGE', 'INT8RANGE', 'NUMRANGE', 'DATERANGE', 'TSRANGE', 'TSTZRANGE'];

/** The types that only `sqlalchemy.dialects.postgresql` has, or has with arguments of its own. */
export const POSTGRESQL_TYPES: readonly TypeClass[] = [
  new TypeClass('TIMESTAMP(timezone=False, precision=None)', (bound) => ({
    kind: 'datetime',
    keyword: 'TIMESTAMP',
    timezone: optionalFlag(bound, 'timezone') ?? false,
    precision: optionalInteger(bound, 'precision'),
  })),
  new TypeClass('TIME(timezone=False, precision=None)', (bound) => ({
    kind: 'time',
    timezone: optionalFlag(bound, 'timezone') ?? false,
    precision: optionalInteger(bound, 'precision'),
  })),
  new TypeClass('INTERVAL(precision=None, fields=None)', (bound) => ({
    ...INTERVAL,
    precision: optionalInteger(bound, 'precision'),
    fields: optionalText(bound, 'fields'),
  })),
  new TypeClass('BYTEA(length=None)', () => ({ kind: 'binary', text: 'BYTEA' })),
  new TypeClass('UUID(as_uuid=True)', (bound) => ({
    ...UUID,
    asUuid: optionalFlag(bound, 'as_uuid') ?? true,
  })),
  jsonClass('JSON', { ...JSON_TYPE, dialectClass: true }),
  jsonClass('JSONB', JSONB),
  new TypeClass('BIT(length=None, varying=False)', (bound) =>
    bitType(optionalInteger(bound, 'length'), optionalFlag(bound, 'varying') ?? false),
  ),
  new TypeClass('CITEXT(length=None, collation=None)', () => ({
    kind: 'string',
    keyword: 'CITEXT',
    length: null,
    collation: null,
  })),
  plainClass('HSTORE', 'text_type=None'),
  plainClass('INET'),
  plainClass('CIDR'),
  plainClass('MACADDR'),
  plainClass('MACADDR8'),
  plainClass('TSVECTOR'),
  plainClass('TSQUERY'),
  plainClass('MONEY'),
  plainClass('OID'),
  plainClass('REGCLASS'),
  plainClass('REGCONFIG'),
  plainClass('JSONPATH'),
  ...RANGES.map(rangeClass),
  ...RANGES.map((name) => rangeClass(name.replace('RANGE', 'MULTIRANGE'))),
];
