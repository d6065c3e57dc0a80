import type { Span } from '../../../text/span.ts';
import type { CallArguments, PythonUnknown, PythonValue } from '../../values.ts';
import { PythonRaise } from '../../values.ts';
import { required } from '../arguments.ts';
import { itemsOf } from '../iterate.ts';
import { NONE, nativeFunction, str, unknown } from '../objects.ts';
import { isInterpretedFunction } from '../program-values.ts';
import { callArguments, type Run } from '../run.ts';

export function functoolsNames(run: Run): ReadonlyMap<string, PythonValue> {
  const cache = nativeFunction('cache', (args) => cached(run, required(args, 0, 'user_function')));
  return new Map<string, PythonValue>([
    ['partial', partial(run)],
    ['reduce', reduce(run)],
    ['wraps', nativeFunction('wraps', wraps)],
    ['cache', cache],
    [
      'lru_cache',
      nativeFunction('lru_cache', (args) => {
        const [wrapped] = args.positional;
        return wrapped?.kind === 'function' ? cached(run, wrapped) : cache;
      }),
    ],
  ]);
}

/** Runs the function once for the same plain arguments. What a cache that is full forgets is not followed. */
function cached(run: Run, wrapped: PythonValue): PythonValue {
  const results = new Map<string, PythonValue>();
  const call = (args: CallArguments): PythonValue => {
    const key = keyOf(args);
    if (key === undefined) {
      const message = 'a cached function with such arguments is not followed';
      return unknown('unsupported-operation', message, args.span);
    }
    const result = results.get(key) ?? run.call(wrapped, args);
    results.set(key, result);
    return result;
  };
  return nativeFunction(wrapped.kind === 'function' ? wrapped.name : 'cached', call, false);
}

/** Arguments as a text that equal ones share; undefined where they are more than plain values. */
function keyOf({ positional, keywords }: CallArguments): string | undefined {
  const parts = [...positional.map((value) => ['', value] as const), ...keywords].map(([name, value]) => {
    switch (value.kind) {
      case 'none':
        return [name, 'none'];
      case 'str':
        return [name, 'str', value.value];
      case 'int':
        return [name, 'int', String(value.value)];
      default:
        return undefined;
    }
  });
  return parts.every((part) => part !== undefined) ? JSON.stringify(parts) : undefined;
}

/** The wrapper takes over the name of what it wraps. */
function wraps(outer: CallArguments): PythonValue {
  const wrapped = required(outer, 0, 'wrapped');
  return nativeFunction('wrapper', (args) => {
    const wrapper = args.positional[0] ?? NONE;
    const name = wrapped.kind === 'function' ? str(wrapped.name) : stillOpen(args.span);
    if (isInterpretedFunction(wrapper)) wrapper.attributes.set('__name__', name);
    return wrapper;
  });
}

function stillOpen(span: Span): PythonUnknown {
  return unknown('unsupported-operation', 'the name of what is wrapped is not followed', span);
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
