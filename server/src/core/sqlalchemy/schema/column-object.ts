import type { PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import type { ColumnExpression } from '../expressions/expression.ts';
import { ExpressionObject } from '../expressions/expression-object.ts';
import type { FromElement } from '../expressions/statement.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { ColumnDefinition } from './table-definition.ts';

/** A column in Python's hands: `sa.Column(...)`, `sa.column('id')`, `table.c.id`. It may join its table later. */
export class ColumnObject extends ExpressionObject {
  readonly key: string;
  /** Undefined for `sa.column()`, which is a name in expressions only. */
  readonly definition: ColumnDefinition | undefined;
  #column: ColumnExpression;

  constructor(name: string, key: string, type: SqlType, definition?: ColumnDefinition) {
    const column: ColumnExpression = { kind: 'column', name, table: null, isLiteral: false, type };
    super(
      column,
      definition === undefined ? 'sqlalchemy.sql.elements.ColumnClause' : 'sqlalchemy.sql.schema.Column',
    );
    this.#column = column;
    this.key = key;
    this.definition = definition;
  }

  override get expression(): ColumnExpression {
    return this.#column;
  }

  attach(table: FromElement): void {
    this.#column = { ...this.#column, table };
  }

  override attribute(name: string, span: Span): PythonValue | undefined {
    if (name === 'key') return { kind: 'str', value: this.key };
    return super.attribute(name, span);
  }
}
