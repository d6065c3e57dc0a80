import { PythonRaise } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import type { Expression } from '../expressions/expression.ts';
import { withoutQuote } from '../quoted-name.ts';
import type { SqlType } from '../types/sql-type.ts';
import { autoincrementColumn } from './autoincrement.ts';
import type { ConstraintObject } from './constraint-objects.ts';
import type { IndexObject } from './index-object.ts';
import { type ReferencedType, withReferencedTypes } from './referenced-types.ts';
import type {
  CheckDefinition,
  ColumnDefinition,
  ConstraintDefinition,
  IndexDefinition,
  PrimaryKeyDefinition,
  TableColumn,
  TableDefinition,
  TableOptions,
} from './table-definition.ts';
import { typeConstraint } from './type-constraint.ts';

export interface TableParts {
  readonly name: string;
  readonly schema: string | null;
  readonly columns: readonly ColumnDefinition[];
  readonly constraints: readonly ConstraintObject[];
  readonly indexes: readonly IndexObject[];
  readonly comment: string | null;
  readonly options: TableOptions;
  readonly span: Span;
  /** It is in a MetaData of its own, where the naming convention of the environment does not count. */
  readonly isApart?: boolean;
  /** Looks into the other tables of its MetaData. */
  readonly typeOf?: ReferencedType;
}

type OtherConstraint = Exclude<ConstraintDefinition, PrimaryKeyDefinition>;

/**
 * Puts a table together: which columns form the primary key, which one counts up by itself, and every constraint and index in
 * the order in which SQLAlchemy writes them. Throws PythonRaise where SQLAlchemy refuses the parts.
 * Source: `Table._init`, the `_set_parent` methods and `SchemaObjects.table` of Alembic.
 */
export function assembleTable(given: TableParts): TableDefinition {
  const parts = withReferencedTypes(given);
  refuseDuplicates(parts);
  const explicit = [...parts.constraints].sort((left, right) => left.creationOrder - right.creationOrder);
  const primaryKey = decidePrimaryKey(parts);
  const constraints: OtherConstraint[] = [];
  for (const { definition } of explicit) {
    if (definition.kind === 'primary-key') continue;
    if (definition.kind === 'unique' && definition.columns.length === 0) continue;
    constraints.push(withColumnNames(definition, parts));
  }
  const indexes = parts.indexes.map(({ definition }) => ({
    ...definition,
    tableName: parts.name,
    schema: parts.schema,
  }));
  const implied: IndexDefinition[] = [];
  for (const column of parts.columns) {
    if (column.index) implied.push(columnIndex(column, parts));
    implied.push(...spatialIndex(column, parts));
    constraints.push(...impliedConstraints(column));
  }
  for (const constraint of constraints) refuseTableWithoutColumn(constraint, parts);
  const inKey = new Set(primaryKey?.columns);
  const everKey = keysOfPrimaryKeys(parts);
  const automatic = autoincrementColumn(primaryKey, parts, constraints);
  const columns = parts.columns.map((column): TableColumn => {
    const isKey = inKey.has(column.name);
    return {
      ...column,
      type: inSchema(column.type, parts.schema),
      primaryKey: isKey,
      nullable: isNullable(column, isKey || everKey.has(column.key)),
      isAutoincrement: column.name === automatic,
    };
  });
  return {
    name: parts.name,
    schema: parts.schema,
    columns,
    primaryKey: primaryKey === null ? null : autoincrementFirst(primaryKey, parts, automatic),
    constraints,
    indexes: [...implied, ...indexes],
    comment: parts.comment,
    options: parts.options,
    ...(parts.isApart === true ? { isApart: true } : {}),
  };
}

function refuseDuplicates(parts: TableParts): void {
  const names = new Set<string>();
  for (const { name: given, key } of parts.columns) {
    const name = withoutQuote(given);
    if (names.has(name)) {
      throw new PythonRaise(
        'DuplicateColumnError',
        `A column with name '${key}' is already present in table '${parts.name}'.`,
        parts.span,
      );
    }
    names.add(name);
  }
}

/** Columns that any part called a key: they stay NOT NULL where another key takes over. */
function keysOfPrimaryKeys(parts: TableParts): ReadonlySet<string> {
  const flagged = parts.columns.filter((column) => column.primaryKey).map((column) => column.key);
  const named = parts.constraints.flatMap(({ definition }) =>
    definition.kind === 'primary-key' ? definition.columns : [],
  );
  const hasIdentity = parts.columns.filter((column) => column.serverDefault?.kind === 'identity');
  return new Set([...flagged, ...named, ...hasIdentity.map((column) => column.key)]);
}

/** `inherit_schema=True`: the type lives where its table does. */
function inSchema(type: SqlType, schema: string | null): SqlType {
  return type.kind === 'enum' && type.inheritSchema ? { ...type, schema } : type;
}

/** An explicit constraint decides, the last one if there are several; otherwise the columns that say `primary_key=True`. */
function decidePrimaryKey(parts: TableParts): PrimaryKeyDefinition | null {
  const flagged = parts.columns.filter((column) => column.primaryKey).map((column) => column.name);
  const explicit = parts.constraints.findLast(
    ({ definition }) => definition.kind === 'primary-key',
  )?.definition;
  if (explicit?.kind === 'primary-key') {
    const columns = explicit.columns.map((key) => columnName(key, parts, 'PrimaryKeyConstraint'));
    const merged = columns.length === 0 ? flagged : columns;
    return merged.length === 0 ? null : { ...explicit, columns: merged };
  }
  if (flagged.length === 0) return null;
  return {
    kind: 'primary-key',
    name: null,
    deferrable: null,
    initially: null,
    include: [],
    nullsNotDistinct: null,
    columns: flagged,
  };
}

/** A key that only the columns' flags made lists its autoincrement column first. */
function autoincrementFirst(
  primaryKey: PrimaryKeyDefinition,
  parts: TableParts,
  automatic: string | null,
): PrimaryKeyDefinition {
  const explicit = parts.constraints.some(({ definition }) => definition.kind === 'primary-key');
  if (explicit || automatic === null) return primaryKey;
  return { ...primaryKey, columns: [automatic, ...primaryKey.columns.filter((name) => name !== automatic)] };
}

const CONSTRAINT_CLASSES: Readonly<Record<ConstraintDefinition['kind'], string>> = {
  'primary-key': 'PrimaryKeyConstraint',
  unique: 'UniqueConstraint',
  check: 'CheckConstraint',
  'foreign-key': 'ForeignKeyConstraint',
  exclude: 'ExcludeConstraint',
};

/** A foreign key that names a table only refers to a column of the same name, which nobody has declared. */
function refuseTableWithoutColumn(constraint: OtherConstraint, parts: TableParts): void {
  if (constraint.kind !== 'foreign-key' || !constraint.target.columns.includes('')) return;
  const { table } = constraint.target;
  throw new PythonRaise(
    'NoReferencedColumnError',
    `Could not initialize target column for ForeignKey '${table}' on table '${parts.name}': table '${table}' has no column named '${constraint.columns[0]}'`,
    parts.span,
  );
}

function withColumnNames(definition: OtherConstraint, parts: TableParts): OtherConstraint {
  if (definition.kind !== 'unique' && definition.kind !== 'foreign-key') return definition;
  const className = CONSTRAINT_CLASSES[definition.kind];
  return { ...definition, columns: definition.columns.map((key) => columnName(key, parts, className)) };
}

function columnName(key: string, parts: TableParts, className: string): string {
  const column = parts.columns.find((candidate) => candidate.key === key);
  if (column !== undefined) return column.name;
  throw new PythonRaise(
    'ConstraintColumnNotFoundError',
    `Can't create ${className} on table '${parts.name}': no column named '${key}' is present.`,
    parts.span,
  );
}

function impliedConstraints(column: ColumnDefinition): readonly OtherConstraint[] {
  const implied: OtherConstraint[] = [];
  if (column.unique && !column.index) {
    implied.push({
      kind: 'unique',
      name: null,
      deferrable: null,
      initially: null,
      include: [],
      nullsNotDistinct: null,
      columns: [column.name],
    });
  }
  const check: CheckDefinition | null = typeConstraint(column.name, column.type);
  if (check !== null) implied.push(check);
  for (const foreignKey of column.foreignKeys) implied.push({ ...foreignKey, columns: [column.name] });
  return implied;
}

function isNullable(column: ColumnDefinition, isKey: boolean): boolean {
  if (column.type.kind === 'plain' && column.type.isNotNull === true) return false;
  return column.nullableGiven ?? !isKey;
}

/** Source: `create_spatial_index` of GeoAlchemy2 for PostgreSQL. */
function spatialIndex(column: ColumnDefinition, parts: TableParts): readonly IndexDefinition[] {
  const kind = column.type.kind === 'plain' ? column.type.spatialIndex : undefined;
  if (kind === undefined) return [];
  const index = columnIndex(column, parts);
  const [element] = index.elements;
  if (element === undefined) return [];
  const hull: Expression = {
    kind: 'function',
    path: ['ST_ConvexHull'],
    args: [element.expression],
    type: { kind: 'null' },
  };
  return [
    {
      ...index,
      unique: false,
      name: { text: `idx_${parts.name}_${column.name}`, final: false },
      using: 'gist',
      elements: kind === 'raster' ? [{ expression: hull, key: null }] : index.elements,
      ops: new Map(kind === 'n-dimensional' ? [[column.key, 'gist_geometry_ops_nd']] : []),
    },
  ];
}

function columnIndex(column: ColumnDefinition, parts: TableParts): IndexDefinition {
  return {
    name: null,
    tableName: parts.name,
    schema: parts.schema,
    unique: column.unique,
    elements: [
      {
        expression: { kind: 'column', name: column.name, table: null, isLiteral: false, type: column.type },
        key: column.key,
      },
    ],
    using: null,
    ops: new Map(),
    where: null,
    include: [],
    nullsNotDistinct: null,
    storageParameters: [],
    tablespace: null,
    concurrently: false,
  };
}
