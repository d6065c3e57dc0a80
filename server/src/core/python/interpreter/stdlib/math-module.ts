import type { PythonValue } from '../../values.ts';
import { firstUnknown, required } from '../arguments.ts';
import { numberOf } from '../equality.ts';
import { int, nativeFunction, unknown } from '../objects.ts';
import { plainValue } from '../program-values.ts';

const TO_INTEGER: ReadonlyMap<string, (value: number) => number> = new Map([
  ['ceil', Math.ceil],
  ['floor', Math.floor],
  ['trunc', Math.trunc],
]);

export function mathNames(): ReadonlyMap<string, PythonValue> {
  const names = new Map<string, PythonValue>([
    ['pi', { kind: 'float', value: Math.PI }],
    ['e', { kind: 'float', value: Math.E }],
    ['inf', { kind: 'float', value: Number.POSITIVE_INFINITY }],
    ['nan', { kind: 'float', value: Number.NaN }],
  ]);
  for (const [name, work] of TO_INTEGER) {
    names.set(
      name,
      nativeFunction(name, (args) => {
        const number = numberOf(plainValue(required(args, 0, 'x')));
        if (typeof number === 'bigint') return int(number);
        if (number !== undefined && Number.isFinite(number)) return int(BigInt(work(number)));
        return (
          firstUnknown(args) ??
          unknown('unsupported-operation', `\`math.${name}\` of this is not followed`, args.span)
        );
      }),
    );
  }
  return names;
}
