import type {
  CreateTableOperation,
  CreateTypeOperation,
  DropTypeOperation,
  MigrateOperation,
  UnresolvedOperation,
} from '../operations/migrate-operation.ts';
import type { DomainType, EnumType } from '../sqlalchemy/types/sql-type.ts';
import { addColumnTexts } from './add-column.ts';
import { alterColumnTexts } from './alter-column.ts';
import { alteredTable } from './altered-table.ts';
import { bulkInsertTexts } from './bulk-insert.ts';
import { columnCommentText, tableCommentText } from './comments.ts';
import type { CompileContext } from './compile-context.ts';
import { constraintText } from './constraints.ts';
import { dropConstraintText } from './drop-constraint.ts';
import { executeTexts } from './execute.ts';
import { quoteIdentifier, quoteQualified } from './identifiers.ts';
import { createIndexText, dropIndexText } from './indexes.ts';
import { createTypeText, dropTypeText, typesToCreate } from './named-types.ts';
import type { StatementGuard, StatementHints } from './statement.ts';
import { statementHints } from './statement-hints.ts';
import { createTableText } from './tables.ts';

export interface CompiledStatement {
  readonly sql: string;
  readonly guard?: StatementGuard;
  readonly hints?: StatementHints;
}

interface TypeMemory {
  readonly createdTypes: Set<string>;
}

/**
 * The statements of one operation, one after the other: CompileError comes where SQLAlchemy or Alembic would raise, after those
 * that they have sent by then.
 */
export function* operationStatements(
  operation: Exclude<MigrateOperation, UnresolvedOperation>,
  context: CompileContext,
  memory: TypeMemory,
): Generator<CompiledStatement> {
  switch (operation.kind) {
    case 'create-type':
    case 'drop-type':
      yield* namedTypeStatement(operation, context);
      return;
    case 'create-table':
      for (const sql of createTableTexts(operation, context, memory)) yield { sql };
      return;
    default: {
      const hints = statementHints(operation);
      for (const sql of operationTexts(operation, context)) {
        yield hints === undefined ? { sql } : { sql, hints };
      }
    }
  }
}

function operationTexts(
  operation: Exclude<
    MigrateOperation,
    UnresolvedOperation | CreateTypeOperation | DropTypeOperation | CreateTableOperation
  >,
  context: CompileContext,
): Iterable<string> {
  switch (operation.kind) {
    case 'drop-table': {
      const guard = operation.ifExists ? 'IF EXISTS ' : '';
      return [`DROP TABLE ${guard}${quoteQualified(operation.schema, operation.tableName)}`];
    }
    case 'rename-table': {
      const table = alteredTable(operation.tableName, operation.schema);
      return [`ALTER TABLE ${table} RENAME TO ${quoteIdentifier(operation.newTableName)}`];
    }
    case 'create-table-comment':
    case 'drop-table-comment':
      return [tableCommentText(operation.tableName, operation.schema, operation.comment)];
    case 'add-column':
      return addColumnTexts(operation, context);
    case 'drop-column': {
      const guard = operation.ifExists ? 'IF EXISTS ' : '';
      const table = alteredTable(operation.tableName, operation.schema);
      return [`ALTER TABLE ${table} DROP COLUMN ${guard}${quoteIdentifier(operation.columnName)}`];
    }
    case 'alter-column':
      return alterColumnTexts(operation, context);
    case 'create-index':
      return [createIndexText(operation.index, operation.ifNotExists, context)];
    case 'drop-index':
      return [dropIndexText(operation.index, operation.ifExists, context)];
    case 'add-constraint': {
      const owner = { name: operation.tableName, schema: operation.schema };
      const table = quoteQualified(operation.schema, operation.tableName);
      return [`ALTER TABLE ${table} ADD ${constraintText(operation.constraint, owner, context)}`.trimEnd()];
    }
    case 'drop-constraint':
      return [dropConstraintText(operation, context)];
    case 'execute':
      return executeTexts(operation, context);
    case 'bulk-insert':
      return bulkInsertTexts(operation, context);
    case 'autocommit-begin':
    case 'autocommit-end':
      return [];
  }
}

/** Named types first, then the table, its indexes and its comments. Source: `DefaultImpl.create_table`. */
function* createTableTexts(
  operation: CreateTableOperation,
  given: CompileContext,
  memory: TypeMemory,
): Generator<string> {
  const { table } = operation;
  const context: CompileContext = table.isApart === true ? { ...given, namingConvention: null } : given;
  for (const type of typesToCreate(table)) {
    if (remember(type, memory)) yield createTypeText(type, context);
  }
  yield createTableText(table, operation.ifNotExists, context);
  for (const index of table.indexes) yield createIndexText(index, false, context);
  if (table.comment !== null) yield tableCommentText(table.name, table.schema, table.comment);
  const name = quoteQualified(table.schema, table.name);
  for (const column of table.columns) {
    if (column.comment !== null) yield columnCommentText(name, column.name, column.comment);
  }
}

/** True the first time that a type of this name is met in the run. Source: `NamedType._check_for_name_in_memos`. */
function remember(type: EnumType | DomainType, memory: TypeMemory): boolean {
  const key = JSON.stringify([type.kind, type.schema, type.name]);
  if (memory.createdTypes.has(key)) return false;
  memory.createdTypes.add(key);
  return true;
}

function namedTypeStatement(
  operation: CreateTypeOperation | DropTypeOperation,
  context: CompileContext,
): readonly CompiledStatement[] {
  const { type } = operation;
  if (type.kind === 'enum' && !type.native) return [];
  const creates = operation.kind === 'create-type';
  const sql = creates ? createTypeText(type, context) : dropTypeText(type);
  if (!operation.checkFirst || type.name === null) return [{ sql }];
  const kind = creates ? 'type-absent' : 'type-present';
  return [{ sql, guard: { kind, schema: type.schema, name: type.name } }];
}
