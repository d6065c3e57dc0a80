import type { ColumnExpression, Expression } from './expression.ts';
import { expressionParts } from './expression-parts.ts';

/** The columns that an expression names, each once, in order. Text and literal columns name none. */
export function columnNames(expression: Expression): readonly string[] {
  return [...new Set(columnsOf(expression).map(({ name }) => name))];
}

/** The columns that an expression names, as often as it does. */
export function columnsOf(expression: Expression): readonly ColumnExpression[] {
  const columns: ColumnExpression[] = [];
  const visit = (part: Expression): void => {
    if (part.kind === 'column' && !part.isLiteral) columns.push(part);
    for (const inner of expressionParts(part)) visit(inner);
  };
  visit(expression);
  return columns;
}
