import { LimitReached } from '../python/interpreter/limits.ts';
import { PythonRaise, type PythonValue } from '../python/values.ts';
import { bindValue } from '../sqlalchemy/expressions/coercion.ts';
import type { Expression } from '../sqlalchemy/expressions/expression.ts';
import type { ColumnValues, SourceColumn } from '../sqlalchemy/expressions/statement.ts';
import { UnresolvedValue } from './compile-error.ts';

/**
 * The values with the Python-side defaults of the columns that have none, as a connection adds them before it sends the row.
 * `occasion` says which defaults count. Throws UnresolvedValue for one that a function makes.
 * Source: `_scan_cols` in `sqlalchemy.sql.crud`.
 */
export function withClientDefaults(
  columns: readonly SourceColumn[],
  values: ColumnValues,
  occasion: 'insert' | 'update',
): ColumnValues {
  const completed = new Map(values);
  for (const column of columns) {
    if (completed.has(column.key)) continue;
    const value = clientDefault(column, occasion);
    if (value !== undefined) completed.set(column.key, value);
  }
  return completed;
}

export function clientDefault(column: SourceColumn, occasion: 'insert' | 'update'): Expression | undefined {
  const given = occasion === 'insert' ? column.insertDefault : column.updateDefault;
  const isUnknown = occasion === 'insert' ? column.hasUnknownDefault : column.hasUnknownUpdate;
  if (given === null) {
    if (!isUnknown) return undefined;
    throw new UnresolvedValue(
      `the default of column ${column.name} is made by Python code when the statement runs`,
    );
  }
  if (given.kind === 'expression') return given.expression;
  const value = given.kind === 'call' ? calledDefault(given.call) : given.value;
  return bindValue(value, column.type, given.span);
}

/** Throws UnresolvedValue where it is not known what the function gives. */
function calledDefault(call: () => PythonValue): PythonValue {
  try {
    const value = call();
    if (value.kind !== 'unknown') return value;
    throw new UnresolvedValue(value.reason.message);
  } catch (error) {
    if (error instanceof PythonRaise || error instanceof LimitReached)
      throw new UnresolvedValue(error.message);
    throw error;
  }
}
