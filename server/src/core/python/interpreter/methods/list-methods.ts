import {
  type CallArguments,
  type PythonList,
  PythonRaise,
  type PythonUnknown,
  type PythonValue,
} from '../../values.ts';
import { argument, expectCount, optionalNumber, required, toNumber } from '../arguments.ts';
import { equals } from '../equality.ts';
import { itemsOf } from '../iterate.ts';
import { appendAll, int, list, NONE, stillUnknown, taint, taintOf } from '../objects.ts';
import type { Run } from '../run.ts';
import { sortValues } from '../sorting.ts';

export type ListMethod = (run: Run, self: PythonList, args: CallArguments) => PythonValue;

function append(_run: Run, self: PythonList, args: CallArguments): PythonValue {
  expectCount(args, 'append', 1, 1);
  self.items.push(required(args, 0, 'object'));
  return NONE;
}

function extend(run: Run, self: PythonList, args: CallArguments): PythonValue {
  const items = itemsOf(run, required(args, 0, 'iterable'), args.span);
  if (!Array.isArray(items)) {
    taint(self, items as PythonUnknown);
    return NONE;
  }
  run.meter.step(args.span, items.length);
  appendAll(self.items, items as PythonValue[]);
  return NONE;
}

function insert(_run: Run, self: PythonList, args: CallArguments): PythonValue {
  const index = required(args, 0, 'index');
  if (index.kind === 'unknown') taint(self, index);
  else self.items.splice(toNumber(index, args.span), 0, required(args, 1, 'object'));
  return NONE;
}

function pop(_run: Run, self: PythonList, args: CallArguments): PythonValue {
  const [place] = args.positional;
  if (place?.kind === 'unknown') {
    taint(self, place);
    return place;
  }
  const tainted = taintOf(self);
  if (tainted !== undefined) return stillUnknown(tainted, args.span);
  const given = optionalNumber(args, 0) ?? -1;
  const index = given < 0 ? given + self.items.length : given;
  const item = self.items[index];
  if (item === undefined) {
    const message = self.items.length === 0 ? 'pop from empty list' : 'pop index out of range';
    throw new PythonRaise('IndexError', message, args.span);
  }
  self.items.splice(index, 1);
  return item;
}

function indexIn(
  run: Run,
  items: readonly PythonValue[],
  args: CallArguments,
  kind: string,
): number | PythonUnknown {
  const wanted = required(args, 0, 'value');
  for (const [index, item] of items.entries()) {
    const result = equals(run, item, wanted, args.span);
    if (result === true) return index;
    if (result !== false) return result;
  }
  throw new PythonRaise('ValueError', `${kind}: the value is not in the ${kind}`, args.span);
}

export function indexMethod(
  run: Run,
  items: readonly PythonValue[],
  args: CallArguments,
  kind: string,
): PythonValue {
  const index = indexIn(run, items, args, kind);
  return typeof index === 'number' ? int(index) : index;
}

export function countMethod(run: Run, items: readonly PythonValue[], args: CallArguments): PythonValue {
  const wanted = required(args, 0, 'value');
  let count = 0;
  for (const item of items) {
    const result = equals(run, item, wanted, args.span);
    if (typeof result !== 'boolean') return result;
    if (result) count += 1;
  }
  return int(count);
}

function remove(run: Run, self: PythonList, args: CallArguments): PythonValue {
  const index = indexIn(run, self.items, args, 'list');
  if (typeof index !== 'number') {
    taint(self, index);
    return NONE;
  }
  self.items.splice(index, 1);
  return NONE;
}

function sort(run: Run, self: PythonList, args: CallArguments): PythonValue {
  const sorted = sortValues(
    run,
    self.items,
    argument(args, 9, 'key'),
    argument(args, 9, 'reverse'),
    args.span,
  );
  if (!Array.isArray(sorted)) {
    taint(self, sorted as PythonUnknown);
    return NONE;
  }
  self.items.length = 0;
  appendAll(self.items, sorted as PythonValue[]);
  return NONE;
}

export const LIST_METHODS: ReadonlyMap<string, ListMethod> = new Map<string, ListMethod>([
  ['append', append],
  ['extend', extend],
  ['insert', insert],
  ['pop', pop],
  ['remove', remove],
  ['sort', sort],
  ['index', (run, self, args) => indexMethod(run, self.items, args, 'list')],
  ['count', (run, self, args) => countMethod(run, self.items, args)],
  ['copy', (_run, self) => list([...self.items])],
  [
    'reverse',
    (_run, self) => {
      self.items.reverse();
      return NONE;
    },
  ],
  [
    'clear',
    (_run, self) => {
      self.items.length = 0;
      return NONE;
    },
  ],
]);
