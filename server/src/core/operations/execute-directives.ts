import { PythonRaise, type PythonValue } from '../python/values.ts';
import {
  givenArgument,
  requireText,
  sequenceItems,
  sourceOf,
  sqlTextOf,
} from '../sqlalchemy/argument-readers.ts';
import type { Argument, BoundArguments } from '../sqlalchemy/call-signature.ts';
import { ClauseObject } from '../sqlalchemy/expressions/clause-object.ts';
import type { ExecutableStatement } from '../sqlalchemy/expressions/statement.ts';
import { textClause } from '../sqlalchemy/expressions/text-clause.ts';
import { requireKnown, unsupportedArgument } from '../sqlalchemy/unknown-argument.ts';
import { type Directive, type DirectiveOutcome, one } from './directive.ts';

/** Directives that run statements. Source: `ExecuteSQLOp` and `BulkInsertOp` in `alembic.operations.ops`. */
export const EXECUTE_DIRECTIVES: readonly Directive[] = [
  {
    signature: 'execute(sqltext, *, execution_options=None)',
    build: (bound) =>
      one({ kind: 'execute', statement: executable(bound, 'sqltext'), parameters: [], span: bound.span }),
  },
  { signature: 'bulk_insert(table, rows, *, multiinsert=True)', build: bulkInsert },
];

/** What `op.execute()` takes: a str is text with parameters, anything else has to be executable. */
export function executable(bound: BoundArguments, name: string): ExecutableStatement {
  const argument = bound.values.get(name);
  if (argument === undefined) throw unsupportedArgument('the statement is missing', bound.span);
  const { value, span } = argument;
  requireKnown(value);
  const text = sqlTextOf(argument, true);
  if (text !== undefined) return { kind: 'text-statement', text: textClause(text, span, sourceOf(value)) };
  if (value instanceof ClauseObject && value.statement !== undefined) return value.statement;
  if (value.kind === 'native')
    throw unsupportedArgument(`executing ${value.typeName} is not translated`, span);
  throw new PythonRaise(
    'AttributeError',
    `'${pythonTypeName(value)}' object has no attribute 'compile'`,
    span,
  );
}

function pythonTypeName(value: PythonValue): string {
  if (value.kind === 'none') return 'NoneType';
  return value.kind === 'instance' ? value.class.name : value.kind;
}

function bulkInsert(bound: BoundArguments): DirectiveOutcome {
  const table = bound.values.get('table');
  const rows = bound.values.get('rows');
  if (table === undefined || rows === undefined)
    throw unsupportedArgument('an argument is missing', bound.span);
  requireKnown(table.value);
  const source = table.value instanceof ClauseObject ? table.value.source : undefined;
  if (source?.kind !== 'table') throw unsupportedArgument('bulk_insert needs a table', table.span);
  requireKnown(rows.value);
  if (rows.value.kind !== 'list') throw new PythonRaise('TypeError', 'List expected', rows.span);
  const read = rows.value.items.map((row) => readRow({ value: row, span: rows.span }));
  return one({ kind: 'bulk-insert', table: source, rows: read, span: bound.span });
}

function readRow(argument: Argument): ReadonlyMap<string, PythonValue> {
  const { value, span } = argument;
  if (value.kind !== 'dict') throw new PythonRaise('TypeError', 'List of dictionaries expected', span);
  return new Map(value.entries.map(([key, item]) => [requireText({ value: key, span }, 'rows'), item]));
}

/** Parameters of `connection.execute(statement, parameters)`: a dict for one execution, a list of them for several. */
export function readParameters(
  bound: BoundArguments,
  name: string,
): ReadonlyArray<ReadonlyMap<string, PythonValue>> {
  const argument = givenArgument(bound, name);
  if (argument === undefined) return [];
  requireKnown(argument.value);
  if (argument.value.kind === 'dict') return [readRow(argument)];
  return sequenceItems(argument, name).map((value) => readRow({ value, span: argument.span }));
}
