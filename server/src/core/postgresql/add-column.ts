import type { AddColumnOperation } from '../operations/migrate-operation.ts';
import type { ForeignKeyDefinition, TableColumn } from '../sqlalchemy/schema/table-definition.ts';
import { alteredTable } from './altered-table.ts';
import { columnSpecification } from './columns.ts';
import { columnCommentText } from './comments.ts';
import type { CompileContext } from './compile-context.ts';
import { constraintText, referencesText } from './constraints.ts';
import { quoteQualified } from './identifiers.ts';
import { createIndexText } from './indexes.ts';
import { columnChecks } from './tables.ts';

/** The column, then the constraints, indexes and the comment that it brings along. Source: `add_column` in `alembic.operations.toimpl`. */
export function* addColumnTexts(operation: AddColumnOperation, context: CompileContext): Generator<string> {
  const { table } = operation;
  const [column] = table.columns;
  if (column === undefined) return;
  const inline = inlineReference(operation, column);
  yield addColumnText(operation, column, inline, context);
  const name = quoteQualified(table.schema, table.name);
  for (const constraint of table.constraints) {
    if (constraint === inline) continue;
    yield `ALTER TABLE ${name} ADD ${constraintText(constraint, table, context)}`;
  }
  for (const index of table.indexes) yield createIndexText(index, false, context);
  if (column.comment !== null) yield columnCommentText(name, column.name, column.comment);
}

function addColumnText(
  operation: AddColumnOperation,
  column: TableColumn,
  inline: ForeignKeyDefinition | undefined,
  context: CompileContext,
): string {
  const { table } = operation;
  const guard = operation.ifNotExists ? 'IF NOT EXISTS ' : '';
  const parts = [
    `ALTER TABLE ${alteredTable(table.name, table.schema)} ADD COLUMN ${guard}${columnSpecification(column, context)}`,
  ];
  if (operation.inlinePrimaryKey && column.primaryKey) parts.push('PRIMARY KEY');
  if (inline !== undefined) parts.push(referencesText(inline));
  parts.push(...columnChecks(column, table, context));
  return parts.join(' ');
}

/** The only foreign key of the column, where it is to stand inside it. */
function inlineReference(
  operation: AddColumnOperation,
  column: TableColumn,
): ForeignKeyDefinition | undefined {
  if (!operation.inlineReferences || column.foreignKeys.length !== 1) return undefined;
  return operation.table.constraints.find((constraint) => constraint.kind === 'foreign-key');
}
