import type { BulkInsertOperation } from '../operations/migrate-operation.ts';
import type { PythonValue } from '../python/values.ts';
import { ClauseObject } from '../sqlalchemy/expressions/clause-object.ts';
import { bindValue } from '../sqlalchemy/expressions/coercion.ts';
import type { Expression } from '../sqlalchemy/expressions/expression.ts';
import type { InsertStatement, SourceColumn } from '../sqlalchemy/expressions/statement.ts';
import { clientDefault } from './client-defaults.ts';
import type { CompileContext } from './compile-context.ts';
import { CompileError } from './compile-error.ts';
import { statementText } from './statements.ts';

/**
 * One INSERT for each row. As on a connection the first row decides which columns are written: keys that only later rows have
 * are left out, keys that they lack are an error. Source: `DefaultImpl.bulk_insert`.
 */
export function bulkInsertTexts(operation: BulkInsertOperation, context: CompileContext): readonly string[] {
  const { table, rows } = operation;
  const [first] = rows;
  if (first === undefined) return [];
  refuseUnknownKeys(operation, first);
  const columns = table.columns.filter(
    (column) => first.has(column.key) || clientDefault(column, 'insert') !== undefined,
  );
  return rows.map((row, index) => {
    const values = new Map<string, Expression>();
    for (const column of columns) {
      const given = row.get(column.key);
      const value =
        given === undefined ? clientDefault(column, 'insert') : valueExpression(given, column, operation);
      if (value === undefined) throw missingValue(column, index);
      values.set(column.key, value);
    }
    const insert: InsertStatement = {
      kind: 'insert',
      table,
      rows: [values],
      fromSelect: null,
      onConflict: null,
      returning: [],
      returnsKey: false,
    };
    return statementText(insert, context.serverVersion, new Map());
  });
}

function refuseUnknownKeys(operation: BulkInsertOperation, first: ReadonlyMap<string, PythonValue>): void {
  const { columns } = operation.table;
  const unknown = [...first.keys()].filter((key) => !columns.some((column) => column.key === key));
  if (unknown.length > 0) throw new CompileError(`Unconsumed column names: ${unknown.join(', ')}`);
}

function valueExpression(
  value: PythonValue,
  column: SourceColumn,
  operation: BulkInsertOperation,
): Expression {
  if (value instanceof ClauseObject && value.expression !== undefined) return value.expression;
  return bindValue(value, column.type, operation.span);
}

function missingValue(column: SourceColumn, index: number): CompileError {
  return new CompileError(
    `A value is required for bind parameter '${column.key}', in parameter group ${index}`,
    'StatementError',
  );
}
