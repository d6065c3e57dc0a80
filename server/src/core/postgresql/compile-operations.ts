import type { MigrateOperation } from '../operations/migrate-operation.ts';
import { hasMark } from '../python/runtime-mark.ts';
import { PythonRaise, type UnknownReason } from '../python/values.ts';
import { withoutQuote } from '../sqlalchemy/quoted-name.ts';
import { UnknownArgument } from '../sqlalchemy/unknown-argument.ts';
import type { CompileContext, CompileOptions } from './compile-context.ts';
import { CompileError, UnresolvedValue } from './compile-error.ts';
import { type CompiledStatement, operationStatements } from './operation-statements.ts';
import { showRuntimeValues } from './runtime-values.ts';
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
    const transactional = blockStart === undefined;
    const problem = compileOperation(operation, context, state, (statement) => {
      statements.push({ ...statement, transactional, span });
    });
    if (problem !== undefined) unresolved.push({ ...problem, span, statementsBefore: statements.length });
    if (problem?.raises !== undefined) break;
  }
  if (blockStart !== undefined) autocommitBlocks.push({ start: blockStart, end: statements.length });
  return { statements, unresolved, autocommitBlocks };
}

type ShownStatement = Pick<Statement, 'sql' | 'guard' | 'runtime'>;

function shown(statement: CompiledStatement): ShownStatement {
  if (!hasMark(statement.sql)) return statement;
  if (withoutQuote(statement.sql) !== statement.sql) {
    throw new UnresolvedValue('a name with a choice of quotes stands in a place where that is not followed');
  }
  const made = showRuntimeValues(statement.sql);
  if (made === undefined) {
    throw new UnresolvedValue('a value that is made when it runs stands inside a text of another kind here');
  }
  return { ...statement, sql: made.sql, runtime: made.pieces };
}

/** Hands on the statements of an operation; answers what keeps it from being complete, if anything. */
function compileOperation(
  operation: MigrateOperation,
  context: CompileContext,
  state: RunState,
  accept: (statement: ShownStatement) => void,
): Omit<Unresolved, 'span'> | undefined {
  if (operation.kind === 'unresolved') return unresolvedReason(operation.reason);
  try {
    for (const statement of operationStatements(operation, context, state)) accept(shown(statement));
    return undefined;
  } catch (error) {
    if (error instanceof UnresolvedValue) {
      const { message, unknownName } = error;
      return unknownName === undefined ? { reason: message } : { reason: message, unknownName };
    }
    if (error instanceof UnknownArgument) return unresolvedReason(error.unknown.reason);
    if (!(error instanceof CompileError) && !(error instanceof PythonRaise)) throw error;
    const { type } = error;
    const message = withoutQuote(error.message);
    return { reason: `raises ${type}${message === '' ? '' : `: ${message}`}`, raises: { type, message } };
  }
}

/** Kinds of reasons where a value that the user gives would help. */
const GIVABLE: ReadonlySet<UnknownReason['kind']> = new Set([
  'application-code',
  'third-party-code',
  'environment',
]);

function unresolvedReason({ kind, message, name }: UnknownReason): Omit<Unresolved, 'span'> {
  const isGivable = name?.includes('.') === true && !name.startsWith('op.') && GIVABLE.has(kind);
  return isGivable && name !== undefined ? { reason: message, unknownName: name } : { reason: message };
}
