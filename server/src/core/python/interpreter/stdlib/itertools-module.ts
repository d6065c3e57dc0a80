import type { CallArguments, PythonUnknown, PythonValue } from '../../values.ts';
import { argument, required, toNumber } from '../arguments.ts';
import { equals } from '../equality.ts';
import { itemsOf } from '../iterate.ts';
import { NONE, nativeFunction, tuple } from '../objects.ts';
import { binaryOperation } from '../operators.ts';
import { IteratorValue } from '../program-values.ts';
import { callArguments, type Run } from '../run.ts';

export function itertoolsNames(run: Run): ReadonlyMap<string, PythonValue> {
  const chainFunction = nativeFunction('chain', (args) => chain(run, args.positional, args));
  return new Map<string, PythonValue>([
    [
      'chain',
      {
        ...chainFunction,
        getAttribute: (name) =>
          name === 'from_iterable'
            ? nativeFunction(name, (args) => chainOf(run, required(args, 0, 'iterable'), args))
            : undefined,
      },
    ],
    ['product', nativeFunction('product', (args) => product(run, args))],
    ['islice', nativeFunction('islice', (args) => islice(run, args))],
    ['zip_longest', nativeFunction('zip_longest', (args) => zipLongest(run, args))],
    ['groupby', nativeFunction('groupby', (args) => groupBy(run, args))],
    ['accumulate', nativeFunction('accumulate', (args) => accumulate(run, args))],
  ]);
}

/** The items of several iterables, or the unknown that keeps them from being known. */
function rowsOf(
  run: Run,
  values: readonly PythonValue[],
  args: CallArguments,
): PythonValue[][] | PythonUnknown {
  const rows: PythonValue[][] = [];
  for (const value of values) {
    const items = itemsOf(run, value, args.span);
    if (!Array.isArray(items)) return items as PythonUnknown;
    rows.push([...(items as PythonValue[])]);
  }
  return rows;
}

function chain(run: Run, values: readonly PythonValue[], args: CallArguments): PythonValue {
  const rows = rowsOf(run, values, args);
  return Array.isArray(rows) ? new IteratorValue('chain', rows.flat()) : rows;
}

function chainOf(run: Run, value: PythonValue, args: CallArguments): PythonValue {
  const items = itemsOf(run, value, args.span);
  return Array.isArray(items) ? chain(run, items as PythonValue[], args) : (items as PythonUnknown);
}

function product(run: Run, args: CallArguments): PythonValue {
  const repeat = args.keywords.get('repeat');
  const times = repeat === undefined ? 1 : toNumber(repeat, args.span);
  const rows = rowsOf(run, args.positional, args);
  if (!Array.isArray(rows)) return rows;
  let results: PythonValue[][] = [[]];
  for (let round = 0; round < times; round += 1) {
    for (const row of rows) {
      run.meter.step(args.span, results.length * row.length);
      results = results.flatMap((result) => row.map((item) => [...result, item]));
    }
  }
  return new IteratorValue(
    'product',
    results.map((result) => tuple(result)),
  );
}

function islice(run: Run, args: CallArguments): PythonValue {
  const items = itemsOf(run, required(args, 0, 'iterable'), args.span);
  if (!Array.isArray(items)) return items as PythonUnknown;
  const bounds = args.positional
    .slice(1)
    .map((value) => (value.kind === 'none' ? undefined : toNumber(value, args.span)));
  const [start, stop] = bounds.length === 1 ? [0, bounds[0]] : [bounds[0] ?? 0, bounds[1]];
  const step = bounds[2] ?? 1;
  const kept = (items as PythonValue[]).slice(start, stop).filter((_, index) => index % step === 0);
  return new IteratorValue('islice', kept);
}

function zipLongest(run: Run, args: CallArguments): PythonValue {
  const rows = rowsOf(run, args.positional, args);
  if (!Array.isArray(rows)) return rows;
  const fill = argument(args, args.positional.length, 'fillvalue') ?? NONE;
  const length = Math.max(0, ...rows.map((row) => row.length));
  const tuples = Array.from({ length }, (_, at) => tuple(rows.map((row) => row[at] ?? fill)));
  return new IteratorValue('zip_longest', tuples);
}

function groupBy(run: Run, args: CallArguments): PythonValue {
  const items = itemsOf(run, required(args, 0, 'iterable'), args.span);
  if (!Array.isArray(items)) return items as PythonUnknown;
  const key = argument(args, 1, 'key');
  const groups: { key: PythonValue; items: PythonValue[] }[] = [];
  for (const item of items as PythonValue[]) {
    const itemKey =
      key === undefined || key.kind === 'none' ? item : run.call(key, callArguments([item], args.span));
    const last = groups.at(-1);
    const isSame = last === undefined ? false : equals(run, last.key, itemKey, args.span);
    if (typeof isSame !== 'boolean') return isSame;
    if (isSame) last?.items.push(item);
    else groups.push({ key: itemKey, items: [item] });
  }
  const pairs = groups.map((group) => tuple([group.key, new IteratorValue('_grouper', group.items)]));
  return new IteratorValue('groupby', pairs);
}

function accumulate(run: Run, args: CallArguments): PythonValue {
  const items = itemsOf(run, required(args, 0, 'iterable'), args.span);
  if (!Array.isArray(items)) return items as PythonUnknown;
  const results: PythonValue[] = [];
  for (const item of items as PythonValue[]) {
    const last = results.at(-1);
    results.push(last === undefined ? item : binaryOperation(run, '+', last, item, args.span));
  }
  return new IteratorValue('accumulate', results);
}
