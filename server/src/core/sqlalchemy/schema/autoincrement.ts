import { PythonRaise } from '../../python/values.ts';
import type { SqlType } from '../types/sql-type.ts';
import type { TableParts } from './assemble-table.ts';
import type { ColumnDefinition, ConstraintDefinition, PrimaryKeyDefinition } from './table-definition.ts';

/**
 * The column of the primary key that counts up by itself, or null. Source: `PrimaryKeyConstraint._autoincrement_column`.
 */
export function autoincrementColumn(
  primaryKey: PrimaryKeyDefinition | null,
  parts: TableParts,
  constraints: readonly ConstraintDefinition[],
): string | null {
  if (primaryKey === null) return null;
  const columns = primaryKey.columns.flatMap((name) =>
    parts.columns.filter((column) => column.name === name),
  );
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) {
    if (only.autoincrement === false) return null;
    return mayCount(only, parts, hasForeignKey(only, constraints)) ? only.name : null;
  }
  const marked = columns.filter((column) => column.autoincrement === true);
  for (const column of marked) mayCount(column, parts, false);
  const [first, second] = marked;
  if (first !== undefined && second !== undefined) {
    throw new PythonRaise(
      'ArgumentError',
      `Only one Column may be marked autoincrement=True, found both ${second.name} and ${first.name}.`,
      parts.span,
    );
  }
  return first?.name ?? null;
}

function hasForeignKey(column: ColumnDefinition, constraints: readonly ConstraintDefinition[]): boolean {
  return constraints.some(
    (constraint) => constraint.kind === 'foreign-key' && constraint.columns.includes(column.name),
  );
}

function mayCount(column: ColumnDefinition, parts: TableParts, hasForeignKey: boolean): boolean {
  const demanded = column.autoincrement === true;
  const { type } = column;
  const isNumeric = type.kind === 'numeric' || type.kind === 'float';
  if (isNumeric && demanded && type.kind === 'numeric' && type.scale === 0) return true;
  if (type.kind !== 'integer') {
    if (!demanded) return false;
    throw new PythonRaise(
      'ArgumentError',
      `Column type ${typeLabel(type)} on column '${parts.name}.${column.name}' is not compatible with autoincrement=True`,
      parts.span,
    );
  }
  if (demanded) return true;
  if (column.hasClientDefault && column.sequence === null) return false;
  if (column.serverDefault !== null && column.serverDefault.kind !== 'identity') return false;
  return !hasForeignKey || column.autoincrement === 'ignore_fk';
}

/** The type in an error message. */
function typeLabel(type: SqlType): string {
  return 'keyword' in type ? type.keyword : type.kind.toUpperCase();
}
