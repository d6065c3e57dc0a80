import type { MigrateOperation } from '../operations/migrate-operation.ts';
import type { CompileContext, CompileOptions } from './compile-context.ts';
import { CompileError, UnresolvedValue } from './compile-error.ts';
import { type CompiledStatement, operationStatements } from './operation-statements.ts';
import type { RevisionSql, Statement, Unresolved } from './statement.ts';
import { writingContext } from './statements.ts';

/** What Alembic remembers from one revision to the next within a run: the named types that a table has created. */
export class RunState {
  readonly options: CompileOptions;
  readonly createdTypes = new Set<string>();

  constructor(options: CompileOptions) {
    this.options = options;
  }
}

/**
 * The SQL of a revision's operations, in order of execution. An operation that SQLAlchemy or Alembic refuses ends it: nothing
 * after it would run. `state` is shared by the revisions of one run and changed.
 */
export function compileOperations(operations: readonly MigrateOperation[], state: RunState): RevisionSql {
  const context: CompileContext = {
    ...state.options,
    ddl: writingContext('ddl', state.options.serverVersion),
  };
  const statements: Statement[] = [];
  const unresolved: Unresolved[] = [];
  const autocommitBlocks: Array<{ start: number; end: number }> = [];
  let blockStart: number | undefined;
  for (const operation of operations) {
    const { span } = operation;
    if (operation.kind === 'autocommit-begin') blockStart = statements.length;
    if (operation.kind === 'autocommit-end' && blockStart !== undefined) {
      autocommitBlocks.push({ start: blockStart, end: statements.length });
      blockStart = undefined;
    }
    const outcome = compileOperation(operation, context, state);
    for (const statement of outcome.statements) {
      statements.push({ ...statement, transactional: blockStart === undefined, span });
    }
    if (outcome.problem !== undefined)
      unresolved.push({ ...outcome.problem, span, statementsBefore: statements.length });
    if (outcome.problem?.raises !== undefined) break;
  }
  if (blockStart !== undefined) autocommitBlocks.push({ start: blockStart, end: statements.length });
  return { statements, unresolved, autocommitBlocks };
}

interface Outcome {
  readonly statements: readonly CompiledStatement[];
  readonly problem: Omit<Unresolved, 'span'> | undefined;
}

function compileOperation(operation: MigrateOperation, context: CompileContext, state: RunState): Outcome {
  if (operation.kind === 'unresolved') {
    return { statements: [], problem: { reason: operation.reason.message } };
  }
  try {
    return { statements: operationStatements(operation, context, state), problem: undefined };
  } catch (error) {
    if (error instanceof UnresolvedValue) return { statements: [], problem: { reason: error.message } };
    if (!(error instanceof CompileError)) throw error;
    const raises = { type: error.type, message: error.message };
    return { statements: [], problem: { reason: `raises ${raises.type}: ${raises.message}`, raises } };
  }
}
