import type { PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { textOf } from '../argument-readers.ts';
import { columnsOf } from '../expressions/column-names.ts';
import type { ColumnExpression, Expression } from '../expressions/expression.ts';
import { ExpressionObject } from '../expressions/expression-object.ts';
import type { FromElement } from '../expressions/statement.ts';
import { withoutQuote } from '../quoted-name.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { ColumnDefinition } from './table-definition.ts';
import type { PartOwner } from './table-parts.ts';

const OBJECTS = new WeakMap<ColumnExpression, ColumnObject>();

/** The Python objects of the columns that an expression names. */
export function columnObjects(expression: Expression): readonly ColumnObject[] {
  return columnsOf(expression).flatMap((column) => OBJECTS.get(column) ?? []);
}

/** A column as a constraint may name it: by the object or by its name. */
export function columnOrName(value: PythonValue): ColumnObject | string | undefined {
  return value instanceof ColumnObject ? value : textOf(value);
}

/** A column in Python's hands: `sa.Column(...)`, `sa.column('id')`, `table.c.id`. It may join its table later. */
export class ColumnObject extends ExpressionObject {
  readonly key: string;
  /** Undefined for `sa.column()`, which is a name in expressions only. */
  readonly definition: ColumnDefinition | undefined;
  readonly #column: Omit<ColumnExpression, 'table'> & { table: FromElement | null };
  #owner: PartOwner | undefined;
  readonly #waiting: Array<() => void> = [];

  constructor(name: string, key: string, type: SqlType, definition?: ColumnDefinition) {
    const column = { kind: 'column' as const, name, table: null, isLiteral: false, type };
    super(
      column,
      definition === undefined ? 'sqlalchemy.sql.elements.ColumnClause' : 'sqlalchemy.sql.schema.Column',
    );
    this.#column = column;
    OBJECTS.set(column, this);
    this.key = withoutQuote(key);
    this.definition = definition;
  }

  override get expression(): ColumnExpression {
    return this.#column;
  }

  attach(table: FromElement): void {
    this.#column.table = table;
  }

  /** The `Table` that the column belongs to; undefined as long as there is none. */
  get owner(): PartOwner | undefined {
    return this.#owner;
  }

  /** The column becomes one of `owner`, and so does what was made of it before. */
  own(owner: PartOwner): void {
    this.#owner = owner;
    for (const act of this.#waiting.splice(0)) act();
  }

  whenOwned(act: () => void): void {
    this.#waiting.push(act);
  }

  override attribute(name: string, span: Span): PythonValue | undefined {
    if (name === 'key') return { kind: 'str', value: this.key };
    return super.attribute(name, span);
  }
}
