import type { PythonNative, PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { givenArgument, optionalText, textArgument } from '../argument-readers.ts';
import { nativeFunction } from '../native-class.ts';
import { nameValue } from '../quoted-name.ts';
import { ColumnObject } from '../schema/column-object.ts';
import type { ColumnDefinition } from '../schema/table-definition.ts';
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts';
import { toSqlType } from '../types/type-object.ts';
import { requireKnown, unsupportedArgument } from '../unknown-argument.ts';
import { ClauseObject } from './clause-object.ts';
import { deleteFrom, insertInto, updateOf } from './data-objects.ts';
import type { Expression } from './expression.ts';
import { ExpressionObject } from './expression-object.ts';
import { selectColumns } from './select-object.ts';
import { joinMethod } from './source-objects.ts';
import type { AliasSource, ClientDefault, SourceColumn, TableSource } from './statement.ts';

/** `table.c`: columns by attribute, by key, or one after another. */
export class ColumnCollection implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'sqlalchemy.sql.base.ColumnCollection';
  readonly #columns: ReadonlyMap<string, ColumnObject>;

  constructor(columns: ReadonlyMap<string, ColumnObject>) {
    this.#columns = columns;
  }

  getAttribute(name: string): PythonValue | undefined {
    if (name === 'keys') {
      return nativeFunction('keys()', () => ({
        kind: 'list',
        items: [...this.#columns.keys()].map((value) => ({ kind: 'str', value })),
      }));
    }
    return this.#columns.get(name);
  }

  getItem(key: PythonValue, span: Span): PythonValue {
    const column = key.kind === 'str' ? this.#columns.get(key.value) : undefined;
    if (column !== undefined) return column;
    return {
      kind: 'unknown',
      span,
      reason: { kind: 'unsupported-operation', message: 'this column is not known' },
    };
  }

  iterate(): readonly PythonValue[] {
    return [...this.#columns.values()];
  }
}

/** A table that expressions refer to: `sa.table('t', sa.column('id'))`, a `Table`, or an alias of one. */
export class TableObject extends ClauseObject {
  readonly typeName: string;
  readonly #source: TableSource | AliasSource;
  readonly #columns: ReadonlyMap<string, ColumnObject>;

  constructor(
    source: TableSource | AliasSource,
    columns: ReadonlyMap<string, ColumnObject>,
    typeName: string,
  ) {
    super();
    this.#source = source;
    this.#columns = columns;
    this.typeName = typeName;
    for (const column of columns.values()) column.attach(source);
  }

  override get source(): TableSource | AliasSource {
    return this.#source;
  }

  get columns(): ReadonlyMap<string, ColumnObject> {
    return this.#columns;
  }

  attribute(name: string, _span: Span): PythonValue | undefined {
    switch (name) {
      case 'c':
      case 'columns':
        return new ColumnCollection(this.#columns);
      case 'name':
        return this.#source.name === null ? { kind: 'none' } : nameValue(this.#source.name);
      case 'insert':
        return nativeFunction('insert(values=None)', (bound) => insertInto(this, bound));
      case 'update':
        return nativeFunction('update(whereclause=None, values=None)', (bound) => updateOf(this, bound));
      case 'delete':
        return nativeFunction('delete(whereclause=None)', (bound) => deleteFrom(this, bound));
      case 'select':
        return nativeFunction('select()', () =>
          selectColumns(
            [...this.#columns.values()].map((column) => column.expression),
            [this.#source],
          ),
        );
      case 'join':
      case 'outerjoin':
        return joinMethod(this.#source, name);
      case 'alias':
        return nativeFunction('alias(name=None, flat=False)', (bound) =>
          this.#alias(optionalText(bound, 'name')),
        );
      default:
        return undefined;
    }
  }

  #alias(name: string | null): TableObject {
    const source: AliasSource = {
      kind: 'alias',
      name,
      element: this.#source,
      columns: this.#source.columns,
      lateral: false,
    };
    const columns = new Map(
      this.#source.columns.map((column) => [
        column.key,
        new ColumnObject(column.name, column.key, column.type),
      ]),
    );
    return new TableObject(source, columns, 'sqlalchemy.sql.selectable.Alias');
  }
}

/** `sa.column('id', sa.Integer)`. */
export const COLUMN_FUNCTION = nativeFunction(
  'column(text, type_=None, is_literal=False, _selectable=None)',
  (bound) => {
    const given = givenArgument(bound, 'type_');
    const type: SqlType = given === undefined ? NULL_TYPE : toSqlType(given.value, given.span);
    const name = textArgument(bound, 'text');
    const literal = bound.values.get('is_literal')?.value;
    if (literal?.kind === 'bool' && literal.value) return literalColumn(name, type);
    return new ColumnObject(name, name, type);
  },
);

export function literalColumn(text: string, type: SqlType): ExpressionObject {
  return new ExpressionObject({ kind: 'column', name: text, table: null, isLiteral: true, type });
}

/** `sa.table('t', *columns, schema=None)`. */
export const TABLE_FUNCTION = nativeFunction('table(name, *columns, schema=None)', (bound) => {
  const columns = new Map<string, ColumnObject>();
  const described: SourceColumn[] = [];
  for (const argument of bound.extraPositional) {
    requireKnown(argument.value);
    if (!(argument.value instanceof ColumnObject)) {
      throw unsupportedArgument('a column is expected here', argument.span);
    }
    columns.set(argument.value.key, argument.value);
    described.push(sourceColumn(argument.value));
  }
  const source: TableSource = {
    kind: 'table',
    name: textArgument(bound, 'name'),
    schema: optionalText(bound, 'schema'),
    columns: described,
  };
  return new TableObject(source, columns, 'sqlalchemy.sql.selectable.TableClause');
});

export function sourceColumn(column: ColumnObject): SourceColumn {
  const { definition } = column;
  return {
    key: column.key,
    name: column.expression.name,
    type: column.expression.type,
    primaryKey: definition?.primaryKey ?? false,
    isGenerated: false,
    insertDefault: insertDefaultOf(definition),
    updateDefault: definition?.updateDefault ?? null,
    hasUnknownDefault: definition?.hasClientDefault === true && definition.insertDefault === null,
    hasUnknownUpdate: definition?.hasClientUpdate === true && definition.updateDefault === null,
  };
}

/** A sequence on a column is asked for its next value where an INSERT gives none. */
function insertDefaultOf(definition: ColumnDefinition | undefined): ClientDefault | null {
  if (definition === undefined) return null;
  const { sequence } = definition;
  if (sequence === null || sequence.optional) return definition.insertDefault;
  const expression: Expression = {
    kind: 'next-value',
    sequenceName: sequence.name,
    schema: sequence.schema,
    type: definition.type,
  };
  return { kind: 'expression', expression };
}
