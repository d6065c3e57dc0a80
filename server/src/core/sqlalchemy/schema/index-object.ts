import { type PythonNative, PythonRaise, type PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { optionalFlag, requireText, textItems, textOf } from '../argument-readers.ts';
import type { Argument } from '../call-signature.ts';
import { quotedConstraintName } from '../constraint-name.ts';
import { toExpression, toTextCoerced } from '../expressions/coercion.ts';
import type { Expression } from '../expressions/expression.ts';
import { NativeClass, nativeAction } from '../native-class.ts';
import { quoteArgument, withoutQuote } from '../quoted-name.ts';
import { onBind } from '../types/named-type-attributes.ts';
import { requireKnown, unsupportedArgument, untranslatedAttribute } from '../unknown-argument.ts';
import { type ColumnObject, columnObjects } from './column-object.ts';
import { flagOf, readOps } from './constraint-classes.ts';
import { readName } from './constraint-objects.ts';
import { postgresqlArguments } from './dialect-arguments.ts';
import type { IndexDefinition, IndexElement } from './table-definition.ts';
import { joinTableOfColumns, type PartOwner, type TablePart } from './table-parts.ts';

/** `Index(...)`: it belongs to the table of its columns, or to the one that it is an argument of. */
export class IndexObject implements PythonNative, TablePart {
  readonly kind = 'native';
  readonly typeName = 'sqlalchemy.sql.schema.Index';
  #definition: IndexDefinition;
  #owner: PartOwner | undefined;

  /** `columns`: for each element its first column, or its name. */
  constructor(definition: IndexDefinition, columns: ReadonlyArray<ColumnObject | string | undefined>) {
    this.#definition = definition;
    joinTableOfColumns(this, columns);
  }

  get definition(): IndexDefinition {
    return this.#definition;
  }

  joinTable(owner: PartOwner): void {
    this.#owner = owner;
    this.#definition = { ...this.#definition, tableName: owner.name, schema: owner.schema };
  }

  getAttribute(name: string, span: Span): PythonValue | undefined {
    return this.#attribute(name) ?? untranslatedAttribute(this.typeName, name, span);
  }

  #attribute(name: string): PythonValue | undefined {
    if (name === 'create') {
      return nativeAction('create(bind, checkfirst=False)', (bound) =>
        onBind(bound, (bind, span) => {
          this.#requireTable(span);
          bind.createIndex(this.definition, optionalFlag(bound, 'checkfirst') ?? false, span);
        }),
      );
    }
    if (name === 'drop') {
      return nativeAction('drop(bind, checkfirst=False)', (bound) =>
        onBind(bound, (bind, span) => {
          bind.dropIndex(this.definition, optionalFlag(bound, 'checkfirst') ?? false, span);
        }),
      );
    }
    return undefined;
  }

  #requireTable(span: Span): void {
    if (this.#owner !== undefined) return;
    throw new PythonRaise('AttributeError', "'NoneType' object has no attribute 'schema'", span);
  }
}

const ACCEPTED = [
  'include',
  'using',
  'where',
  'ops',
  'concurrently',
  'with',
  'tablespace',
  'nulls_not_distinct',
];

/** The `postgresql_*` arguments of an index. */
export function readIndexOptions(
  keywords: ReadonlyMap<string, Argument>,
): Omit<IndexDefinition, 'name' | 'tableName' | 'schema' | 'unique' | 'elements'> {
  const dialect = postgresqlArguments(keywords, ACCEPTED, 'sql.schema.Index');
  const text = (name: string): string | null => {
    const argument = dialect.get(name);
    return argument === undefined || argument.value.kind === 'none' ? null : requireText(argument, name);
  };
  const where = dialect.get('where');
  const include = dialect.get('include');
  return {
    using: text('using'),
    ops: readOps(dialect.get('ops')),
    where: where === undefined || where.value.kind === 'none' ? null : toTextCoerced(where),
    include:
      include === undefined || include.value.kind === 'none' ? [] : textItems(include, 'postgresql_include'),
    nullsNotDistinct: flagOf(dialect.get('nulls_not_distinct')),
    storageParameters: readStorageParameters(dialect.get('with')),
    tablespace: text('tablespace'),
    concurrently: flagOf(dialect.get('concurrently')) ?? false,
  };
}

/** `postgresql_with={...}`. Source: `PGDDLCompiler._prepare_withclause_opts`. */
export function readStorageParameters(
  argument: Argument | undefined,
): ReadonlyArray<readonly [name: string, value: string | null]> {
  if (argument === undefined || argument.value.kind === 'none') return [];
  requireKnown(argument.value);
  if (argument.value.kind !== 'dict') throw unsupportedArgument('a dict is expected here', argument.span);
  return argument.value.entries.map(([key, value]) => [
    requireText({ value: key, span: argument.span }, 'with'),
    storageValue(value, argument),
  ]);
}

function storageValue(value: PythonValue, argument: Argument): string | null {
  switch (value.kind) {
    case 'none':
      return null;
    case 'bool':
      return value.value ? 'true' : 'false';
    case 'int':
      return value.value.toString();
    case 'float':
      return String(value.value);
    default:
      return requireText({ value, span: argument.span }, 'with');
  }
}

/** An entry of the column list: a name, or an expression. */
export function readIndexElement(argument: Argument): IndexElement {
  requireKnown(argument.value);
  const text = textOf(argument.value);
  if (text !== undefined) {
    const expression: Expression = {
      kind: 'column',
      name: text,
      table: null,
      isLiteral: false,
      type: { kind: 'null' },
    };
    return { expression, key: withoutQuote(text) };
  }
  if (argument.value.kind !== 'native') {
    throw new PythonRaise('ValueError', 'String or text() construct expected', argument.span);
  }
  const expression = toExpression(argument);
  return { expression, key: elementKey(expression) };
}

function elementKey(expression: Expression): string | null {
  if (expression.kind === 'column') return withoutQuote(expression.name);
  if (expression.kind === 'label') return expression.name;
  return expression.kind === 'text' ? expression.text : null;
}

export const INDEX_CLASS = new NativeClass(
  'Index(name, *expressions, unique=False, quote=None, info=None, **dialect_kw)',
  (bound) => {
    const elements = bound.extraPositional.map(readIndexElement);
    const columns = bound.extraPositional.map(
      ({ value }, index) => textOf(value) ?? columnObjects((elements[index] as IndexElement).expression)[0],
    );
    return new IndexObject(
      {
        ...readIndexOptions(bound.extraKeywords),
        name: quotedConstraintName(readName(bound.values.get('name')), quoteArgument(bound)),
        tableName: '',
        schema: null,
        unique: optionalFlag(bound, 'unique') ?? false,
        elements,
      },
      columns,
    );
  },
);
