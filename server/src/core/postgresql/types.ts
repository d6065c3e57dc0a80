import type { EnumType, SqlType, StringType } from '../sqlalchemy/types/sql-type.ts';
import { CompileError } from './compile-error.ts';
import { quoteIdentifier } from './identifiers.ts';

/** Names that a type without a schema may not have. Source: `ischema_names` of the PostgreSQL dialect. */
const BUILT_IN_TYPES: ReadonlySet<string> = new Set([
  '"char"',
  'bigint',
  'bit',
  'bit varying',
  'boolean',
  'bytea',
  'character',
  'character varying',
  'cidr',
  'citext',
  'date',
  'datemultirange',
  'daterange',
  'double precision',
  'float',
  'hstore',
  'inet',
  'int4multirange',
  'int4range',
  'int8multirange',
  'int8range',
  'integer',
  'interval',
  'json',
  'jsonb',
  'macaddr',
  'macaddr8',
  'money',
  'name',
  'numeric',
  'nummultirange',
  'numrange',
  'oid',
  'real',
  'regclass',
  'regconfig',
  'smallint',
  'text',
  'time',
  'time with time zone',
  'time without time zone',
  'timestamp',
  'timestamp with time zone',
  'timestamp without time zone',
  'tsmultirange',
  'tsquery',
  'tsrange',
  'tstzmultirange',
  'tstzrange',
  'tsvector',
  'uuid',
]);

/** The type as DDL and CAST write it. Source: `PGTypeCompiler` in `sqlalchemy.dialects.postgresql.base`. */
export function typeText(type: SqlType): string {
  switch (type.kind) {
    case 'string':
      return stringText(type);
    case 'integer':
      return type.keyword;
    case 'numeric':
      return `${type.keyword}${numericArguments(type.precision, type.scale)}`;
    case 'float':
      return type.keyword === 'FLOAT' && type.precision ? `FLOAT(${type.precision})` : type.keyword;
    case 'boolean':
      return 'BOOLEAN';
    case 'datetime':
      return type.keyword === 'DATETIME'
        ? 'DATETIME'
        : `TIMESTAMP${precisionText(type.precision)} ${zoneText(type.timezone)}`;
    case 'date':
      return 'DATE';
    case 'time':
      return `TIME${precisionText(type.precision)} ${zoneText(type.timezone)}`;
    case 'interval':
      return intervalText(type.fields, type.precision);
    case 'binary':
      return type.text;
    case 'uuid':
      return type.native ? 'UUID' : 'CHAR(32)';
    case 'json':
    case 'range':
      return type.keyword;
    case 'array':
      return arrayText(typeText(type.item), type.dimensions);
    case 'enum':
      return enumText(type);
    case 'domain':
      return namedTypeName(type.name, type.schema, `DOMAIN('${type.name}')`);
    case 'bit':
      return bitText(type.length, type.varying);
    case 'plain':
      return type.text;
    case 'null':
      throw new CompileError(
        "Can't generate DDL for NullType(); did you forget to specify a type on this Column?",
      );
  }
}

function stringText(type: StringType): string {
  const length = type.length ? `(${type.length})` : '';
  const collation = type.collation ? ` COLLATE ${quoteIdentifier(type.collation)}` : '';
  return `${type.keyword}${length}${collation}`;
}

function numericArguments(precision: number | null, scale: number | null): string {
  if (precision === null) return '';
  return scale === null ? `(${precision})` : `(${precision}, ${scale})`;
}

function precisionText(precision: number | null): string {
  return precision === null ? '' : `(${precision})`;
}

function zoneText(timezone: boolean): string {
  return timezone ? 'WITH TIME ZONE' : 'WITHOUT TIME ZONE';
}

function intervalText(fields: string | null, precision: number | null): string {
  const words = fields === null ? '' : ` ${fields}`;
  return `INTERVAL${words}${precision === null ? '' : ` (${precision})`}`;
}

/** The brackets go before a collation. */
function arrayText(item: string, dimensions: number | null): string {
  const brackets = '[]'.repeat(dimensions ?? 1);
  const collation = item.indexOf(' COLLATE');
  if (collation < 0) return `${item}${brackets}`;
  return `${item.slice(0, collation)}${brackets}${item.slice(collation)}`;
}

function bitText(length: number | null, varying: boolean): string {
  if (!varying) return `BIT(${length})`;
  return length === null ? 'BIT VARYING' : `BIT VARYING(${length})`;
}

function enumText(type: EnumType): string {
  if (!type.native)
    return stringText({ kind: 'string', keyword: 'VARCHAR', length: type.length, collation: null });
  const labels = type.labels.map(({ label }) => `'${label}'`).join(', ');
  return namedTypeName(
    type.name,
    type.schema,
    type.dialectClass
      ? `ENUM(${labels}, name='${type.name}')`
      : `ENUM(${labels}, name='${type.name}', _create_events=False)`,
  );
}

/** The quoted name of an enum or domain. Source: `PGIdentifierPreparer.format_type`. */
function namedTypeName(name: string | null, schema: string | null, representation: string): string {
  if (!name) throw new CompileError('PostgreSQL ENUM type requires a name.');
  if (schema === null && BUILT_IN_TYPES.has(name)) {
    throw new CompileError(
      `${representation} has name '${name}' that matches an existing type, and requires an explicit schema name in order to be rendered in DDL.`,
    );
  }
  return schema === null ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}
