import type { CallArguments, PythonNative, PythonValue } from '../python/values.ts';
import { optionalText, textArgument } from '../sqlalchemy/argument-readers.ts';
import { type BoundArguments, bindArguments, callSignature } from '../sqlalchemy/call-signature.ts';
import { UnknownArgument } from '../sqlalchemy/unknown-argument.ts';
import type { MigrateOperation } from './migrate-operation.ts';
import type { OperationRecorder } from './operation-recorder.ts';

/** The table that a directive works on: named in the call, or that of the surrounding `batch_alter_table`. */
export interface TargetTable {
  readonly name: string;
  readonly schema: string | null;
}

/** What a directive does: its operations, and what the call answers (None where absent). */
export interface DirectiveOutcome {
  readonly operations: readonly MigrateOperation[];
  readonly result?: PythonValue;
}

/** One method of `op`. Signatures: `alembic.op`, in Python's spelling. */
export interface Directive {
  readonly signature: string;
  build(bound: BoundArguments): DirectiveOutcome;
}

/** A directive that also exists on a batch, where the table is not among the arguments. */
export interface TableDirective {
  readonly signature: string;
  readonly batchSignature: string;
  build(bound: BoundArguments, table: TargetTable): DirectiveOutcome;
}

export function tableArgument(bound: BoundArguments, name = 'table_name', schema = 'schema'): TargetTable {
  return { name: textArgument(bound, name), schema: optionalText(bound, schema) };
}

export function one(operation: MigrateOperation): DirectiveOutcome {
  return { operations: [operation] };
}

const NONE: PythonValue = { kind: 'none' };

/** `op.add_column` and its kin: calling it records what it does, or that this cannot be known. */
export class DirectiveFunction implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'function';
  readonly pure = false;
  readonly #name: string;
  readonly #build: (args: CallArguments) => DirectiveOutcome;
  readonly #recorder: Pick<OperationRecorder, 'record' | 'unresolved'>;

  constructor(
    signature: string,
    build: (bound: BoundArguments) => DirectiveOutcome,
    recorder: Pick<OperationRecorder, 'record' | 'unresolved'>,
  ) {
    const parsed = callSignature(signature, 1);
    this.#name = parsed.functionName;
    this.#build = (args) => build(bindArguments(parsed, args));
    this.#recorder = recorder;
  }

  getAttribute(name: string): PythonValue | undefined {
    return name === '__name__' ? { kind: 'str', value: this.#name } : undefined;
  }

  call(args: CallArguments): PythonValue {
    try {
      const { operations, result } = this.#build(args);
      this.#recorder.record(...operations);
      return result ?? NONE;
    } catch (error) {
      if (!(error instanceof UnknownArgument)) throw error;
      this.#recorder.unresolved(args.span, error.unknown.reason);
      return { ...error.unknown, span: args.span };
    }
  }
}
