import type { ExecuteOperation } from '../operations/migrate-operation.ts';
import type { PythonValue } from '../python/values.ts';
import { bindValue } from '../sqlalchemy/expressions/coercion.ts';
import type { Expression } from '../sqlalchemy/expressions/expression.ts';
import type { ColumnValues, DdlElement, ExecutableStatement } from '../sqlalchemy/expressions/statement.ts';
import type { CompileContext } from './compile-context.ts';
import { ddlElementText } from './ddl-elements.ts';
import { statementText } from './statements.ts';

type SentStatement = Exclude<ExecutableStatement, DdlElement>;

const NO_PARAMETERS: ReadonlyMap<string, PythonValue> = new Map();

/** The statement once for each set of parameters, with their values written into it as a driver would send them. */
export function executeTexts(operation: ExecuteOperation, context: CompileContext): readonly string[] {
  const { statement, parameters } = operation;
  if (statement.kind === 'ddl-element') return [ddlElementText(statement, context)];
  if (parameters.length === 0) return [statementText(statement, context.serverVersion, NO_PARAMETERS)];
  return parameters.map((values) =>
    statementText(
      withoutKey(withColumnValues(statement, values, operation), parameters.length),
      context.serverVersion,
      values,
    ),
  );
}

/** Of several executions at once no generated key is asked for. */
function withoutKey(statement: SentStatement, executions: number): SentStatement {
  return statement.kind === 'insert' && executions > 1 ? { ...statement, returnsKey: false } : statement;
}

/** Parameters that name columns become the values of an INSERT or UPDATE that has none of its own for them. */
function withColumnValues(
  statement: SentStatement,
  parameters: ReadonlyMap<string, PythonValue>,
  operation: ExecuteOperation,
): SentStatement {
  if (statement.kind !== 'insert' && statement.kind !== 'update') return statement;
  const given = new Map<string, Expression>();
  for (const { key, type } of statement.table.columns) {
    const value = parameters.get(key);
    if (value !== undefined) given.set(key, bindValue(value, type, operation.span));
  }
  const merge = (values: ColumnValues | undefined): ColumnValues => new Map([...(values ?? []), ...given]);
  if (statement.kind === 'update') return { ...statement, values: merge(statement.values) };
  return statement.fromSelect !== null ? statement : { ...statement, rows: [merge(statement.rows[0])] };
}
