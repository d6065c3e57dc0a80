import { NULL_TYPE } from '../types/sql-type.ts';
import type { TableColumn, TableDefinition } from './table-definition.ts';

/**
 * The table of `op.create_table` with a column without type for each column of the same table that a foreign key refers to and
 * that is not there; writing the table then fails, as it does in Alembic.
 * Source: `SchemaObjects._ensure_table_for_fk` in `alembic.operations.schemaobj`.
 */
export function withReferencedColumns(table: TableDefinition): TableDefinition {
  const keys = new Set(table.columns.map((column) => column.key));
  const missing = new Set<string>();
  for (const constraint of table.constraints) {
    if (constraint.kind !== 'foreign-key') continue;
    const { target } = constraint;
    if (target.table !== table.name || target.schema !== table.schema) continue;
    for (const name of target.columns) if (!keys.has(name)) missing.add(name);
  }
  if (missing.size === 0) return table;
  return { ...table, columns: [...table.columns, ...[...missing].map(columnWithoutType)] };
}

function columnWithoutType(name: string): TableColumn {
  return {
    name,
    key: name,
    type: NULL_TYPE,
    nullableGiven: undefined,
    nullable: true,
    primaryKey: false,
    autoincrement: 'auto',
    isAutoincrement: false,
    unique: false,
    index: false,
    system: false,
    comment: null,
    serverDefault: null,
    insertDefault: null,
    updateDefault: null,
    hasClientDefault: false,
    hasClientUpdate: false,
    sequence: null,
    checks: [],
    foreignKeys: [],
  };
}
