import type { AlterColumnOperation } from '../operations/migrate-operation.ts';
import type { IdentityOptions } from '../sqlalchemy/expressions/statement.ts';
import type { IdentityDefinition } from '../sqlalchemy/schema/table-definition.ts';
import { typeConstraint } from '../sqlalchemy/schema/type-constraint.ts';
import type { SqlType } from '../sqlalchemy/types/sql-type.ts';
import { alteredTable } from './altered-table.ts';
import { defaultText, identityOptionsText, identityText } from './columns.ts';
import { columnCommentText } from './comments.ts';
import type { CompileContext } from './compile-context.ts';
import { CompileError } from './compile-error.ts';
import { constraintIdentifier } from './constraint-names.ts';
import { constraintName, constraintText } from './constraints.ts';
import { quoteIdentifier, quoteQualified } from './identifiers.ts';
import { typeText } from './types.ts';

/**
 * One statement per aspect that changes: the CHECK of the old type, type, NOT NULL, default, comment, name, the CHECK of the new
 * type. Source: `alter_column` in `alembic.operations.toimpl` and `alembic.ddl.postgresql`.
 */
export function* alterColumnTexts(
  operation: AlterColumnOperation,
  context: CompileContext,
): Generator<string> {
  const { tableName, schema, columnName } = operation;
  const table = `ALTER TABLE ${alteredTable(tableName, schema)}`;
  const column = `${table} ALTER COLUMN ${quoteIdentifier(columnName)}`;
  if (operation.type !== null && operation.existingType !== null) {
    yield* dropTypeConstraint(operation, operation.existingType, context);
  }
  if (operation.using !== null && operation.type === null) {
    throw new CompileError('postgresql_using must be used with the type_ parameter', 'CommandError');
  }
  if (operation.type !== null) {
    const using = operation.using ? ` USING ${operation.using}` : '';
    yield `${column} TYPE ${typeText(operation.type)}${using}`;
  }
  if (operation.nullable !== null) yield `${column} ${operation.nullable ? 'DROP' : 'SET'} NOT NULL`;
  if (operation.serverDefault !== undefined) yield `${column} ${changedDefault(operation, context)}`;
  if (operation.comment !== undefined) {
    yield columnCommentText(alteredTable(tableName, schema), columnName, operation.comment);
  }
  if (operation.newColumnName !== null) {
    yield `${table} RENAME ${quoteIdentifier(columnName)} TO ${quoteIdentifier(operation.newColumnName)}`;
  }
  if (operation.type !== null) yield* addTypeConstraint(operation, operation.type, context);
}

function dropTypeConstraint(
  operation: AlterColumnOperation,
  type: SqlType,
  context: CompileContext,
): readonly string[] {
  const check = typeConstraint(operation.columnName, type);
  if (check === null) return [];
  const owner = { name: operation.tableName, schema: operation.schema };
  const name = constraintName(check, owner, context);
  if (name === null) {
    throw new CompileError("Can't emit DROP CONSTRAINT for constraint CheckConstraint(); it has no name");
  }
  const table = quoteQualified(operation.schema, operation.tableName);
  return [`ALTER TABLE ${table} DROP CONSTRAINT ${constraintIdentifier(name)}`];
}

function addTypeConstraint(
  operation: AlterColumnOperation,
  type: SqlType,
  context: CompileContext,
): readonly string[] {
  const check = typeConstraint(operation.columnName, type);
  if (check === null) return [];
  const owner = { name: operation.tableName, schema: operation.schema };
  const table = quoteQualified(operation.schema, operation.tableName);
  return [`ALTER TABLE ${table} ADD ${constraintText(check, owner, context)}`];
}

function changedDefault(operation: AlterColumnOperation, context: CompileContext): string {
  const { serverDefault = null, existingServerDefault } = operation;
  if (serverDefault?.kind === 'computed' || existingServerDefault?.kind === 'computed') {
    throw new CompileError(
      'Adding or removing a "computed" construct, e.g. GENERATED ALWAYS AS, to or from an existing column is not supported.',
    );
  }
  if (serverDefault?.kind === 'identity' || existingServerDefault?.kind === 'identity') {
    return changedIdentity(operation);
  }
  if (serverDefault === null) return 'DROP DEFAULT';
  const text = defaultText(serverDefault, context);
  if (text === null) throw new CompileError('', 'AssertionError');
  return `SET DEFAULT ${text}`;
}

/** Source: `visit_identity_column` in `alembic.ddl.postgresql`. */
function changedIdentity(operation: AlterColumnOperation): string {
  const { serverDefault, existingServerDefault } = operation;
  if (serverDefault === null) return 'DROP IDENTITY';
  if (serverDefault?.kind !== 'identity') throw new CompileError('', 'AssertionError');
  if (existingServerDefault === null || existingServerDefault === undefined) {
    return `ADD ${identityText(serverDefault)}`;
  }
  if (existingServerDefault.kind !== 'identity') throw new CompileError('', 'AssertionError');
  return identityDifferences(serverDefault, existingServerDefault);
}

const OPTION_NAMES = [
  'always',
  'cache',
  'cycle',
  'increment',
  'maxvalue',
  'minvalue',
  'nomaxvalue',
  'nominvalue',
  'start',
] as const;
const NO_OPTIONS: IdentityOptions = {
  start: null,
  increment: null,
  minvalue: null,
  maxvalue: null,
  nominvalue: null,
  nomaxvalue: null,
  cycle: null,
  cache: null,
};

function identityDifferences(wanted: IdentityDefinition, existing: IdentityDefinition): string {
  const parts: string[] = [];
  for (const name of OPTION_NAMES) {
    if (name === 'always') {
      if (wanted.always !== existing.always)
        parts.push(`SET GENERATED ${wanted.always ? 'ALWAYS' : 'BY DEFAULT'}`);
    } else if (wanted.options[name] !== null && wanted.options[name] !== existing.options[name]) {
      parts.push(`SET ${identityOptionsText({ ...NO_OPTIONS, [name]: wanted.options[name] })}`);
    }
  }
  return parts.join(' ');
}
