import type { MigrateOperation } from '../operations/migrate-operation.ts';
import { NO_TABLE } from '../operations/op-module.ts';
import { withoutQuote } from '../sqlalchemy/quoted-name.ts';
import type { SqlType } from '../sqlalchemy/types/sql-type.ts';
import { CompileError, UnresolvedValue } from './compile-error.ts';
import type { StatementHints } from './statement.ts';
import { typeText } from './types.ts';

/** What the arguments of a call say of the database beyond the SQL that it sends; undefined for most calls. */
export function statementHints(operation: MigrateOperation): StatementHints | undefined {
  switch (operation.kind) {
    case 'drop-index': {
      const { schema, tableName } = operation.index;
      if (tableName === NO_TABLE) return undefined;
      return { indexTable: withoutQuote(schema === null ? tableName : `${schema}.${tableName}`) };
    }
    case 'alter-column':
      return operation.type === null ? undefined : existingTypeHint(operation.existingType);
    case 'drop-constraint':
      return operation.constraintType === null ? undefined : { constraintType: operation.constraintType };
    default:
      return undefined;
  }
}

/** Alembic never writes the existing type, so one that could not be written is no error: it says nothing. */
function existingTypeHint(type: SqlType | null): StatementHints | undefined {
  if (type === null) return undefined;
  try {
    return { existingType: typeText(type) };
  } catch (error) {
    if (error instanceof CompileError || error instanceof UnresolvedValue) return undefined;
    throw error;
  }
}
