import { type CallArguments, PythonRaise, type PythonValue } from '../../values.ts';
import { required } from '../arguments.ts';
import { attributeOf } from '../attributes.ts';
import { nativeFunction, tuple, unknown } from '../objects.ts';
import type { Run } from '../run.ts';
import { subscript } from '../subscript.ts';

type Get = (value: PythonValue, key: PythonValue, span: CallArguments['span']) => PythonValue;

/** `operator`, as far as a sort or a map takes its functions. */
export function operatorNames(run: Run): ReadonlyMap<string, PythonValue> {
  return new Map<string, PythonValue>([
    ['itemgetter', getter('itemgetter', (value, key, span) => subscript(run, value, key, span))],
    [
      'attrgetter',
      getter('attrgetter', (value, key, span) => {
        if (key.kind !== 'str') throw new PythonRaise('TypeError', 'attribute name must be a string', span);
        return key.value.split('.').reduce((found, name) => attributeOf(run, found, name, span), value);
      }),
    ],
  ]);
}

function getter(name: string, get: Get): PythonValue {
  return nativeFunction(name, ({ positional: keys, span }) => {
    if (keys.length === 0) return unknown('unsupported-operation', `this \`${name}\` is not followed`, span);
    return nativeFunction(name, (args) => {
      const value = required(args, 0, 'obj');
      const found = keys.map((key) => get(value, key, args.span));
      return found.length === 1 ? (found[0] as PythonValue) : tuple(found);
    });
  });
}
