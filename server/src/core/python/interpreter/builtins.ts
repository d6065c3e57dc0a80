import type { NameMakers } from '../made-names.ts';
import type { PythonUnknown, PythonValue } from '../values.ts';
import { ITERABLE_BUILTINS } from './builtin-iterables.ts';
import { NUMBER_BUILTINS } from './builtin-numbers.ts';
import { OBJECT_BUILTINS } from './builtin-objects.ts';
import { EXCEPTION_CLASSES } from './exceptions.ts';
import { bool, NONE, nativeFunction, unknown } from './objects.ts';
import type { Run } from './run.ts';
import { TYPES } from './type-objects.ts';

/** The names that every module sees without an import. */
export const BUILTINS: NameMakers<Run> = new Map<string, (run: Run) => PythonValue>([
  ...[...EXCEPTION_CLASSES].map(([name, value]) => [name, () => value] as const),
  ...TYPES,
  ...[...ITERABLE_BUILTINS, ...NUMBER_BUILTINS, ...OBJECT_BUILTINS].map(
    ([name, builtin]) => [name, (run: Run) => nativeFunction(name, (args) => builtin(run, args))] as const,
  ),
  ['EnvironmentError', () => EXCEPTION_CLASSES.get('OSError') as PythonValue],
  ['IOError', () => EXCEPTION_CLASSES.get('OSError') as PythonValue],
  ['NotImplemented', () => ({ kind: 'native', typeName: 'NotImplementedType' })],
  ['Ellipsis', () => NONE],
  ['__debug__', () => bool(true)],
  ...[
    'BaseExceptionGroup',
    'ExceptionGroup',
    'aiter',
    'anext',
    'ascii',
    'complex',
    'delattr',
    'memoryview',
    'slice',
  ].map((name) => [name, () => notFollowed(name)] as const),
  // Any code may run behind these.
  ...['breakpoint', 'compile', 'eval', 'exec', 'exit', 'help', 'quit'].map(
    (name) => [name, () => ({ ...notFollowed(name), touchesDatabase: true })] as const,
  ),
]);

function notFollowed(name: string): PythonUnknown {
  return unknown('unsupported-operation', `\`${name}\` is not followed`, { start: 0, end: 0 }, name);
}
