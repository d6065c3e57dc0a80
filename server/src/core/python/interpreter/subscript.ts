import type { Span } from '../../text/span.ts';
import { PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { classMember } from './class-members.ts';
import { enumMembers } from './enum-members.ts';
import { entryIndex, isHashable, numberOf, setEntry } from './equality.ts';
import { int, list, NONE, stillUnknown, str, taint, taintOf, tuple, typeNameOf, unknown } from './objects.ts';
import { isEnumMember, plainValue } from './program-values.ts';
import { callArguments, type Run } from './run.ts';
import { reprOf } from './text.ts';
import { itemOfUnknown } from './unknown-parts.ts';

/** What stands between brackets with colons: `a[lower:upper:step]`. */
export interface SliceValue {
  readonly kind: 'native';
  readonly typeName: 'slice';
  readonly lower: PythonValue;
  readonly upper: PythonValue;
  readonly step: PythonValue;
}

export function makeSlice(
  lower: PythonValue | undefined,
  upper: PythonValue | undefined,
  step: PythonValue | undefined,
): SliceValue {
  return {
    kind: 'native',
    typeName: 'slice',
    lower: lower ?? NONE,
    upper: upper ?? NONE,
    step: step ?? NONE,
  };
}

export function isSlice(value: PythonValue): value is SliceValue {
  return value.kind === 'native' && value.typeName === 'slice' && 'lower' in value;
}

/** `value[key]`. */
export function subscript(run: Run, value: PythonValue, key: PythonValue, span: Span): PythonValue {
  run.meter.step(span);
  const tainted = taintOf(value);
  if (tainted !== undefined) return stillUnknown(tainted, span);
  switch (value.kind) {
    case 'unknown':
      return itemOfUnknown(run, value, key, span);
    case 'dict':
      return dictItem(run, value, key, span);
    case 'list':
    case 'tuple':
    case 'str':
    case 'bytes':
      return sequenceItem(run, value, key, span);
    case 'native':
      if (value.getItem !== undefined) return value.getItem(key, span);
      if (value.typeName === 'type') return value;
      break;
    case 'class':
      return classItem(value, key, span);
    case 'instance': {
      if (isEnumMember(value)) return subscript(run, plainValue(value), key, span);
      const method = classMember(value.class, '__getitem__');
      if (method !== undefined) return run.call(method, callArguments([value, key], span));
      return unknown('unsupported-operation', `the items of a ${value.class.name} are not followed`, span);
    }
    default:
      break;
  }
  throw new PythonRaise('TypeError', `'${typeNameOf(value)}' object is not subscriptable`, span);
}

function dictItem(
  run: Run,
  value: PythonValue & { kind: 'dict' },
  key: PythonValue,
  span: Span,
): PythonValue {
  if (!isHashable(key)) throw new PythonRaise('TypeError', `unhashable type: '${typeNameOf(key)}'`, span);
  const index = entryIndex(run, value, key, span);
  if (typeof index !== 'number') return index;
  const entry = value.entries[index];
  if (entry !== undefined) return entry[1];
  const text = reprOf(run, key, span);
  throw new PythonRaise('KeyError', typeof text === 'string' ? text : 'key', span);
}

function classItem(value: PythonValue & { kind: 'class' }, key: PythonValue, span: Span): PythonValue {
  const members = enumMembers(value);
  if (members === undefined) return value;
  if (key.kind === 'unknown') return stillUnknown(key, span);
  const member = key.kind === 'str' ? value.attributes.get(key.value) : undefined;
  if (member !== undefined && isEnumMember(member)) return member;
  throw new PythonRaise('KeyError', key.kind === 'str' ? `'${key.value}'` : 'key', span);
}

type Sequence = PythonValue & { kind: 'list' | 'tuple' | 'str' | 'bytes' };

function sequenceItem(run: Run, value: Sequence, key: PythonValue, span: Span): PythonValue {
  if (key.kind === 'unknown') return stillUnknown(key, span);
  const items = elementsOf(value);
  if (isSlice(key)) {
    const indices = sliceIndices(key, items.length, span);
    if (!Array.isArray(indices)) return indices as PythonUnknown;
    run.meter.step(span, indices.length);
    return rebuild(
      value,
      indices.map((index) => items[index] as PythonValue),
      span,
    );
  }
  const index = plainValue(key);
  if (index.kind !== 'int' && index.kind !== 'bool') {
    const message = `${typeNameOf(value)} indices must be integers or slices, not ${typeNameOf(key)}`;
    throw new PythonRaise('TypeError', message, span);
  }
  const item = items[indexOf(Number(numberOf(index)), items.length)];
  if (item === undefined)
    throw new PythonRaise('IndexError', `${typeNameOf(value)} index out of range`, span);
  return item;
}

function indexOf(index: number, length: number): number {
  return index < 0 ? index + length : index;
}

function elementsOf(value: Sequence): readonly PythonValue[] {
  if (value.kind === 'str') return [...value.value].map((character) => str(character));
  if (value.kind === 'bytes') return [...value.value].map((byte) => int(byte));
  return value.items;
}

function rebuild(like: Sequence, items: readonly PythonValue[], span: Span): PythonValue {
  if (like.kind === 'list') return list([...items]);
  if (like.kind === 'tuple') return tuple(items);
  if (like.kind === 'bytes')
    return { kind: 'bytes', value: Uint8Array.from(items, (item) => Number(numberOf(item))) };
  return str(items.map((item) => (item.kind === 'str' ? item.value : '')).join(''), span);
}

/** The indices that a slice names. Source: `slice.indices` of Python. */
export function sliceIndices(slice: SliceValue, length: number, span: Span): number[] | PythonUnknown {
  const bounds: (number | undefined)[] = [];
  for (const bound of [slice.lower, slice.upper, slice.step]) {
    if (bound.kind === 'unknown') return stillUnknown(bound, span);
    if (bound.kind === 'none') bounds.push(undefined);
    else if (bound.kind === 'int' || bound.kind === 'bool') bounds.push(Number(numberOf(bound)));
    else
      throw new PythonRaise(
        'TypeError',
        'slice indices must be integers or None or have an __index__ method',
        span,
      );
  }
  const step = bounds[2] ?? 1;
  if (step === 0) throw new PythonRaise('ValueError', 'slice step cannot be zero', span);
  const [lowest, highest] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (bound: number | undefined, fallback: number) =>
    bound === undefined ? fallback : Math.min(Math.max(indexOf(bound, length), lowest), highest);
  const start = clamp(bounds[0], step > 0 ? lowest : highest);
  const stop = clamp(bounds[1], step > 0 ? highest : lowest);
  const indices: number[] = [];
  for (let index = start; step > 0 ? index < stop : index > stop; index += step) indices.push(index);
  return indices;
}

/** `value[key] = item`; where it cannot be told which item changes, nothing is known of the value any more. */
export function setSubscript(
  run: Run,
  value: PythonValue,
  key: PythonValue,
  item: PythonValue,
  span: Span,
): void {
  if (value.kind === 'dict') {
    const failure = setEntry(run, value, key, item, span);
    if (failure !== undefined) taint(value, failure);
  } else if (value.kind === 'list') {
    if (key.kind === 'unknown' || isSlice(key)) {
      taint(value, key.kind === 'unknown' ? key : sliceChange(span));
      return;
    }
    const index = indexOf(Number(numberOf(key) ?? Number.NaN), value.items.length);
    if (value.items[index] === undefined) {
      throw new PythonRaise('IndexError', 'list assignment index out of range', span);
    }
    value.items[index] = item;
  } else if (value.kind === 'instance') {
    const method = classMember(value.class, '__setitem__');
    if (method !== undefined) run.call(method, callArguments([value, key, item], span));
  } else if (value.kind === 'native') value.setItem?.(key, item, span);
  else if (value.kind !== 'unknown') {
    throw new PythonRaise(
      'TypeError',
      `'${typeNameOf(value)}' object does not support item assignment`,
      span,
    );
  }
}

function sliceChange(span: Span): PythonUnknown {
  return unknown('unsupported-operation', 'an assignment to a slice is not followed', span);
}

/** `del value[key]`; where it cannot be told which item goes, nothing is known of the value any more. */
export function deleteSubscript(run: Run, value: PythonValue, key: PythonValue, span: Span): void {
  if (value.kind === 'dict') {
    const index = entryIndex(run, value, key, span);
    if (typeof index !== 'number') {
      taint(value, index);
      return;
    }
    if (index < 0) dictItem(run, value, key, span);
    value.entries.splice(index, 1);
  } else if (value.kind === 'list') {
    const indices = isSlice(key)
      ? sliceIndices(key, value.items.length, span)
      : key.kind === 'unknown'
        ? key
        : [indexOf(Number(numberOf(key) ?? Number.NaN), value.items.length)];
    if (!Array.isArray(indices)) {
      taint(value, indices);
      return;
    }
    for (const index of indices.sort((a, b) => b - a)) {
      if (value.items[index] === undefined) {
        throw new PythonRaise('IndexError', 'list assignment index out of range', span);
      }
      value.items.splice(index, 1);
    }
  } else if (value.kind !== 'unknown' && value.kind !== 'native' && value.kind !== 'instance') {
    throw new PythonRaise('TypeError', `'${typeNameOf(value)}' object doesn't support item deletion`, span);
  }
}
