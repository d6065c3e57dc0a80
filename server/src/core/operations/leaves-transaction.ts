import type { MigrateOperation } from './migrate-operation.ts';

/** Words of the commands that end, begin or divide a transaction, wherever they stand in a text. */
const TRANSACTION_WORDS = /\b(?:commit|rollback|abort|savepoint|release|transaction)\b/i;
/** `END` and `BEGIN` do so only as a command; inside CASE or a function they mean something else. */
const TRANSACTION_COMMAND = /(?:^|;)\s*(?:begin|end)\b/i;
const COMMENT = /--[^\n]*|\/\*[\s\S]*?\*\//g;

/**
 * True where an operation may end the migration's transaction or set a point to go back to, so that a failed statement
 * need not be the last. What is not known counts as one that may.
 */
export function mayLeaveTransaction(operation: MigrateOperation): boolean {
  switch (operation.kind) {
    case 'autocommit-begin':
    case 'autocommit-end':
    case 'unresolved':
      return true;
    case 'execute': {
      const { statement } = operation;
      if (statement.kind === 'text-statement') return mayHoldCommand(statement.text.text);
      return statement.kind === 'literal-statement' && mayHoldCommand(statement.sql);
    }
    default:
      return false;
  }
}

function mayHoldCommand(sql: string): boolean {
  return TRANSACTION_WORDS.test(sql) || TRANSACTION_COMMAND.test(sql.replace(COMMENT, ' '));
}
