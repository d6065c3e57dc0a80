import { EXCEPTION_CLASSES } from '../python/interpreter/exceptions.ts';
import type { BodyFailure, RevisionBody } from './revision-body.ts';

/** Which rule tells of a failure. */
export type FailureKind =
  | 'wrong-arguments'
  | 'unknown-name'
  | 'unnamed-constraint'
  | 'identifier-too-long'
  | 'duplicate-column'
  | 'refused-operation';

/** The failures of a revision's functions that one rule tells of. */
export function failuresOf(body: RevisionBody, kind: FailureKind): readonly BodyFailure[] {
  return body.failures().filter((failure) => {
    if (kindOf(failure) !== kind) return false;
    // What a project's own classes do is not followed in full, so that an error of Python may not be one.
    return kind !== 'refused-operation' || body.modules.size === 0 || !EXCEPTION_CLASSES.has(failure.type);
  });
}

const WRONG_CALL =
  /\(\) (?:takes (?:\d|from|no )|missing \d|got an unexpected|got multiple)|^Additional arguments should be named|^'type' can be one of/;
/** Attributes that objects of SQLAlchemy or Alembic may have although they are not known here. */
const ATTRIBUTE_OF_A_LIBRARY =
  /^(?:'(?:sqlalchemy|alembic)\b|'(?:function|type|builtin_function_or_method)'|type object)/;
/** env.py may hand arguments to `upgrade()`: `context.run_migrations(tables=…)`. */
const ARGUMENTS_OF_ENV = /^(?:up|down)grade\(\) missing /;
/** What a value looks like in a statement is the driver's affair. */
const VALUE_OF_THE_DRIVER = /^No literal value renderer/;

function kindOf({ type, message }: BodyFailure): FailureKind | undefined {
  switch (type) {
    case 'NameError':
    case 'UnboundLocalError':
    case 'ImportError':
    case 'ModuleNotFoundError':
      return 'unknown-name';
    case 'AttributeError':
      if (message.startsWith('module ')) return 'unknown-name';
      return ATTRIBUTE_OF_A_LIBRARY.test(message) ? undefined : 'refused-operation';
    case 'IdentifierError':
      return 'identifier-too-long';
    case 'DuplicateColumnError':
      return 'duplicate-column';
    case 'TypeError':
      if (ARGUMENTS_OF_ENV.test(message)) return undefined;
      return WRONG_CALL.test(message) ? 'wrong-arguments' : 'refused-operation';
    case 'CompileError':
      if (message.endsWith('it has no name')) return 'unnamed-constraint';
      return VALUE_OF_THE_DRIVER.test(message) ? undefined : 'refused-operation';
    default:
      return 'refused-operation';
  }
}

/** The exception as Python prints it, ready to stand in a sentence. */
export function exceptionText({ type, message }: BodyFailure): string {
  return message === '' ? type : `${type}: ${message.replace(/\.$/, '')}`;
}
