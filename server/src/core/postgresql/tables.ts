import type { TableColumn, TableDefinition, TableOptions } from '../sqlalchemy/schema/table-definition.ts';
import { columnSpecification } from './columns.ts';
import type { CompileContext } from './compile-context.ts';
import { CompileError } from './compile-error.ts';
import { constraintText } from './constraints.ts';
import { quoteIdentifier, quoteQualified } from './identifiers.ts';
import { storageParametersText } from './indexes.ts';

/** Source: `DDLCompiler.visit_create_table`, `create_table_constraints` and `PGDDLCompiler.post_create_table`. */
export function createTableText(
  table: TableDefinition,
  ifNotExists: boolean,
  context: CompileContext,
): string {
  const prefixes = table.options.prefixes.map((prefix) => `${prefix} `).join('');
  const guard = ifNotExists ? 'IF NOT EXISTS ' : '';
  const columns = table.columns
    .filter((column) => !column.system)
    .map((column) => createColumnText(column, table, context));
  const constraints = constraintTexts(table, context);
  const body = [...columns, ...constraints].map((part, index) => `${index === 0 ? '' : ', '}\n    ${part}`);
  return (
    `CREATE ${prefixes}TABLE ${guard}${quoteQualified(table.schema, table.name)} (${body.join('')}\n)` +
    optionsText(table.options)
  );
}

function createColumnText(column: TableColumn, table: TableDefinition, context: CompileContext): string {
  try {
    return [columnSpecification(column, context), ...columnChecks(column, table, context)].join(' ');
  } catch (error) {
    if (!(error instanceof CompileError) || error.type !== 'CompileError') throw error;
    throw new CompileError(`(in table '${table.name}', column '${column.name}'): ${error.message}`);
  }
}

/** CHECK constraints that stand inside their column. */
export function columnChecks(
  column: TableColumn,
  table: TableDefinition,
  context: CompileContext,
): readonly string[] {
  return column.checks.map((check) => constraintText(check, table, context));
}

function constraintTexts(table: TableDefinition, context: CompileContext): readonly string[] {
  const texts = table.primaryKey === null ? [] : [constraintText(table.primaryKey, table, context)];
  for (const constraint of table.constraints) {
    if (constraint.kind === 'foreign-key' && constraint.useAlter) continue;
    texts.push(constraintText(constraint, table, context));
  }
  return texts;
}

function optionsText(options: TableOptions): string {
  const parts: string[] = [];
  if (options.inherits.length > 0)
    parts.push(`INHERITS (${options.inherits.map(quoteIdentifier).join(', ')})`);
  if (options.partitionBy) parts.push(`PARTITION BY ${options.partitionBy}`);
  if (options.using) parts.push(`USING ${options.using}`);
  if (options.storageParameters.length > 0) {
    parts.push(`WITH (${storageParametersText(options.storageParameters)})`);
  }
  if (options.withOids !== null) parts.push(options.withOids ? 'WITH OIDS' : 'WITHOUT OIDS');
  if (options.onCommit) parts.push(`ON COMMIT ${options.onCommit.replaceAll('_', ' ').toUpperCase()}`);
  if (options.tablespace) parts.push(`TABLESPACE ${quoteIdentifier(options.tablespace)}`);
  return parts.map((part) => `\n ${part}`).join('');
}
