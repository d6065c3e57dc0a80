import type { BulkInsertOperation } from '../operations/migrate-operation.ts';
import type { PythonValue } from '../python/values.ts';
import { ClauseObject } from '../sqlalchemy/expressions/clause-object.ts';
import { bindValue } from '../sqlalchemy/expressions/coercion.ts';
import type { Expression } from '../sqlalchemy/expressions/expression.ts';
import type { InsertStatement, SourceColumn } from '../sqlalchemy/expressions/statement.ts';
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
  const columns = insertedColumns(operation, first);
  return rows.map((row, index) => {
    const values = new Map<string, Expression>();
    for (const column of columns) {
      const value = row.get(column.key);
      if (value !== undefined) values.set(column.key, valueExpression(value, column, operation));
      else if (column.insertDefault !== null) values.set(column.key, defaultExpression(column, operation));
      else throw missingValue(column, index);
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

function insertedColumns(
  operation: BulkInsertOperation,
  first: ReadonlyMap<string, PythonValue>,
): readonly SourceColumn[] {
  const { columns } = operation.table;
  const unknown = [...first.keys()].filter((key) => !columns.some((column) => column.key === key));
  if (unknown.length > 0) throw new CompileError(`Unconsumed column names: ${unknown.join(', ')}`);
  return columns.filter(({ key, insertDefault }) => first.has(key) || insertDefault !== null);
}

function valueExpression(
  value: PythonValue,
  column: SourceColumn,
  operation: BulkInsertOperation,
): Expression {
  if (value instanceof ClauseObject && value.expression !== undefined) return value.expression;
  return bindValue(value, column.type, operation.span);
}

function defaultExpression(column: SourceColumn, operation: BulkInsertOperation): Expression {
  const given = column.insertDefault;
  if (given === null) throw new CompileError(`column ${column.name} has no default`);
  return given.kind === 'expression' ? given.expression : bindValue(given.value, column.type, operation.span);
}

function missingValue(column: SourceColumn, index: number): CompileError {
  return new CompileError(
    `A value is required for bind parameter '${column.key}', in parameter group ${index}`,
    'StatementError',
  );
}
