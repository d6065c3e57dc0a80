import type { PythonNative, PythonValue } from '../../python/values.ts';
import { givenArgument, requireText, sequenceItems, textArgument, textItems } from '../argument-readers.ts';
import type { Argument, BoundArguments } from '../call-signature.ts';
import { NativeClass } from '../native-class.ts';
import { requireKnown, UnknownArgument, unsupportedArgument } from '../unknown-argument.ts';

class ColumnTypeObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'alembic_postgresql_enum.ColumnType';
  readonly isArray: boolean;

  constructor(isArray: boolean) {
    this.isArray = isArray;
  }
}

const COMMON = new ColumnTypeObject(false);
const ARRAY = new ColumnTypeObject(true);

const COLUMN_TYPE: PythonNative = {
  kind: 'native',
  typeName: 'enum.EnumType',
  pure: true,
  getAttribute: (name) => (name === 'COMMON' ? COMMON : name === 'ARRAY' ? ARRAY : undefined),
};

interface ColumnReference {
  readonly table: string;
  readonly column: string;
  /** Undefined: that of the enum. */
  readonly schema: string | null | undefined;
  readonly isArray: boolean;
  readonly existingDefault: string | null;
}

class TableReferenceObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'alembic_postgresql_enum.TableReference';
  readonly reference: ColumnReference;

  constructor(reference: ColumnReference) {
    this.reference = reference;
  }
}

const TABLE_REFERENCE = new NativeClass(
  'TableReference(table_name, column_name, table_schema=None, column_type=None, existing_server_default=None)',
  (bound) => {
    const schema = givenArgument(bound, 'table_schema');
    const type = givenArgument(bound, 'column_type');
    const existing = givenArgument(bound, 'existing_server_default');
    return new TableReferenceObject({
      table: textArgument(bound, 'table_name'),
      column: textArgument(bound, 'column_name'),
      schema:
        schema === undefined
          ? bound.values.has('table_schema')
            ? null
            : undefined
          : requireText(schema, 'table_schema'),
      isArray: type?.value === ARRAY,
      existingDefault: existing === undefined ? null : requireText(existing, 'existing_server_default'),
    });
  },
);

interface EnumIndex {
  readonly name: string;
  readonly definition: string;
}

class TableIndexObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'alembic_postgresql_enum.sql_commands.indexes.TableIndex';
  readonly index: EnumIndex;

  constructor(index: EnumIndex) {
    this.index = index;
  }
}

const TABLE_INDEX = new NativeClass(
  'TableIndex(name, definition)',
  (bound) =>
    new TableIndexObject({
      name: textArgument(bound, 'name'),
      definition: textArgument(bound, 'definition'),
    }),
);

type Renaming = readonly [from: string, to: string];

export const SYNC_ENUM_VALUES =
  'sync_enum_values(enum_schema, enum_name, new_values, affected_columns, enum_values_to_rename=None, ' +
  'indexes_to_recreate=None)';

/** What `op.sync_enum_values` sends, as texts for `sqlalchemy.text()`. Source: alembic-postgresql-enum 1.11. */
export function syncEnumTexts(bound: BoundArguments): readonly string[] {
  const schema = textArgument(bound, 'enum_schema');
  const name = textArgument(bound, 'enum_name');
  const renamings = items(bound, 'enum_values_to_rename').map(readRenaming);
  const columns = items(bound, 'affected_columns').map((item) => readReference(item, schema));
  const type = `"${schema}"."${name}"`;
  const old = `"${schema}"."${name}_old"`;
  const indexes = items(bound, 'indexes_to_recreate').map((item) =>
    renamedIndex(readIndex(item), name, schema, renamings),
  );
  const values = textItems(required(bound, 'new_values'), 'new_values');
  return [
    `ALTER TYPE ${type} RENAME TO "${name}_old"`,
    `CREATE TYPE ${type} AS ENUM(${values.map((value) => `'${value}'`).join(', ')})`,
    ...OPERATORS.flatMap(([operator, function_]) =>
      createOperator(operator, function_, schema, type, old, renamings),
    ),
    ...indexes.map(dropIndex),
    ...columns.flatMap((column) => castColumn(column, type, { name, schema }, renamings)),
    ...OPERATORS.flatMap(([operator, function_]) => dropOperator(operator, function_, schema, type, old)),
    `DROP TYPE ${old}`,
    ...indexes.map(({ definition }) => definition),
  ];
}

function required(bound: BoundArguments, name: string): Argument {
  const argument = givenArgument(bound, name);
  if (argument === undefined) throw unsupportedArgument(`the argument ${name} is missing`, bound.span, name);
  requireKnown(argument.value);
  return argument;
}

function items(bound: BoundArguments, name: string): readonly Argument[] {
  const argument = givenArgument(bound, name);
  if (argument === undefined) return [];
  requireKnown(argument.value);
  return sequenceItems(argument, name).map((value) => ({ value, span: argument.span }));
}

function readRenaming(argument: Argument): Renaming {
  const [from = '', to = ''] = textItems(argument, 'enum_values_to_rename');
  return [from, to];
}

function readReference({ value, span }: Argument, enumSchema: string): ColumnReference {
  if (value instanceof TableReferenceObject) {
    const { reference } = value;
    return reference.schema === undefined ? { ...reference, schema: enumSchema } : reference;
  }
  if (value.kind !== 'tuple') {
    // The package alembic-autogenerate-enums has an operation of the same name with other arguments.
    throw unsupportedArgument(
      'op.sync_enum_values of another package than alembic-postgresql-enum is not translated',
      span,
    );
  }
  const message =
    'the default of a column that is given as a tuple is read from the database; use TableReference';
  throw new UnknownArgument({ kind: 'unknown', span, reason: { kind: 'reflection', message } });
}

function readIndex({ value, span }: Argument): EnumIndex {
  if (value instanceof TableIndexObject) return value.index;
  throw unsupportedArgument('a TableIndex is expected here', span);
}

const OPERATORS = [
  ['!=', 'new_old_not_equals'],
  ['=', 'new_old_equals'],
] as const;

function createOperator(
  operator: string,
  name: string,
  schema: string,
  type: string,
  old: string,
  renamings: readonly Renaming[],
): readonly string[] {
  const qualified = `"${schema}".${name}`;
  const cases = renamings.map(([from, to]) => `WHEN old_enum_val::text = '${from}' THEN '${to}'`).join(' ');
  const compared =
    renamings.length === 0
      ? 'old_enum_val::text'
      : `CASE
                    ${cases}

                    ELSE old_enum_val::text
                END`;
  return [
    `
            CREATE FUNCTION ${qualified}(
                new_enum_val ${type}, old_enum_val ${old}
            )
            RETURNS boolean AS $$
                SELECT new_enum_val::text ${operator} ${compared};
            $$ LANGUAGE SQL IMMUTABLE
        `,
    `
        CREATE OPERATOR "${schema}".${operator} (
            leftarg = ${type},
            rightarg = ${old},
            procedure = ${qualified}
        )
    `,
  ];
}

function dropOperator(
  operator: string,
  name: string,
  schema: string,
  type: string,
  old: string,
): readonly string[] {
  return [
    `
            DROP OPERATOR IF EXISTS "${schema}".${operator} (
                ${type},
                ${old}
            )
            `,
    `
        DROP FUNCTION "${schema}".${name}(
            new_enum_val ${type}, old_enum_val ${old}
        )
    `,
  ];
}

interface EnumName {
  readonly name: string;
  readonly schema: string;
}

function castColumn(
  reference: ColumnReference,
  type: string,
  enumName: EnumName,
  renamings: readonly Renaming[],
): readonly string[] {
  const schema = reference.schema === null || reference.schema === '' ? '' : `"${reference.schema}".`;
  const table = `${schema}"${reference.table}"`;
  const column = `"${reference.column}"`;
  const cast = reference.isArray
    ? castArray(table, column, type, renamings)
    : castValue(table, column, type, renamings);
  const { existingDefault } = reference;
  if (existingDefault === null) return [cast];
  return [
    `ALTER TABLE ${table}
             ALTER COLUMN ${column} DROP DEFAULT`,
    cast,
    `ALTER TABLE ${table}
            ALTER COLUMN ${column} SET DEFAULT ${renamedDefault(existingDefault, enumName, renamings)}`,
  ];
}

// The blanks at the ends of lines are the package's own.
function castValue(table: string, column: string, type: string, renamings: readonly Renaming[]): string {
  const head = `ALTER TABLE ${table} \n                ALTER COLUMN ${column} TYPE ${type} \n                USING `;
  if (renamings.length === 0) return `${head}${column}::text::${type}\n                `;
  const cases = renamings
    .map(([from, to]) => `WHEN ${column}::text = '${from}' THEN '${to}'::${type}`)
    .join(' ');
  return `${head}CASE \n                ${cases}\n\n                ELSE ${column}::text::${type}\n                END\n                `;
}

function castArray(table: string, column: string, type: string, renamings: readonly Renaming[]): string {
  const value = renamings.reduce(
    (text, [from, to]) => `array_replace(${text}, '${from}', '${to}')`,
    `${column}::text[]`,
  );
  return `ALTER TABLE ${table} \n            ALTER COLUMN ${column} TYPE ${type}[]\n            USING ${value}::${type}[]\n            `;
}

function renamedDefault(text: string, { name, schema }: EnumName, renamings: readonly Renaming[]): string {
  const type = schema === '' ? name : `${schema}.${name}`;
  const renamed = (given: string) =>
    renamings.reduce(
      (result, [from, to]) => result.replaceAll(`'${from}'`, `'${to}'`).replaceAll(`"${from}"`, `"${to}"`),
      given,
    );
  if (text.startsWith('ARRAY[')) return renamed(text).replace(/::[.\w]+/g, `::${type}`);
  // Without a cast the package cuts off the last character.
  const value = renamed(text.slice(0, text.indexOf('::')));
  return text.endsWith('[]') ? `${value}::${type}[]` : `${value}::${type}`;
}

function renamedIndex(
  index: EnumIndex,
  name: string,
  schema: string,
  renamings: readonly Renaming[],
): EnumIndex {
  let { definition } = index;
  for (const [from, to] of renamings) {
    definition = definition.replaceAll(`'${from}'::${name}`, `'${to}'::${name}`);
    if (schema !== '') {
      definition = definition.replaceAll(`'${from}'::${schema}.${name}`, `'${to}'::${schema}.${name}`);
    }
  }
  return { ...index, definition };
}

function dropIndex({ name }: EnumIndex): string {
  const bare = (text: string) => text.replace(/^"+|"+$/g, '');
  const dot = name.lastIndexOf('.');
  if (dot < 0) return `DROP INDEX IF EXISTS "${bare(name)}"`;
  return `DROP INDEX IF EXISTS "${bare(name.slice(0, dot))}"."${bare(name.slice(dot + 1))}"`;
}

const NAMES: ReadonlyMap<string, PythonValue> = new Map<string, PythonValue>([
  ['TableReference', TABLE_REFERENCE],
  ['ColumnType', COLUMN_TYPE],
]);

/** By the modules of alembic-postgresql-enum. */
export const ALEMBIC_POSTGRESQL_ENUM: ReadonlyArray<readonly [string, ReadonlyMap<string, PythonValue>]> = [
  ['alembic_postgresql_enum', NAMES],
  ['alembic_postgresql_enum.get_enum_data', NAMES],
  ['alembic_postgresql_enum.get_enum_data.types', NAMES],
  ['alembic_postgresql_enum.sql_commands', new Map()],
  ['alembic_postgresql_enum.sql_commands.indexes', new Map([['TableIndex', TABLE_INDEX]])],
];
