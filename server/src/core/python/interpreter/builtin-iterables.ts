import { type CallArguments, PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { argument, expectCount, firstUnknown, optionalNumber, required, toNumber } from './arguments.ts';
import type { Builtin, BuiltinTable } from './builtin.ts';
import { classMember } from './class-members.ts';
import { ordering } from './comparison.ts';
import { itemsOf } from './iterate.ts';
import { bool, int, list, stillUnknown, tuple, typeNameOf, unknown } from './objects.ts';
import { binaryOperation } from './operators.ts';
import { IteratorValue, plainValue } from './program-values.ts';
import { RangeValue } from './range-value.ts';
import { callArguments, type Run } from './run.ts';
import { sortValues } from './sorting.ts';
import { truthOf } from './truth.ts';

/** The items of an argument, or the unknown that keeps them from being known. */
function items(run: Run, args: CallArguments, index: number): readonly PythonValue[] | PythonUnknown {
  return itemsOf(run, required(args, index, 'iterable'), args.span);
}

/** A builtin over one iterable whose items are all needed. */
function overItems(
  work: (run: Run, values: readonly PythonValue[], args: CallArguments) => PythonValue,
): Builtin {
  return (run, args) => {
    const values = items(run, args, 0);
    if (!Array.isArray(values)) return values as PythonUnknown;
    run.meter.step(args.span, values.length);
    return work(run, values as PythonValue[], args);
  };
}

function len(run: Run, args: CallArguments): PythonValue {
  expectCount(args, 'len', 1, 1);
  const value = plainValue(required(args, 0, 'obj'));
  if (value.kind === 'str') return int([...value.value].length);
  if (value.kind === 'native' && value.iterate === undefined) {
    return unknown(
      'unsupported-operation',
      `the length of a ${typeNameOf(value)} is not followed`,
      args.span,
    );
  }
  if (
    value.kind === 'int' ||
    value.kind === 'float' ||
    value.kind === 'bool' ||
    value.kind === 'none' ||
    value instanceof IteratorValue
  ) {
    throw new PythonRaise('TypeError', `object of type '${typeNameOf(value)}' has no len()`, args.span);
  }
  const own = value.kind === 'instance' ? classMember(value.class, '__len__') : undefined;
  if (own !== undefined) return run.call(own, callArguments([value], args.span));
  const values = itemsOf(run, value, args.span);
  return Array.isArray(values) ? int(values.length) : (values as PythonUnknown);
}

const MAXIMUM_RANGE = 200_000;

function range(run: Run, args: CallArguments): PythonValue {
  expectCount(args, 'range', 1, 3);
  const unknownArgument = firstUnknown(args);
  if (unknownArgument !== undefined) return unknownArgument;
  const numbers = args.positional.map((value) => toNumber(value, args.span));
  const [start, stop] = numbers.length === 1 ? [0, numbers[0] ?? 0] : [numbers[0] ?? 0, numbers[1] ?? 0];
  const step = numbers[2] ?? 1;
  if (step === 0) throw new PythonRaise('ValueError', 'range() arg 3 must not be zero', args.span);
  const count = Math.max(Math.ceil((stop - start) / step), 0);
  if (count > MAXIMUM_RANGE)
    return unknown('limit', `a range of ${count} numbers is too long to be followed`, args.span);
  run.meter.step(args.span, count);
  const text = `range(${start}, ${stop}${step === 1 ? '' : `, ${step}`})`;
  return new RangeValue(
    Array.from({ length: count }, (_, index) => int(BigInt(start + index * step))),
    text,
  );
}

function enumerate(run: Run, args: CallArguments): PythonValue {
  const values = items(run, args, 0);
  if (!Array.isArray(values)) return values as PythonUnknown;
  const start = optionalNumber(args, 1, 'start') ?? 0;
  const pairs = (values as PythonValue[]).map((value, index) => tuple([int(start + index), value]));
  return new IteratorValue('enumerate', pairs);
}

function zip(run: Run, args: CallArguments): PythonValue {
  const rows: (readonly PythonValue[])[] = [];
  for (const index of args.positional.keys()) {
    const values = items(run, args, index);
    if (!Array.isArray(values)) return values as PythonUnknown;
    rows.push(values as PythonValue[]);
  }
  const length = rows.length === 0 ? 0 : Math.min(...rows.map((row) => row.length));
  if (args.keywords.has('strict') && rows.some((row) => row.length !== length)) {
    throw new PythonRaise('ValueError', 'zip() arguments have different lengths', args.span);
  }
  const tuples = Array.from({ length }, (_, at) => tuple(rows.map((row) => row[at] as PythonValue)));
  return new IteratorValue('zip', tuples);
}

function map(run: Run, args: CallArguments): PythonValue {
  const called = required(args, 0, 'function');
  const columns = zip(run, {
    ...args,
    positional: args.positional.slice(1),
    positionalSpans: args.positionalSpans.slice(1),
  });
  if (!(columns instanceof IteratorValue)) return columns;
  const results = columns
    .iterate()
    .map((row) => run.call(called, callArguments(row.kind === 'tuple' ? row.items : [row], args.span)));
  return new IteratorValue('map', results);
}

function filter(run: Run, args: CallArguments): PythonValue {
  const called = required(args, 0, 'function');
  const values = items(run, args, 1);
  if (!Array.isArray(values)) return values as PythonUnknown;
  const kept: PythonValue[] = [];
  for (const value of values as PythonValue[]) {
    const result = called.kind === 'none' ? value : run.call(called, callArguments([value], args.span));
    const truth = truthOf(run, result, args.span);
    if (typeof truth !== 'boolean') return truth;
    if (truth) kept.push(value);
  }
  return new IteratorValue('filter', kept);
}

function extreme(name: string, sign: number): Builtin {
  return (run, args) => {
    const isSpread = args.positional.length > 1;
    const values = isSpread ? args.positional : items(run, args, 0);
    if (!Array.isArray(values)) return values as PythonUnknown;
    const fallback = args.keywords.get('default');
    const key = args.keywords.get('key');
    const keyOf = (value: PythonValue) =>
      plainValue(
        key === undefined || key.kind === 'none' ? value : run.call(key, callArguments([value], args.span)),
      );
    let best: PythonValue | undefined;
    for (const value of values as PythonValue[]) {
      if (best === undefined) best = value;
      else {
        const order = ordering(run, keyOf(value), keyOf(best), sign < 0 ? '<' : '>', args.span);
        if (typeof order !== 'number') return order;
        if (order * sign > 0) best = value;
      }
    }
    if (best !== undefined) return best;
    if (fallback !== undefined) return fallback;
    throw new PythonRaise('ValueError', `${name}() iterable argument is empty`, args.span);
  };
}

function sum(run: Run, values: readonly PythonValue[], args: CallArguments): PythonValue {
  let total = argument(args, 1, 'start') ?? int(0);
  if (values.some((value) => value.kind === 'float')) {
    return unknown('unsupported-operation', 'the sum of floats differs between Python versions', args.span);
  }
  for (const value of values) total = binaryOperation(run, '+', total, value, args.span);
  return total;
}

function quantifier(stopAt: boolean): Builtin {
  return overItems((run, values, args) => {
    for (const value of values) {
      const truth = truthOf(run, value, args.span);
      if (typeof truth !== 'boolean') return truth;
      if (truth === stopAt) return bool(stopAt);
    }
    return bool(!stopAt);
  });
}

function next(_run: Run, args: CallArguments): PythonValue {
  const iterator = required(args, 0, 'iterator');
  if (iterator.kind === 'unknown') return stillUnknown(iterator, args.span);
  if (!(iterator instanceof IteratorValue)) {
    if (iterator.kind === 'native' || iterator.kind === 'instance') {
      return unknown('unsupported-operation', '`next` of this object is not followed', args.span);
    }
    throw new PythonRaise('TypeError', `'${typeNameOf(iterator)}' object is not an iterator`, args.span);
  }
  const value = iterator.next() ?? args.positional[1];
  if (value === undefined) throw new PythonRaise('StopIteration', '', args.span);
  return value;
}

function iter(run: Run, args: CallArguments): PythonValue {
  const value = required(args, 0, 'object');
  if (value instanceof IteratorValue) return value;
  if (args.positional.length > 1)
    return unknown('unsupported-operation', '`iter` with a sentinel is not followed', args.span);
  const values = itemsOf(run, value, args.span);
  return Array.isArray(values)
    ? new IteratorValue('iterator', values as PythonValue[])
    : (values as PythonUnknown);
}

export const ITERABLE_BUILTINS: BuiltinTable = [
  ['len', len],
  ['range', range],
  ['enumerate', enumerate],
  ['zip', zip],
  ['map', map],
  ['filter', filter],
  ['min', extreme('min', -1)],
  ['max', extreme('max', 1)],
  ['sum', overItems(sum)],
  ['any', quantifier(true)],
  ['all', quantifier(false)],
  ['reversed', overItems((_run, values) => new IteratorValue('reversed', [...values].reverse()))],
  [
    'sorted',
    overItems((run, values, args) => {
      const sorted = sortValues(
        run,
        values,
        args.keywords.get('key'),
        args.keywords.get('reverse'),
        args.span,
      );
      return Array.isArray(sorted) ? list(sorted) : sorted;
    }),
  ],
  ['next', next],
  ['iter', iter],
];
