import { grouped } from '../sqlalchemy/expressions/build.ts';
import type { Expression } from '../sqlalchemy/expressions/expression.ts';
import type {
  ColumnValues,
  DeleteStatement,
  FromElement,
  InsertStatement,
  OnConflict,
  SourceColumn,
  TableSource,
  UpdateStatement,
} from '../sqlalchemy/expressions/statement.ts';
import { clientDefault, withClientDefaults } from './client-defaults.ts';
import { CompileError, UnresolvedValue } from './compile-error.ts';
import { constraintIdentifier } from './constraint-names.ts';
import { writeExpression } from './expressions.ts';
import { distinctSources, fromObjects, hiddenFrom } from './from-objects.ts';
import { quoteIdentifier } from './identifiers.ts';
import { columnText, criteriaText, writeSource } from './select.ts';
import type { WritingContext } from './writing-context.ts';

/** Source: `SQLCompiler.visit_insert`. */
export function writeInsert(given: InsertStatement, context: WritingContext): string {
  const insert = completedInsert(given);
  const { table } = insert;
  const target = writeSource(table, context);
  const inner: WritingContext = { ...context, enclosingFrom: [...context.enclosingFrom, table] };
  const [first] = insert.rows;
  let text = `INSERT INTO ${target}`;
  if (insert.fromSelect !== null) {
    const columns = insert.fromSelect.columns.map(quoteIdentifier).join(', ');
    text += ` (${columns}) ${context.writeSelect(insert.fromSelect.select, context)}`;
  } else if (first === undefined || first.size === 0) {
    text += ' DEFAULT VALUES';
  } else {
    const columns = namedColumns(table, first);
    const rows = insert.rows.map((row) => `(${rowText(columns, row, insert, inner)})`);
    text += ` (${columns.map(({ name }) => quoteIdentifier(name)).join(', ')}) VALUES ${rows.join(', ')}`;
  }
  if (insert.onConflict !== null) text += ` ${onConflictText(insert.onConflict, table, inner)}`;
  return `${text}${returningText(returnedColumns(insert), inner)}`;
}

/** The rows as they are sent, Python-side defaults included. */
function completedInsert(insert: InsertStatement): InsertStatement {
  const { columns } = insert.table;
  if (insert.fromSelect === null) {
    const rows = insert.rows.length === 0 ? [new Map<string, Expression>()] : insert.rows;
    return { ...insert, rows: rows.map((row) => withClientDefaults(columns, row, 'insert')) };
  }
  const named = insert.fromSelect.columns;
  const added = columns
    .filter(({ key }) => !named.includes(key))
    .map((column) => clientDefault(column, 'insert'));
  if (added.every((value) => value === undefined)) return insert;
  throw new UnresolvedValue('an INSERT from a SELECT adds the Python-side defaults of the table');
}

/** What RETURNING lists: what was asked for, else the parts of the key that the database makes. */
function returnedColumns(insert: InsertStatement): readonly Expression[] {
  const [row] = insert.rows;
  if (insert.returning.length > 0 || !insert.returnsKey || insert.fromSelect !== null || row === undefined) {
    return insert.returning;
  }
  return insert.table.columns.flatMap((column): readonly Expression[] => {
    const value = row.get(column.key);
    const isMade = value === undefined ? column.isGenerated : value.kind !== 'bind';
    if (!column.primaryKey || !isMade) return [];
    return [{ kind: 'column', name: column.name, table: insert.table, isLiteral: false, type: column.type }];
  });
}

/** The columns of the table that have a value, in the table's order. */
function namedColumns(table: TableSource, values: ColumnValues): readonly SourceColumn[] {
  refuseUnknownColumns(table.columns, values);
  return table.columns.filter(({ key }) => values.has(key));
}

function refuseUnknownColumns(columns: readonly SourceColumn[], values: ColumnValues): void {
  const unknown = [...values.keys()].filter((key) => !columns.some((column) => column.key === key));
  if (unknown.length > 0) throw new CompileError(`Unconsumed column names: ${unknown.join(', ')}`);
}

function rowText(
  columns: readonly SourceColumn[],
  row: ColumnValues,
  insert: InsertStatement,
  context: WritingContext,
): string {
  const values = columns.map(({ key }) => {
    const value = row.get(key);
    if (value !== undefined) return writeExpression(grouped(value, null), context);
    throw new CompileError(
      `Can't mix single-values and multi values formats in one statement: ${insert.table.name}.${key} has no value in every row`,
      'InvalidRequestError',
    );
  });
  return values.join(', ');
}

/** Source: `visit_on_conflict_do_update` of `PGCompiler`. */
function onConflictText(conflict: OnConflict, table: TableSource, context: WritingContext): string {
  const target = conflictTarget(conflict, context);
  const head = target === '' ? 'ON CONFLICT' : `ON CONFLICT ${target}`;
  if (conflict.update === null) return `${head} DO NOTHING`;
  const { set, where } = conflict.update;
  const ordered = [...table.columns.map(({ key }) => key), ...set.keys()];
  const assignments = [...new Set(ordered)].flatMap((key) => {
    const value = set.get(key);
    if (value === undefined) return [];
    const column = table.columns.find((candidate) => candidate.key === key);
    return [`${quoteIdentifier(column?.name ?? key)} = ${writeExpression(grouped(value, null), context)}`];
  });
  const condition = where === null ? '' : ` WHERE ${writeExpression(where, context)}`;
  return `${head} DO UPDATE SET ${assignments.join(', ')}${condition}`;
}

function conflictTarget(conflict: OnConflict, context: WritingContext): string {
  if (conflict.constraint !== null) {
    return `ON CONSTRAINT ${constraintIdentifier({ text: conflict.constraint, final: false })}`;
  }
  if (conflict.columns.length === 0) return '';
  const bare = { ...context, includeTable: false };
  const columns = conflict.columns.map((column) =>
    typeof column === 'string' ? quoteIdentifier(column) : writeExpression(column, bare),
  );
  const where = conflict.where === null ? '' : ` WHERE ${writeExpression(conflict.where, bare)}`;
  return `(${columns.join(', ')})${where}`;
}

/** Source: `SQLCompiler.visit_update`. */
export function writeUpdate(given: UpdateStatement, context: WritingContext): string {
  const { table } = given;
  refuseUnknownColumns(table.columns, given.values);
  const update = { ...given, values: withClientDefaults(table.columns, given.values, 'update') };
  const extra = extraSources(table, [...update.where, ...update.values.values()]);
  const inner: WritingContext = { ...context, enclosingFrom: [...context.enclosingFrom, table, ...extra] };
  const keys = update.ordered
    ? [...update.values.keys()]
    : table.columns.map(({ key }) => key).filter((key) => update.values.has(key));
  const assignments = keys.flatMap((key) => {
    const value = update.values.get(key);
    const column = table.columns.find((candidate) => candidate.key === key);
    if (value === undefined || column === undefined) return [];
    return [`${quoteIdentifier(column.name)}=${writeExpression(grouped(value, null), inner)}`];
  });
  const from =
    extra.length === 0 ? '' : ` FROM ${extra.map((source) => writeSource(source, inner)).join(', ')}`;
  const text = `UPDATE ${writeSource(table, context)} SET ${assignments.join(', ')}${from}`;
  return `${text}${whereText(update.where, inner)}${returningText(update.returning, inner)}`;
}

/** Source: `SQLCompiler.visit_delete`. */
export function writeDelete(statement: DeleteStatement, context: WritingContext): string {
  const { table } = statement;
  const extra = extraSources(table, statement.where);
  const inner: WritingContext = { ...context, enclosingFrom: [...context.enclosingFrom, table, ...extra] };
  const using =
    extra.length === 0 ? '' : ` USING ${extra.map((source) => writeSource(source, inner)).join(', ')}`;
  const text = `DELETE FROM ${writeSource(table, context)}${using}`;
  return `${text}${whereText(statement.where, inner)}${returningText(statement.returning, inner)}`;
}

function whereText(criteria: readonly Expression[], context: WritingContext): string {
  const text = criteria.length === 0 ? '' : criteriaText(criteria, context);
  return text === '' ? '' : ` WHERE ${text}`;
}

function returningText(columns: readonly Expression[], context: WritingContext): string {
  if (columns.length === 0) return '';
  return ` RETURNING ${columns.map((column) => columnText(column, context)).join(', ')}`;
}

/** The sources beside the target that the statement refers to. */
function extraSources(target: FromElement, expressions: readonly Expression[]): readonly FromElement[] {
  const own = new Set<FromElement>([target, ...hiddenFrom(target)]);
  return distinctSources(expressions.flatMap(fromObjects)).filter((source) => !own.has(source));
}
