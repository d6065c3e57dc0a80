import type { Span } from '../../text/span.ts';
import { type PythonDict, PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { classMember } from './class-members.ts';
import { stillUnknown, taintOf, typeNameOf } from './objects.ts';
import { isEnumMember, plainValue } from './program-values.ts';
import { callArguments, type Run } from './run.ts';
import { truthOf } from './truth.ts';

/** The number behind an int, float or bool; undefined for everything else. */
export function numberOf(value: PythonValue): bigint | number | undefined {
  if (value.kind === 'int' || value.kind === 'float') return value.value;
  return value.kind === 'bool' ? (value.value ? 1n : 0n) : undefined;
}

/** `left == right`. */
export function equals(run: Run, left: PythonValue, right: PythonValue, span: Span): boolean | PythonUnknown {
  run.meter.step(span);
  if (left === right && left.kind !== 'unknown' && left.kind !== 'float' && left.kind !== 'native')
    return true;
  if (left.kind === 'unknown') return stillUnknown(left, span);
  if (right.kind === 'unknown') return stillUnknown(right, span);
  const tainted = taintOf(left) ?? taintOf(right);
  if (tainted !== undefined) return stillUnknown(tainted, span);
  const custom = customEquals(run, left, right, span) ?? customEquals(run, right, left, span);
  if (custom !== undefined) return custom;
  const a = plainValue(left);
  const b = plainValue(right);
  const numberA = numberOf(a);
  const numberB = numberOf(b);
  if (numberA !== undefined && numberB !== undefined) return compareNumbers(numberA, numberB) === 0;
  if (a.kind !== b.kind) return false;
  return sameKindEquals(run, a, b, span);
}

/** Below, equal or above zero; NaN where they have no order. */
export function compareNumbers(a: bigint | number, b: bigint | number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : 0;
}

function customEquals(
  run: Run,
  left: PythonValue,
  right: PythonValue,
  span: Span,
): boolean | PythonUnknown | undefined {
  if (left.kind === 'native') {
    if (left === right && left.binary === undefined) return true;
    const result = left.binary?.('==', right, false, span);
    return result === undefined ? undefined : truthOf(run, result, span);
  }
  if (left.kind !== 'instance' || isEnumMember(left)) return undefined;
  const method = classMember(left.class, '__eq__');
  if (method === undefined) return undefined;
  return truthOf(run, run.call(method, callArguments([left, right], span)), span);
}

function sameKindEquals(run: Run, a: PythonValue, b: PythonValue, span: Span): boolean | PythonUnknown {
  if (a.kind === 'str' && b.kind === 'str') return a.value === b.value;
  if (a.kind === 'bytes' && b.kind === 'bytes') {
    return a.value.length === b.value.length && a.value.every((byte, index) => byte === b.value[index]);
  }
  if ((a.kind === 'list' && b.kind === 'list') || (a.kind === 'tuple' && b.kind === 'tuple')) {
    return sequencesEqual(run, a.items, b.items, span);
  }
  if (a.kind === 'set' && b.kind === 'set') {
    return a.items.length === b.items.length && allContained(run, a.items, b.items, span);
  }
  if (a.kind === 'dict' && b.kind === 'dict') return dictsEqual(run, a, b, span);
  if (a.kind === 'none') return true;
  return a === b;
}

function sequencesEqual(
  run: Run,
  a: readonly PythonValue[],
  b: readonly PythonValue[],
  span: Span,
): boolean | PythonUnknown {
  if (a.length !== b.length) return false;
  let undecided: PythonUnknown | undefined;
  for (const [index, item] of a.entries()) {
    const result = equals(run, item, b[index] as PythonValue, span);
    if (result === false) return false;
    if (result !== true) undecided ??= result;
  }
  return undecided ?? true;
}

function allContained(
  run: Run,
  items: readonly PythonValue[],
  container: readonly PythonValue[],
  span: Span,
): boolean | PythonUnknown {
  for (const item of items) {
    const result = contains(run, container, item, span);
    if (result !== true) return result;
  }
  return true;
}

function dictsEqual(
  run: Run,
  a: PythonValue & { kind: 'dict' },
  b: PythonValue & { kind: 'dict' },
  span: Span,
): boolean | PythonUnknown {
  if (a.entries.length !== b.entries.length) return false;
  for (const [key, value] of a.entries) {
    const index = entryIndex(run, b, key, span);
    if (typeof index !== 'number') return index;
    if (index < 0) return false;
    const result = equals(run, value, (b.entries[index] as [PythonValue, PythonValue])[1], span);
    if (result !== true) return result;
  }
  return true;
}

/** `item in items`. */
export function contains(
  run: Run,
  items: readonly PythonValue[],
  item: PythonValue,
  span: Span,
): boolean | PythonUnknown {
  let undecided: PythonUnknown | undefined;
  for (const candidate of items) {
    const result = equals(run, candidate, item, span);
    if (result === true) return true;
    if (result !== false) undecided ??= result;
  }
  return undecided ?? false;
}

/** Where `key` is in a dict: an index, -1, or unknown. */
export function entryIndex(
  run: Run,
  dict: PythonValue & { kind: 'dict' },
  key: PythonValue,
  span: Span,
): number | PythonUnknown {
  if (key.kind === 'unknown') return stillUnknown(key, span);
  const tainted = taintOf(dict);
  if (tainted !== undefined) return stillUnknown(tainted, span);
  let undecided: PythonUnknown | undefined;
  for (let index = 0; index < dict.entries.length; index += 1) {
    const candidate = (dict.entries[index] as [PythonValue, PythonValue])[0];
    if (candidate.kind === 'str' && key.kind === 'str') {
      if (candidate.value === key.value) return index;
      continue;
    }
    const result = equals(run, candidate, key, span);
    if (result === true) return index;
    if (result !== false) undecided ??= result;
  }
  return undecided ?? -1;
}

/** True where Python can use the value as a key of a dict or an item of a set. */
export function isHashable(value: PythonValue): boolean {
  if (value.kind === 'list' || value.kind === 'dict' || value.kind === 'set') return false;
  return value.kind !== 'tuple' || value.items.every(isHashable);
}

/** Adds to the items of a set; the unknown that keeps the result from being known, if any. */
export function addToSet(
  run: Run,
  items: PythonValue[],
  item: PythonValue,
  span: Span,
): PythonUnknown | undefined {
  const result = contains(run, items, item, span);
  if (result === false) items.push(item);
  return typeof result === 'boolean' ? undefined : result;
}

/** `target[key] = value`; the unknown that keeps it from being known which entry changes, if any. */
export function setEntry(
  run: Run,
  target: PythonDict,
  key: PythonValue,
  value: PythonValue,
  span: Span,
): PythonUnknown | undefined {
  if (!isHashable(key)) throw new PythonRaise('TypeError', `unhashable type: '${typeNameOf(key)}'`, span);
  const index = entryIndex(run, target, key, span);
  if (typeof index !== 'number') return index;
  const found = target.entries[index];
  if (found === undefined) target.entries.push([key, value]);
  else found[1] = value;
  return undefined;
}
