import type { PythonValue } from '../../values.ts';
import { AUTO, ENUM_CLASSES } from '../enum-classes.ts';
import { NONE, nativeFunction } from '../objects.ts';

export function enumNames(): ReadonlyMap<string, PythonValue> {
  return new Map<string, PythonValue>([
    ...ENUM_CLASSES,
    ['auto', nativeFunction('auto', () => AUTO)],
    ['unique', nativeFunction('unique', (args) => args.positional[0] ?? NONE)],
  ]);
}
