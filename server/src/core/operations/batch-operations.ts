import { MadeNames, type NameMakers } from '../python/made-names.ts';
import type { PythonNative, PythonValue, UnknownReason } from '../python/values.ts';
import { givenArgument, optionalText, textArgument } from '../sqlalchemy/argument-readers.ts';
import type { BoundArguments } from '../sqlalchemy/call-signature.ts';
import { ConstraintNameObject } from '../sqlalchemy/constraint-name.ts';
import { nativeFunction } from '../sqlalchemy/native-class.ts';
import { UnknownArgument } from '../sqlalchemy/unknown-argument.ts';
import type { Span } from '../text/span.ts';
import { COLUMN_DIRECTIVES } from './column-directives.ts';
import type { ConnectionObject } from './connection-object.ts';
import { CONSTRAINT_DIRECTIVES } from './constraint-directives.ts';
import { DirectiveFunction, type TableDirective, type TargetTable } from './directive.ts';
import { EXECUTE_DIRECTIVES } from './execute-directives.ts';
import { INDEX_DIRECTIVES } from './index-directives.ts';
import type { MigrateOperation } from './migrate-operation.ts';
import type { OperationRecorder } from './operation-recorder.ts';
import { TABLE_COMMENT_DIRECTIVES } from './table-directives.ts';

const SIGNATURE =
  "batch_alter_table(table_name, schema=None, recreate='auto', partial_reordering=None, copy_from=None, table_args=None, " +
  'table_kwargs=None, reflect_args=None, reflect_kwargs=None, naming_convention=None)';

/** Directives that exist on a table; `op` names the table in the call, a batch has one. */
export const TABLE_BOUND_DIRECTIVES: readonly TableDirective[] = [
  ...COLUMN_DIRECTIVES,
  ...CONSTRAINT_DIRECTIVES,
  ...INDEX_DIRECTIVES,
  ...TABLE_COMMENT_DIRECTIVES,
];

/** `op.batch_alter_table`. Source: `BatchOperations` and `BatchOperationsImpl` in `alembic.operations`. */
export function batchAlterTable(recorder: OperationRecorder, connection: ConnectionObject): PythonNative {
  return nativeFunction(SIGNATURE, (bound) => {
    refuseRecreation(bound);
    const table = { name: textArgument(bound, 'table_name'), schema: optionalText(bound, 'schema') };
    return batchBlock(table, recorder, connection);
  });
}

function refuseRecreation(bound: BoundArguments): void {
  const recreate = givenArgument(bound, 'recreate');
  if (recreate?.value.kind !== 'str' || recreate.value.value !== 'always') return;
  throw new UnknownArgument({
    kind: 'unknown',
    span: recreate.span,
    reason: {
      kind: 'reflection',
      message: "recreate='always' copies a table whose columns are known only to the database",
    },
    touchesDatabase: true,
  });
}

/** What the batch collects goes to the migration when its block ends. */
class BatchQueue {
  readonly #recorder: OperationRecorder;
  readonly #operations: MigrateOperation[] = [];

  constructor(recorder: OperationRecorder) {
    this.#recorder = recorder;
  }

  record(...operations: readonly MigrateOperation[]): void {
    this.#operations.push(...operations);
  }

  unresolved(span: Span, reason: UnknownReason): void {
    this.record({ kind: 'unresolved', span, reason });
  }

  flush(): void {
    this.#recorder.record(...this.#operations.splice(0));
  }
}

function batchBlock(
  table: TargetTable,
  recorder: OperationRecorder,
  connection: ConnectionObject,
): PythonNative {
  const queue = new BatchQueue(recorder);
  const names = new MadeNames(BATCH_NAMES, { table, queue, recorder, connection });
  const operations: PythonNative = {
    kind: 'native',
    typeName: 'alembic.operations.base.BatchOperations',
    getAttribute: (name) => names.get(name),
  };
  return {
    kind: 'native',
    typeName: 'contextlib._GeneratorContextManager',
    enter: () => operations,
    exit: (_span, raised) => {
      if (raised === undefined) queue.flush();
    },
  };
}

interface Batch {
  readonly table: TargetTable;
  readonly queue: BatchQueue;
  readonly recorder: OperationRecorder;
  readonly connection: ConnectionObject;
}

const BATCH_NAMES: NameMakers<Batch> = new Map<string, (batch: Batch) => PythonValue>([
  ...TABLE_BOUND_DIRECTIVES.map(
    ({ batchSignature, build }) =>
      [
        batchSignature.slice(0, batchSignature.indexOf('(')),
        ({ table, queue }: Batch) =>
          new DirectiveFunction(batchSignature, (bound) => build(bound, table), queue),
      ] as const,
  ),
  ...EXECUTE_DIRECTIVES.filter(({ signature }) => signature.startsWith('execute')).map(
    ({ signature, build }) =>
      ['execute', ({ recorder }: Batch) => new DirectiveFunction(signature, build, recorder)] as const,
  ),
  ['get_bind', ({ connection }) => nativeFunction('get_bind()', () => connection)],
  ['f', () => nativeFunction('f(name)', (bound) => new ConstraintNameObject(textArgument(bound, 'name')))],
]);
