import type { Statement } from '../syntax.ts';
import { DeliberateRaise, type PythonInstance, PythonRaise, type PythonValue } from '../values.ts';
import { isExceptionClass } from './exceptions.ts';
import { typeNameOf } from './objects.ts';
import { callArguments, type Run } from './run.ts';
import type { Scope } from './scope.ts';
import { textOf } from './text.ts';

/** The exception of a `raise` statement. What is raised may be unknown; that it is raised is not. */
export function raiseFrom(run: Run, statement: Statement & { kind: 'raise' }, scope: Scope): PythonRaise {
  const span = run.place(statement, scope);
  if (statement.exception === undefined) {
    for (let current: Scope | undefined = scope; current !== undefined; current = current.parent) {
      const handled = current.handledExceptions.at(-1);
      if (handled !== undefined) return handled;
    }
    return new PythonRaise('RuntimeError', 'No active exception to reraise', span);
  }
  const value = run.evaluate(statement.exception, scope);
  if (value.kind === 'class' && isExceptionClass(value)) {
    const made = run.call(value, callArguments([], span));
    return made.kind === 'instance' ? raised(run, made, statement, scope) : unknownRaise(made, span);
  }
  if (value.kind === 'instance') return raised(run, value, statement, scope);
  if (value.kind === 'unknown') return unknownRaise(value, span);
  if (value.kind === 'native') return new DeliberateRaise(value.typeName, '', span);
  return new PythonRaise(
    'TypeError',
    `exceptions must derive from BaseException, not ${typeNameOf(value)}`,
    span,
  );
}

function raised(
  run: Run,
  value: PythonInstance,
  statement: Statement & { kind: 'raise' },
  scope: Scope,
): PythonRaise {
  const span = run.place(statement, scope);
  const message = textOf(run, value, span);
  return new DeliberateRaise(value.class.name, typeof message === 'string' ? message : '', span, value);
}

function unknownRaise(value: PythonValue, span: PythonRaise['span']): PythonRaise {
  const name = value.kind === 'unknown' ? (value.reason.name ?? 'Exception') : 'Exception';
  return new DeliberateRaise(name.replace(/\(\)$/, '').split('.').at(-1) ?? 'Exception', '', span);
}
