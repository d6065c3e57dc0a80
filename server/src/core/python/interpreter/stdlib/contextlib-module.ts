import type { PythonNative, PythonValue } from '../../values.ts';
import { argument } from '../arguments.ts';
import { NONE, nativeFunction, unknown } from '../objects.ts';

export function contextlibNames(): ReadonlyMap<string, PythonValue> {
  return new Map<string, PythonValue>([
    [
      'nullcontext',
      nativeFunction('nullcontext', (args) => nullContext(argument(args, 0, 'enter_result') ?? NONE)),
    ],
    [
      'contextmanager',
      nativeFunction('contextmanager', (args) => ({
        ...unknown(
          'unsupported-syntax',
          'context managers made from a generator are not followed',
          args.span,
        ),
        touchesDatabase: true,
      })),
    ],
    [
      'suppress',
      nativeFunction('suppress', (args) => {
        const message = 'which statements in this block fail is known only when they run';
        return { ...unknown('query-result', message, args.span), touchesDatabase: true };
      }),
    ],
  ]);
}

function nullContext(value: PythonValue): PythonNative {
  return { kind: 'native', typeName: 'nullcontext', pure: true, enter: () => value, exit: () => undefined };
}
