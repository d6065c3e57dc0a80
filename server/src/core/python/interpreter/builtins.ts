import type { PythonValue } from '../values.ts';
import { ITERABLE_BUILTINS } from './builtin-iterables.ts';
import { NUMBER_BUILTINS } from './builtin-numbers.ts';
import { OBJECT_BUILTINS } from './builtin-objects.ts';
import { EXCEPTION_CLASSES } from './exceptions.ts';
import { bool, NONE, nativeFunction } from './objects.ts';
import type { Run } from './run.ts';
import { createTypes } from './type-objects.ts';

/** The names that every module sees without an import. */
export function createBuiltins(run: Run): ReadonlyMap<string, PythonValue> {
  const names = new Map<string, PythonValue>([...EXCEPTION_CLASSES, ...createTypes(run)]);
  for (const [name, builtin] of [...ITERABLE_BUILTINS, ...NUMBER_BUILTINS, ...OBJECT_BUILTINS]) {
    names.set(
      name,
      nativeFunction(name, (args) => builtin(run, args)),
    );
  }
  names.set('EnvironmentError', EXCEPTION_CLASSES.get('OSError') as PythonValue);
  names.set('IOError', EXCEPTION_CLASSES.get('OSError') as PythonValue);
  names.set('NotImplemented', { kind: 'native', typeName: 'NotImplementedType' });
  names.set('Ellipsis', NONE);
  names.set('__debug__', bool(true));
  return names;
}
