import {
  type CallArguments,
  type PythonDict,
  PythonRaise,
  type PythonUnknown,
  type PythonValue,
} from '../../values.ts';
import { argument, required } from '../arguments.ts';
import { entryIndex, setEntry } from '../equality.ts';
import { itemsOf } from '../iterate.ts';
import { dict, NONE, str, taint, tuple } from '../objects.ts';
import { DictView } from '../program-values.ts';
import { callArguments, type Run } from '../run.ts';

export type DictMethod = (run: Run, self: PythonDict, args: CallArguments) => PythonValue;

function get(run: Run, self: PythonDict, args: CallArguments): PythonValue {
  const index = entryIndex(run, self, required(args, 0, 'key'), args.span);
  if (typeof index !== 'number') return index;
  return self.entries[index]?.[1] ?? argument(args, 1, 'default') ?? NONE;
}

function setDefault(run: Run, self: PythonDict, args: CallArguments): PythonValue {
  const key = required(args, 0, 'key');
  const index = entryIndex(run, self, key, args.span);
  if (typeof index !== 'number') {
    taint(self, index);
    return index;
  }
  const found = self.entries[index];
  if (found !== undefined) return found[1];
  const value = argument(args, 1, 'default') ?? NONE;
  self.entries.push([key, value]);
  return value;
}

function pop(run: Run, self: PythonDict, args: CallArguments): PythonValue {
  const key = required(args, 0, 'key');
  const index = entryIndex(run, self, key, args.span);
  if (typeof index !== 'number') {
    taint(self, index);
    return index;
  }
  const found = self.entries[index];
  if (found === undefined) {
    const fallback = argument(args, 1, 'default');
    if (fallback !== undefined) return fallback;
    throw new PythonRaise('KeyError', key.kind === 'str' ? `'${key.value}'` : 'key', args.span);
  }
  self.entries.splice(index, 1);
  return found[1];
}

function popItem(_run: Run, self: PythonDict, args: CallArguments): PythonValue {
  const last = self.entries.pop();
  if (last === undefined) throw new PythonRaise('KeyError', "'popitem(): dictionary is empty'", args.span);
  return tuple(last);
}

/** The pairs that `dict(value)` or `update(value)` takes. */
export function pairsOf(
  run: Run,
  value: PythonValue,
  args: CallArguments,
): readonly (readonly [PythonValue, PythonValue])[] | PythonUnknown {
  if (value.kind === 'dict') return value.entries;
  const items = itemsOf(run, mappingItems(run, value, args) ?? value, args.span);
  if (!Array.isArray(items)) return items as PythonUnknown;
  const pairs: [PythonValue, PythonValue][] = [];
  for (const item of items as PythonValue[]) {
    const pair = itemsOf(run, item, args.span);
    if (!Array.isArray(pair)) return pair as PythonUnknown;
    const [key, entry] = pair as PythonValue[];
    if (key === undefined || entry === undefined || pair.length !== 2) {
      throw new PythonRaise(
        'ValueError',
        `dictionary update sequence element has length ${pair.length}; 2 is required`,
        args.span,
      );
    }
    pairs.push([key, entry]);
  }
  return pairs;
}

/** `value.items()` of another mapping than a dict; undefined where the value is none. */
function mappingItems(run: Run, value: PythonValue, args: CallArguments): PythonValue | undefined {
  if (value.kind !== 'native') return undefined;
  const method = value.getAttribute?.('items', args.span);
  return method?.kind === 'native' ? run.call(method, callArguments([], args.span)) : undefined;
}

/** Sets entries one after the other; the unknown that keeps the result from being known, if any. */
export function setEntries(
  run: Run,
  target: PythonDict,
  pairs: readonly (readonly [PythonValue, PythonValue])[],
  args: CallArguments,
): PythonUnknown | undefined {
  for (const [key, value] of pairs) {
    const failure = setEntry(run, target, key, value, args.span);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function update(run: Run, self: PythonDict, args: CallArguments): PythonValue {
  const given = args.positional[0];
  const pairs = given === undefined ? [] : pairsOf(run, given, args);
  const named = [...args.keywords].map(([name, value]) => [str(name), value] as const);
  const failure = 'kind' in pairs ? pairs : setEntries(run, self, [...pairs, ...named], args);
  if (failure === undefined) return NONE;
  taint(self, failure);
  return NONE;
}

export function fromKeys(run: Run, args: CallArguments): PythonValue {
  const keys = itemsOf(run, required(args, 0, 'iterable'), args.span);
  if (!Array.isArray(keys)) return keys as PythonValue;
  const made = dict([]);
  const value = argument(args, 1) ?? NONE;
  return (
    setEntries(
      run,
      made,
      (keys as PythonValue[]).map((key) => [key, value] as const),
      args,
    ) ?? made
  );
}

export const DICT_METHODS: ReadonlyMap<string, DictMethod> = new Map<string, DictMethod>([
  ['get', get],
  ['setdefault', setDefault],
  ['pop', pop],
  ['popitem', popItem],
  ['update', update],
  ['keys', (_run, self) => new DictView('dict_keys', self, ([key]) => key)],
  ['values', (_run, self) => new DictView('dict_values', self, ([, value]) => value)],
  ['items', (_run, self) => new DictView('dict_items', self, ([key, value]) => tuple([key, value]))],
  ['copy', (_run, self) => dict(self.entries.map(([key, value]) => [key, value]))],
  [
    'clear',
    (_run, self) => {
      self.entries.length = 0;
      return NONE;
    },
  ],
  [
    '__contains__',
    (run, self, args) => {
      const index = entryIndex(run, self, required(args, 0, 'key'), args.span);
      return typeof index === 'number' ? { kind: 'bool', value: index >= 0 } : index;
    },
  ],
  ['__len__', (_run, self) => ({ kind: 'int', value: BigInt(self.entries.length) })],
]);
