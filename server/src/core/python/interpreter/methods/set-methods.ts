import {
  type BinaryOperator,
  type CallArguments,
  PythonRaise,
  type PythonSet,
  type PythonUnknown,
  type PythonValue,
} from '../../values.ts';
import { required } from '../arguments.ts';
import { addToSet, contains } from '../equality.ts';
import { itemsOf } from '../iterate.ts';
import { bool, NONE, taint } from '../objects.ts';
import { setOperation } from '../operators.ts';
import type { Run } from '../run.ts';

export type SetMethod = (run: Run, self: PythonSet, args: CallArguments) => PythonValue;

function combine(operator: BinaryOperator): SetMethod {
  return (run, self, args) => {
    let items: readonly PythonValue[] = [...self.items];
    for (const other of args.positional) {
      const others = itemsOf(run, other, args.span);
      if (!Array.isArray(others)) return others as PythonUnknown;
      const result = setOperation(run, operator, items, others as PythonValue[], args.span);
      if (result?.kind !== 'set') return result ?? NONE;
      items = result.items;
    }
    return { kind: 'set', items: [...items] };
  };
}

function add(run: Run, self: PythonSet, args: CallArguments): PythonValue {
  const failure = addToSet(run, self.items, required(args, 0, 'element'), args.span);
  if (failure !== undefined) taint(self, failure);
  return NONE;
}

function update(run: Run, self: PythonSet, args: CallArguments): PythonValue {
  for (const given of args.positional) {
    const items = itemsOf(run, given, args.span);
    if (!Array.isArray(items)) {
      taint(self, items as PythonUnknown);
      return NONE;
    }
    for (const item of items as PythonValue[]) {
      const failure = addToSet(run, self.items, item, args.span);
      if (failure !== undefined) taint(self, failure);
    }
  }
  return NONE;
}

function remove(mustExist: boolean): SetMethod {
  return (run, self, args) => {
    const wanted = required(args, 0, 'element');
    for (const [index, item] of self.items.entries()) {
      const found = contains(run, [item], wanted, args.span);
      if (typeof found !== 'boolean') {
        taint(self, found);
        return NONE;
      }
      if (found) {
        self.items.splice(index, 1);
        return NONE;
      }
    }
    if (mustExist) throw new PythonRaise('KeyError', 'the element is not in the set', args.span);
    return NONE;
  };
}

function relation(
  check: (
    a: readonly PythonValue[],
    b: readonly PythonValue[],
    has: (items: readonly PythonValue[], item: PythonValue) => boolean,
  ) => boolean,
): SetMethod {
  return (run, self, args) => {
    const others = itemsOf(run, required(args, 0, 'other'), args.span);
    if (!Array.isArray(others)) return others as PythonUnknown;
    let undecided: PythonUnknown | undefined;
    const has = (items: readonly PythonValue[], item: PythonValue) => {
      const result = contains(run, items, item, args.span);
      if (typeof result !== 'boolean') undecided = result;
      return result === true;
    };
    const result = check(self.items, others as PythonValue[], has);
    return undecided ?? bool(result);
  };
}

export const SET_METHODS: ReadonlyMap<string, SetMethod> = new Map<string, SetMethod>([
  ['add', add],
  ['update', update],
  ['discard', remove(false)],
  ['remove', remove(true)],
  ['union', combine('|')],
  ['intersection', combine('&')],
  ['difference', combine('-')],
  ['symmetric_difference', combine('^')],
  ['issubset', relation((a, b, has) => a.every((item) => has(b, item)))],
  ['issuperset', relation((a, b, has) => b.every((item) => has(a, item)))],
  ['isdisjoint', relation((a, b, has) => !a.some((item) => has(b, item)))],
  ['copy', (_run, self) => ({ kind: 'set', items: [...self.items] })],
  [
    'clear',
    (_run, self) => {
      self.items.length = 0;
      return NONE;
    },
  ],
]);
