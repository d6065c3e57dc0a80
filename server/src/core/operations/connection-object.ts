import type { PythonNative, PythonUnknown, PythonValue } from '../python/values.ts';
import { givenArgument, sqlTextOf } from '../sqlalchemy/argument-readers.ts';
import { BindObject } from '../sqlalchemy/bind-object.ts';
import type { BoundArguments } from '../sqlalchemy/call-signature.ts';
import type { ExecutableStatement, SequenceDefinition } from '../sqlalchemy/expressions/statement.ts';
import { literalStatement } from '../sqlalchemy/expressions/text-clause.ts';
import { nativeFunction } from '../sqlalchemy/native-class.ts';
import type { IndexDefinition, TableDefinition } from '../sqlalchemy/schema/table-definition.ts';
import type { DomainType, EnumType } from '../sqlalchemy/types/sql-type.ts';
import { requireKnown, UnknownArgument, unsupportedArgument } from '../sqlalchemy/unknown-argument.ts';
import type { Span } from '../text/span.ts';
import { DIALECT } from './dialect-object.ts';
import { DirectiveFunction, type DirectiveOutcome } from './directive.ts';
import { executable, readParameters } from './execute-directives.ts';
import type { OperationRecorder } from './operation-recorder.ts';

function queryResult(span: Span): PythonUnknown {
  return {
    kind: 'unknown',
    span,
    reason: {
      kind: 'query-result',
      message: 'what this statement returns is known only when it runs',
    },
  };
}

/** `op.get_bind()`: the connection that the migration runs on. Source: `sqlalchemy.engine.Connection`. */
export class ConnectionObject extends BindObject {
  readonly typeName = 'sqlalchemy.engine.Connection';
  readonly #recorder: OperationRecorder;

  constructor(recorder: OperationRecorder) {
    super();
    this.#recorder = recorder;
  }

  getAttribute(name: string, span: Span): PythonValue | undefined {
    switch (name) {
      case 'execute':
      case 'scalar':
      case 'scalars':
        return this.#executing(
          `${name}(statement, parameters=None, *multiparams, execution_options=None, **params)`,
        );
      case 'exec_driver_sql':
        return this.#driverSql();
      case 'dialect':
        return DIALECT;
      case 'name':
        return { kind: 'str', value: 'postgresql' };
      case 'engine':
      case 'connection':
        return this;
      case 'execution_options':
        return this.#executionOptions();
      case 'in_transaction':
        return nativeFunction('in_transaction()', () => ({ kind: 'bool', value: true }));
      case 'commit':
      case 'rollback':
      case 'begin':
      case 'begin_nested':
      case 'close':
      case 'detach':
      case 'invalidate':
        return this.#leaving(name);
      default:
        return {
          kind: 'unknown',
          span,
          reason: { kind: 'environment', message: `${name} of the connection is known only when it runs` },
          touchesDatabase: true,
        };
    }
  }

  #executing(signature: string): PythonNative {
    return new DirectiveFunction(signature, executed, this.#recorder);
  }

  #driverSql(): PythonNative {
    return new DirectiveFunction(
      'exec_driver_sql(statement, parameters=None, execution_options=None)',
      (bound) => {
        const given = bound.values.get('statement');
        const text = given === undefined ? undefined : sqlTextOf(given, false);
        const parameters = bound.values.get('parameters');
        if (text === undefined || (parameters !== undefined && parameters.value.kind !== 'none')) {
          this.unresolved('parameters of exec_driver_sql are written by the driver', bound.span);
          return { operations: [], result: queryResult(bound.span) };
        }
        return {
          operations: [
            {
              kind: 'execute',
              statement: literalStatement(text, given?.value),
              parameters: [],
              span: bound.span,
            },
          ],
          result: queryResult(bound.span),
        };
      },
      this.#recorder,
    );
  }

  /** Options of the connection that change nothing in the text; an isolation level ends the transaction. */
  #executionOptions(): PythonNative {
    return new DirectiveFunction(
      'execution_options(**opt)',
      (bound) => {
        if (bound.extraKeywords.has('isolation_level')) {
          this.unresolved(
            'a change of the isolation level takes the connection out of the transaction',
            bound.span,
          );
        }
        return { operations: [], result: this };
      },
      this.#recorder,
    );
  }

  #leaving(name: string): PythonNative {
    return new DirectiveFunction(
      `${name}(*args, **kw)`,
      (bound) => {
        const message = `${name}() takes the connection out of the migration's transaction`;
        this.unresolved(message, bound.span);
        const reason = { kind: 'unsupported-operation', message } as const;
        return { operations: [], result: { kind: 'unknown', reason, span: bound.span } };
      },
      this.#recorder,
    );
  }

  createType(type: EnumType | DomainType, checkFirst: boolean, span: Span): void {
    this.#recorder.record({ kind: 'create-type', type, checkFirst, span });
  }

  dropType(type: EnumType | DomainType, checkFirst: boolean, span: Span): void {
    this.#recorder.record({ kind: 'drop-type', type, checkFirst, span });
  }

  createTable(table: TableDefinition, checkFirst: boolean, span: Span): void {
    if (checkFirst) this.unresolved('whether this table exists is known only when it runs', span);
    else this.#recorder.record({ kind: 'create-table', table, ifNotExists: false, span });
  }

  dropTable(table: TableDefinition, checkFirst: boolean, span: Span): void {
    if (checkFirst) this.unresolved('whether this table exists is known only when it runs', span);
    else {
      this.#recorder.record({
        kind: 'drop-table',
        tableName: table.name,
        schema: table.schema,
        ifExists: false,
        span,
      });
    }
  }

  createIndex(index: IndexDefinition, checkFirst: boolean, span: Span): void {
    if (checkFirst) this.unresolved('whether this index exists is known only when it runs', span);
    else this.#recorder.record({ kind: 'create-index', index, ifNotExists: false, span });
  }

  dropIndex(index: IndexDefinition, checkFirst: boolean, span: Span): void {
    if (checkFirst) this.unresolved('whether this index exists is known only when it runs', span);
    else this.#recorder.record({ kind: 'drop-index', index, ifExists: false, span });
  }

  createSequence(sequence: SequenceDefinition, checkFirst: boolean, span: Span): void {
    if (checkFirst) this.unresolved('whether this sequence exists is known only when it runs', span);
    else this.execute({ kind: 'create-sequence', sequence, ifNotExists: false }, span);
  }

  dropSequence(sequence: SequenceDefinition, checkFirst: boolean, span: Span): void {
    if (checkFirst) this.unresolved('whether this sequence exists is known only when it runs', span);
    else this.execute({ kind: 'drop-sequence', sequence, ifExists: false }, span);
  }

  execute(statement: ExecutableStatement, span: Span): void {
    this.#recorder.record({ kind: 'execute', statement, parameters: [], span });
  }

  unresolved(message: string, span: Span): void {
    this.#recorder.unresolved(span, { kind: 'unsupported-operation', message });
  }
}

/** A str was executable before SQLAlchemy 2.0 and went to the driver as it stood. */
function connectionStatement(bound: BoundArguments): ExecutableStatement {
  const statement = bound.values.get('statement');
  const text = statement === undefined ? undefined : sqlTextOf(statement, false);
  if (text === undefined) return executable(bound, 'statement');
  if (
    givenArgument(bound, 'parameters') !== undefined ||
    bound.extraKeywords.size > 0 ||
    text.includes('%')
  ) {
    throw unsupportedArgument(
      'a str with parameters is put together by the driver; use text() and its :names',
      bound.span,
    );
  }
  return literalStatement(text, statement?.value);
}

/** A statement whose parameters are not known is still kept: what it says can be checked. */
function executed(bound: BoundArguments): DirectiveOutcome {
  const { span } = bound;
  const statement = connectionStatement(bound);
  try {
    const parameters = statementParameters(bound);
    return { operations: [{ kind: 'execute', statement, parameters, span }], result: queryResult(span) };
  } catch (error) {
    if (!(error instanceof UnknownArgument)) throw error;
    const { unknown } = error;
    return {
      operations: [{ kind: 'unresolved', reason: unknown.reason, statement, span }],
      result: { ...unknown, span },
    };
  }
}

function statementParameters(bound: BoundArguments): ReturnType<typeof readParameters> {
  if (bound.extraPositional.length > 0) {
    throw unsupportedArgument(
      'several positional sets of parameters belong to SQLAlchemy before 2.0',
      bound.span,
    );
  }
  const given = readParameters(bound, 'parameters');
  if (bound.extraKeywords.size === 0) return given;
  for (const { value } of bound.extraKeywords.values()) requireKnown(value);
  return [new Map([...bound.extraKeywords].map(([name, { value }]) => [name, value]))];
}
