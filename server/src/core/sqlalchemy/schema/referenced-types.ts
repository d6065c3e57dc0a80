import type { SqlType } from '../types/sql-type.ts';
import type { TableParts } from './assemble-table.ts';
import type { ColumnDefinition, ForeignKeyTarget } from './table-definition.ts';

/** The type of a column of another table in the same MetaData; undefined where there is none. */
export type ReferencedType = (target: ForeignKeyTarget) => SqlType | undefined;

/**
 * A column without a type takes the one of the column that it refers to, where that is known.
 * Source: `ForeignKey._set_target_column`.
 */
export function withReferencedTypes(parts: TableParts): TableParts {
  if (parts.columns.every(({ type }) => type.kind !== 'null')) return parts;
  const columns = parts.columns.map((column) => {
    const type = referencedType(column, parts, new Set());
    return type === undefined ? column : { ...column, type };
  });
  return { ...parts, columns };
}

function referencedType(
  column: ColumnDefinition,
  parts: TableParts,
  seen: Set<ColumnDefinition>,
): SqlType | undefined {
  if (column.type.kind !== 'null') return column.type;
  if (seen.has(column)) return undefined;
  seen.add(column);
  for (const target of targetsOf(column, parts)) {
    const isOwn = target.table === parts.name && target.schema === parts.schema;
    const own = isOwn ? parts.columns.find(({ key }) => key === target.columns[0]) : undefined;
    const type = own === undefined ? parts.typeOf?.(target) : referencedType(own, parts, seen);
    if (type !== undefined && type.kind !== 'null') return type;
  }
  return undefined;
}

/** What the column refers to by itself and by constraints of its table, each as one column. */
function targetsOf(column: ColumnDefinition, { constraints }: TableParts): readonly ForeignKeyTarget[] {
  const own = column.foreignKeys.map(({ target }) => target);
  const others = constraints.flatMap(({ definition }) => {
    if (definition.kind !== 'foreign-key') return [];
    const { columns, target } = definition;
    const name = target.columns[columns.indexOf(column.key)];
    return name === undefined ? [] : [{ ...target, columns: [name] }];
  });
  return [...own, ...others];
}
