import { methodResolutionOrder } from '../../python/interpreter/class-members.ts';
import {
  type CallArguments,
  type PythonClass,
  PythonRaise,
  type PythonUnknown,
  type PythonValue,
} from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { ClauseObject } from '../expressions/clause-object.ts';
import type { AliasSource, ExecutableStatement, FromElement, TableSource } from '../expressions/statement.ts';
import { TableObject } from '../expressions/table-object.ts';
import { namedColumn } from '../schema/column-class.ts';
import { ColumnObject } from '../schema/column-object.ts';
import { MetaDataObject, SchemaTable, TABLE_CLASS } from '../schema/table-class.ts';
import { orUnknown } from '../unknown-argument.ts';

/** A class with a table of its own, in the old style of declarative mapping: `class User(Base)` with `Column`s. */
export class MappedClass extends ClauseObject {
  readonly typeName = 'sqlalchemy.orm.decl_api.DeclarativeMeta';
  readonly programClass: PythonClass;
  readonly #table: TableObject;

  constructor(definition: PythonClass, table: TableObject) {
    super();
    this.programClass = definition;
    this.#table = table;
    mappedSources.add(table.source);
  }

  override get isMapped(): boolean {
    return true;
  }

  override get source(): TableSource | AliasSource {
    return this.#table.source;
  }

  attribute(name: string): PythonValue | undefined {
    if (name === '__table__') return this.#table;
    if (name === '__name__') return { kind: 'str', value: this.programClass.name };
    const own = this.#table.columns.get(name) ?? this.programClass.attributes.get(name);
    return own === undefined || own.kind === 'unknown' || isDescriptor(own) ? undefined : own;
  }

  /** A mapped object: what becomes of it, only the session knows. */
  call({ span }: CallArguments): PythonUnknown {
    return notMapped(`objects of ${this.programClass.name}`, span);
  }

  /** A class that shares the table, or joins it. */
  subclass(definition: PythonClass, span: Span): PythonClass {
    return unmapped(definition, span);
  }
}

function isDescriptor(value: PythonValue): boolean {
  return value.kind === 'native' && /^(?:classmethod|staticmethod|property)$/.test(value.typeName);
}

/** Tables of mapped classes. */
const mappedSources = new WeakSet<FromElement>();

/**
 * True for a change that a session makes of mapped objects: it may ask for the keys of the rows that it changes.
 * Source: `BulkUDCompileState.orm_pre_session_exec` of `sqlalchemy.orm.bulk_persistence`.
 */
export function changesMapped(statement: ExecutableStatement): boolean {
  const isChange = statement.kind === 'insert' || statement.kind === 'update' || statement.kind === 'delete';
  return isChange && mappedSources.has(statement.table);
}

function notMapped(what: string, span: Span): PythonUnknown {
  const message = `${what} are mapped in a way that only the running program knows`;
  return { kind: 'unknown', span, reason: { kind: 'unsupported-operation', message }, touchesDatabase: true };
}

/** The class as one of which the mapping is not known. */
export function unmapped(definition: PythonClass, span: Span): PythonClass {
  return { ...definition, bases: [notMapped(`columns of ${definition.name}`, span)] };
}

/**
 * What a declarative base makes of a class: its table, where each column stands in the class itself as a `Column` under its own
 * name. Source: `_ClassScanMapperConfig` of `sqlalchemy.orm.decl_base`.
 */
export function mapClass(definition: PythonClass, metadata: MetaDataObject, span: Span): PythonValue {
  const columns = isAlone(definition) ? ownColumns(definition) : undefined;
  const tableName = definition.attributes.get('__tablename__');
  const given = tableArguments(definition.attributes.get('__table_args__'));
  if (columns === undefined || tableName?.kind !== 'str' || given === undefined)
    return unmapped(definition, span);
  // A naming convention names constraints, which concern only DDL.
  const owner = metadata.hasConvention ? new MetaDataObject(metadata.schema) : metadata;
  const positional = [tableName, owner, ...columns, ...given.positional];
  const table = withoutRaising(() =>
    TABLE_CLASS.call({
      positional,
      positionalSpans: positional.map(() => span),
      keywords: given.keywords,
      keywordSpans: new Map([...given.keywords.keys()].map((name) => [name, span])),
      span,
    }),
  );
  if (!(table instanceof SchemaTable)) return unmapped(definition, span);
  const shown = metadata.hasConvention ? new TableObject(table.source, table.columns, table.typeName) : table;
  return new MappedClass(definition, shown);
}

/** True where no class above it adds to the mapping. */
function isAlone(definition: PythonClass): boolean {
  const above = methodResolutionOrder(definition).slice(1);
  const addsNothing = above.every(({ attributes }) =>
    [...attributes].every(([name, value]) => isPlain(name, value)),
  );
  const isKnown = [definition, ...above].every(({ bases }) => bases.every((base) => base.kind !== 'unknown'));
  return addsNothing && isKnown && definition.hasBareAnnotations !== true;
}

/** Not a part of the mapping. */
function isPlain(name: string, value: PythonValue): boolean {
  if (value.kind === 'unknown') return ORM_ONLY.test(value.reason.name ?? '');
  if (name.startsWith('__')) return name === '__doc__' || name === '__module__' || value.kind === 'function';
  return !(value instanceof ColumnObject);
}

/** Parts of a mapping that are no columns. */
const ORM_ONLY =
  /^sqlalchemy\.(?:orm\.(?:relationship|backref|synonym|validates|reconstructor)|ext\.(?:hybrid|associationproxy))\b/;
/** Names with a meaning for the mapping that is no table. */
const MAPPING_NAMES: ReadonlySet<string> = new Set([
  '__tablename__',
  '__table_args__',
  '__mapper_args__',
  '__allow_unmapped__',
]);

function ownColumns(definition: PythonClass): readonly ColumnObject[] | undefined {
  const columns: ColumnObject[] = [];
  for (const [name, value] of definition.attributes) {
    if (MAPPING_NAMES.has(name)) continue;
    const column = withoutRaising(() => namedColumn(value, name)) ?? value;
    if (column instanceof ColumnObject) {
      // Another name than the attribute's is told apart in every use of the class.
      if (column.key !== name || column.expression.name !== name || column.owner !== undefined)
        return undefined;
      columns.push(column);
    } else if (!isPlain(name, value)) return undefined;
  }
  return columns.length === 0 ? undefined : columns;
}

interface TableArguments {
  readonly positional: readonly PythonValue[];
  readonly keywords: ReadonlyMap<string, PythonValue>;
}

function tableArguments(value: PythonValue | undefined): TableArguments | undefined {
  if (value === undefined || value.kind === 'none') return { positional: [], keywords: new Map() };
  if (value.kind === 'dict') return withKeywords([], value);
  if (value.kind !== 'tuple') return undefined;
  const last = value.items.at(-1);
  return last?.kind === 'dict'
    ? withKeywords(value.items.slice(0, -1), last)
    : withKeywords(value.items, undefined);
}

function withKeywords(
  positional: readonly PythonValue[],
  dict: (PythonValue & { kind: 'dict' }) | undefined,
): TableArguments | undefined {
  const keywords = new Map<string, PythonValue>();
  for (const [key, item] of dict?.entries ?? []) {
    if (key.kind !== 'str') return undefined;
    keywords.set(key.value, item);
  }
  return { positional, keywords };
}

/** What SQLAlchemy would refuse here, the application shows when it starts. */
function withoutRaising<T extends PythonValue | undefined>(make: () => T): T | PythonUnknown | undefined {
  try {
    return orUnknown(() => make() as PythonValue) as T | PythonUnknown;
  } catch (error) {
    if (error instanceof PythonRaise) return undefined;
    throw error;
  }
}
