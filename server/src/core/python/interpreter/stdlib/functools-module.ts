import type { PythonUnknown, PythonValue } from '../../values.ts';
import { PythonRaise } from '../../values.ts';
import { required } from '../arguments.ts';
import { itemsOf } from '../iterate.ts';
import { NONE, nativeFunction } from '../objects.ts';
import { callArguments, type Run } from '../run.ts';

export function functoolsNames(run: Run): ReadonlyMap<string, PythonValue> {
  const keep = (name: string) => nativeFunction(name, (args) => args.positional[0] ?? NONE);
  return new Map<string, PythonValue>([
    ['partial', partial(run)],
    ['reduce', reduce(run)],
    ['wraps', nativeFunction('wraps', () => keep('wrapper'))],
    ['cache', keep('cache')],
    [
      'lru_cache',
      nativeFunction('lru_cache', (args) => {
        const [wrapped] = args.positional;
        return wrapped?.kind === 'function' ? wrapped : keep('lru_cache');
      }),
    ],
  ]);
}

function partial(run: Run): PythonValue {
  return nativeFunction('partial', (outer) => {
    const called = required(outer, 0, 'func');
    const isPure = called.kind === 'native' && called.pure === true;
    return nativeFunction(
      'partial',
      (args) =>
        run.call(called, {
          positional: [...outer.positional.slice(1), ...args.positional],
          positionalSpans: [...outer.positionalSpans.slice(1), ...args.positionalSpans],
          keywords: new Map([...outer.keywords, ...args.keywords]),
          keywordSpans: new Map([...outer.keywordSpans, ...args.keywordSpans]),
          span: args.span,
        }),
      isPure,
    );
  });
}

function reduce(run: Run): PythonValue {
  return nativeFunction('reduce', (args) => {
    const called = required(args, 0, 'function');
    const items = itemsOf(run, required(args, 1, 'iterable'), args.span);
    if (!Array.isArray(items)) return items as PythonUnknown;
    const values = [
      ...(args.positional[2] === undefined ? [] : [args.positional[2]]),
      ...(items as PythonValue[]),
    ];
    const [first, ...rest] = values;
    if (first === undefined) {
      throw new PythonRaise('TypeError', 'reduce() of empty iterable with no initial value', args.span);
    }
    return rest.reduce((total, item) => run.call(called, callArguments([total, item], args.span)), first);
  });
}
