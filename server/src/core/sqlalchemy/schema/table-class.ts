import { type PythonNative, PythonRaise, type PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import {
  givenArgument,
  optionalFlag,
  optionalText,
  requireText,
  textArgument,
  textItems,
} from '../argument-readers.ts';
import type { Argument, BoundArguments } from '../call-signature.ts';
import type { TableSource } from '../expressions/statement.ts';
import { sourceColumn, TableObject } from '../expressions/table-object.ts';
import { NativeClass, nativeAction, nativeFunction } from '../native-class.ts';
import { nameValue, quoteArgument, quotedName, quoteOf, withoutQuote } from '../quoted-name.ts';
import { onBind } from '../types/named-type-attributes.ts';
import type { SqlType } from '../types/sql-type.ts';
import { UnknownArgument, unsupportedArgument, untranslatedAttribute } from '../unknown-argument.ts';
import { assembleTable, type TableParts } from './assemble-table.ts';
import { ColumnObject } from './column-object.ts';
import { flagOf } from './constraint-classes.ts';
import { ConstraintObject } from './constraint-objects.ts';
import { postgresqlArguments } from './dialect-arguments.ts';
import { IndexObject, readStorageParameters } from './index-object.ts';
import type { ForeignKeyTarget, TableDefinition, TableOptions } from './table-definition.ts';
import type { PartOwner, TablePart } from './table-parts.ts';

/** A `Table`: what `op.create_table` returns and `sa.Table(...)` makes. */
export class SchemaTable extends TableObject implements PartOwner {
  readonly name: string;
  readonly schema: string | null;
  #parts: TableParts;
  #definition: TableDefinition;

  constructor(parts: TableParts, columns: ReadonlyMap<string, ColumnObject>) {
    const definition = assembleTable(parts);
    const keys = new Set(definition.primaryKey?.columns);
    const generated = new Set(
      definition.columns
        .filter((column) => column.isAutoincrement || column.serverDefault !== null)
        .map((column) => column.name),
    );
    const source: TableSource = {
      kind: 'table',
      name: definition.name,
      schema: definition.schema,
      columns: [...columns.values()].map((column) => ({
        ...sourceColumn(column),
        type:
          definition.columns.find(({ name }) => name === column.expression.name)?.type ??
          column.expression.type,
        primaryKey: keys.has(column.expression.name),
        isGenerated: generated.has(column.expression.name),
      })),
    };
    super(source, columns, 'sqlalchemy.sql.schema.Table');
    this.name = definition.name;
    this.schema = definition.schema;
    this.#parts = parts;
    this.#definition = definition;
    for (const part of [...parts.constraints, ...parts.indexes]) part.joinTable(this);
    for (const column of columns.values()) column.own(this);
  }

  /** The table with all that has joined it by now. */
  get definition(): TableDefinition {
    // Tables that were made later may say what its columns refer to.
    return this.#parts.typeOf === undefined ? this.#definition : assembleTable(this.#parts);
  }

  takePart(part: TablePart): void {
    const { constraints, indexes } = this.#parts;
    if (part instanceof ConstraintObject && !constraints.includes(part)) {
      this.#parts = { ...this.#parts, constraints: [...constraints, part] };
    } else if (part instanceof IndexObject && !indexes.includes(part)) {
      this.#parts = { ...this.#parts, indexes: [...indexes, part] };
    } else return;
    this.#definition = assembleTable(this.#parts);
  }

  override attribute(name: string, span: { start: number; end: number }): PythonValue | undefined {
    if (name === 'create') {
      return nativeAction('create(bind, checkfirst=True)', (bound) =>
        onBind(bound, (bind, at) => {
          bind.createTable(this.definition, optionalFlag(bound, 'checkfirst') ?? true, at);
        }),
      );
    }
    if (name === 'drop') {
      return nativeAction('drop(bind, checkfirst=True)', (bound) =>
        onBind(bound, (bind, at) => {
          bind.dropTable(this.definition, optionalFlag(bound, 'checkfirst') ?? true, at);
        }),
      );
    }
    if (name === 'append_constraint') {
      return nativeFunction('append_constraint(constraint)', (bound) => {
        const part = bound.values.get('constraint')?.value;
        if (!(part instanceof ConstraintObject))
          throw unsupportedArgument('a constraint is expected', bound.span);
        this.takePart(part);
        part.joinTable(this);
        return { kind: 'none' };
      });
    }
    return super.attribute(name, span);
  }
}

/** Columns, constraints and indexes among the arguments of a table. Anything else is passed over, as Alembic does. */
export function readTable(
  name: string,
  schema: string | null,
  items: readonly Argument[],
  keywords: ReadonlyMap<string, Argument>,
  bound: BoundArguments,
  metadata?: MetaDataObject,
): SchemaTable {
  refuseQuotedReferences(name, schema, items);
  const columns = new Map<string, ColumnObject>();
  const definitions: Array<NonNullable<ColumnObject['definition']>> = [];
  const constraints: ConstraintObject[] = [];
  const indexes: IndexObject[] = [];
  for (const { value } of items) {
    if (value.kind === 'unknown') throw new UnknownArgument(value);
    if (value instanceof ColumnObject && value.definition !== undefined) {
      const { definition } = value;
      const { name: own, key, type } = definition;
      columns.set(key, value.owner === undefined ? value : new ColumnObject(own, key, type, definition));
      definitions.push(definition);
    } else if (value instanceof ConstraintObject) {
      constraints.push(value);
    } else if (value instanceof IndexObject) {
      indexes.push(value);
    }
  }
  const parts: TableParts = {
    name,
    schema,
    columns: definitions,
    constraints,
    indexes,
    comment: optionalText(bound, 'comment'),
    options: readTableOptions(bound, keywords),
    span: bound.span,
    ...(metadata === undefined ? {} : { isApart: true, typeOf: (target) => metadata.typeOf(target) }),
  };
  const table = new SchemaTable(parts, columns);
  metadata?.tables.push(table);
  return table;
}

/** Foreign keys and indexes find their table and columns by the bare name, and then write what those are called. */
function refuseQuotedReferences(name: string, schema: string | null, items: readonly Argument[]): void {
  const isQuoted = [name, schema ?? ''].some((each) => quoteOf(each) !== null);
  const isColumnQuoted = items.some(({ value }) => value instanceof ColumnObject && isQuotedColumn(value));
  if (!isQuoted && !isColumnQuoted) return;
  for (const { value, span } of items) {
    if (isColumnQuoted && value instanceof IndexObject) {
      throw unsupportedArgument('an index of columns with a choice of quotes is not translated', span);
    }
    if (targetsOf(value).some(({ table }) => withoutQuote(table) === withoutQuote(name))) {
      throw unsupportedArgument('a foreign key to a table with a choice of quotes is not translated', span);
    }
  }
}

function targetsOf(value: PythonValue): readonly ForeignKeyTarget[] {
  if (value instanceof ColumnObject) return (value.definition?.foreignKeys ?? []).map(({ target }) => target);
  return value instanceof ConstraintObject && value.definition.kind === 'foreign-key'
    ? [value.definition.target]
    : [];
}

function isQuotedColumn({ definition }: ColumnObject): boolean {
  return definition !== undefined && quoteOf(definition.name) !== null;
}

/** `postgresql_*` arguments of a table. */
export const TABLE_ARGUMENTS = [
  'ignore_search_path',
  'tablespace',
  'partition_by',
  'with',
  'with_oids',
  'on_commit',
  'inherits',
  'using',
];

function readTableOptions(bound: BoundArguments, keywords: ReadonlyMap<string, Argument>): TableOptions {
  const dialect = postgresqlArguments(keywords, TABLE_ARGUMENTS, 'sql.schema.Table');
  const text = (name: string): string | null => {
    const argument = dialect.get(name);
    return argument === undefined || argument.value.kind === 'none' ? null : requireText(argument, name);
  };
  const prefixes = givenArgument(bound, 'prefixes');
  return {
    prefixes: prefixes === undefined ? [] : textItems(prefixes, 'prefixes'),
    inherits: readInherits(dialect.get('inherits')),
    partitionBy: text('partition_by'),
    using: text('using'),
    storageParameters: readStorageParameters(dialect.get('with')),
    withOids: flagOf(dialect.get('with_oids')),
    onCommit: text('on_commit'),
    tablespace: text('tablespace'),
  };
}

function readInherits(argument: Argument | undefined): readonly string[] {
  if (argument === undefined || argument.value.kind === 'none') return [];
  if (argument.value.kind === 'str') return [argument.value.value];
  return textItems(argument, 'inherits');
}

/** `MetaData`: of what it holds only the default schema matters. */
export class MetaDataObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'sqlalchemy.sql.schema.MetaData';
  readonly schema: string | null;
  /** Names its constraints after a convention of its own. */
  readonly hasConvention: boolean;
  readonly tables: SchemaTable[] = [];

  constructor(schema: string | null, hasConvention = false) {
    this.schema = schema;
    this.hasConvention = hasConvention;
  }

  /** The type of a column of one of its tables. */
  typeOf({ schema, table, columns: [key] }: ForeignKeyTarget): SqlType | undefined {
    const found = this.tables.find((each) => each.name === table && each.schema === (schema ?? this.schema));
    return found?.source.columns.find((column) => column.key === key)?.type;
  }

  getAttribute(name: string, at: Span): PythonValue | undefined {
    if (name === 'schema') return this.schema === null ? { kind: 'none' } : nameValue(this.schema);
    if (name === 'create_all' || name === 'drop_all' || name === 'reflect') {
      return nativeAction(`${name}(bind, *args, **kw)`, (bound) =>
        onBind(bound, (bind, span) => {
          bind.unresolved(`what ${name}() does depends on the tables that the database has`, span);
        }),
      );
    }
    return untranslatedAttribute(this.typeName, name, at);
  }
}

export const META_DATA_CLASS = new NativeClass(
  'MetaData(schema=None, quote_schema=None, naming_convention=None, info=None, bind=None)',
  (bound) => {
    if (givenArgument(bound, 'bind') !== undefined) {
      throw unsupportedArgument('MetaData(bind=...) belongs to SQLAlchemy before 2.0', bound.span);
    }
    if (givenArgument(bound, 'quote_schema') !== undefined) {
      throw unsupportedArgument('the argument quote_schema of a MetaData is not translated', bound.span);
    }
    const hasConvention = givenArgument(bound, 'naming_convention') !== undefined;
    return new MetaDataObject(optionalText(bound, 'schema'), hasConvention);
  },
);

const REFLECTION = ['autoload', 'autoload_with'];

export const TABLE_CLASS = new NativeClass(
  'Table(name, metadata, *args, schema=None, comment=None, prefixes=None, info=None, quote=None, quote_schema=None, ' +
    'autoload=None, autoload_with=None, autoload_replace=True, extend_existing=False, keep_existing=False, ' +
    'include_columns=None, implicit_returning=True, listeners=None, resolve_fks=True, must_exist=False, ' +
    'sqlite_autoincrement=None, **kw)',
  (bound) => {
    for (const name of REFLECTION) {
      const argument = givenArgument(bound, name);
      if (argument === undefined) continue;
      throw new UnknownArgument({
        kind: 'unknown',
        span: argument.span,
        reason: { kind: 'reflection', message: 'the columns of this table are known only to the database' },
      });
    }
    const metadata = givenArgument(bound, 'metadata');
    if (metadata === undefined) throw new PythonRaise('TypeError', 'Table needs a MetaData', bound.span);
    const owner = metadata.value instanceof MetaDataObject ? metadata.value : undefined;
    if (owner?.hasConvention === true) {
      throw unsupportedArgument('a naming convention of a MetaData of its own is not translated', bound.span);
    }
    const schema = bound.values.has('schema') ? optionalText(bound, 'schema') : (owner?.schema ?? null);
    refuseOwnedColumns(bound);
    return readTable(
      quotedName(textArgument(bound, 'name'), quoteArgument(bound)),
      schema === null ? null : quotedName(schema, quoteArgument(bound, 'quote_schema')),
      bound.extraPositional,
      bound.extraKeywords,
      bound,
      owner ?? new MetaDataObject(null),
    );
  },
);

/** Source: `Column._set_parent`. */
function refuseOwnedColumns(bound: BoundArguments): void {
  for (const { value, span } of bound.extraPositional) {
    if (!(value instanceof ColumnObject) || value.owner === undefined) continue;
    const { name, schema } = value.owner;
    const table = schema === null ? name : `${schema}.${name}`;
    const message = `Column object '${value.key}' already assigned to Table '${table}'`;
    throw new PythonRaise('ArgumentError', message, span);
  }
}
