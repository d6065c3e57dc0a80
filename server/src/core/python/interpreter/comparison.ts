import type { Span } from '../../text/span.ts';
import type { CompareOperator } from '../syntax.ts';
import { PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { classMember } from './class-members.ts';
import { enumMembers } from './enum-members.ts';
import { compareNumbers, contains, entryIndex, equals, numberOf } from './equality.ts';
import { itemsOf } from './iterate.ts';
import { bool, stillUnknown, typeNameOf, unknown } from './objects.ts';
import { objectOperation } from './operators.ts';
import { isEnumMember, plainValue } from './program-values.ts';
import { callArguments, type Run } from './run.ts';
import { truthOf } from './truth.ts';

/** `left operator right` for comparisons, of which a native may make anything: `column > 1` is an SQL expression. */
export function comparison(
  run: Run,
  operator: CompareOperator,
  left: PythonValue,
  right: PythonValue,
  span: Span,
): PythonValue {
  run.meter.step(span);
  if (operator === 'is' || operator === 'is not') return identity(left, right, operator === 'is', span);
  if (operator === 'in' || operator === 'not in') return membership(run, left, right, operator, span);
  const special = objectOperation(run, operator, left, right, span);
  if (special !== undefined) return special;
  if (operator === '==' || operator === '!=') {
    const result = equals(run, left, right, span);
    return typeof result === 'boolean' ? bool(result === (operator === '==')) : result;
  }
  const order = ordering(run, plainValue(left), plainValue(right), operator, span);
  if (typeof order !== 'number') return order;
  switch (operator) {
    case '<':
      return bool(order < 0);
    case '<=':
      return bool(order <= 0);
    case '>':
      return bool(order > 0);
    default:
      return bool(order >= 0);
  }
}

function identity(left: PythonValue, right: PythonValue, wanted: boolean, span: Span): PythonValue {
  if (left.kind === 'unknown') return stillUnknown(left, span);
  if (right.kind === 'unknown') return stillUnknown(right, span);
  if (left.kind === 'none' || right.kind === 'none') return bool((left.kind === right.kind) === wanted);
  if (left.kind === 'bool' && right.kind === 'bool') return bool((left.value === right.value) === wanted);
  const isPlain = (value: PythonValue) => ['int', 'float', 'str', 'bytes', 'tuple'].includes(value.kind);
  if (isPlain(left) && isPlain(right) && left !== right) {
    if (left.kind !== right.kind) return bool(!wanted);
    return unknown(
      'unsupported-operation',
      'whether these are one object depends on the Python that runs it',
      span,
    );
  }
  return bool((left === right) === wanted);
}

function membership(
  run: Run,
  item: PythonValue,
  container: PythonValue,
  operator: 'in' | 'not in',
  span: Span,
): PythonValue {
  if (container.kind === 'native' && container.binary !== undefined) {
    const result = container.binary(operator, item, true, span);
    if (result !== undefined) return result;
  }
  const result = isIn(run, item, container, span);
  return typeof result === 'boolean' ? bool(result === (operator === 'in')) : result;
}

function isIn(run: Run, item: PythonValue, container: PythonValue, span: Span): boolean | PythonUnknown {
  if (container.kind === 'unknown') return stillUnknown(container, span);
  if (item.kind === 'unknown') return stillUnknown(item, span);
  if (container.kind === 'str') {
    const needle = plainValue(item);
    if (needle.kind === 'str') return container.value.includes(needle.value);
    const message = `'in <string>' requires string as left operand, not ${typeNameOf(item)}`;
    throw new PythonRaise('TypeError', message, span);
  }
  if (container.kind === 'dict') {
    const index = entryIndex(run, container, item, span);
    return typeof index === 'number' ? index >= 0 : index;
  }
  if (container.kind === 'class' && enumMembers(container) !== undefined && !isEnumMember(item)) {
    return unknown('unsupported-operation', 'this test differs between Python versions', span);
  }
  const own = container.kind === 'instance' ? classMember(container.class, '__contains__') : undefined;
  if (own !== undefined) return truthOf(run, run.call(own, callArguments([container, item], span)), span);
  const items = itemsOf(run, container, span);
  return Array.isArray(items) ? contains(run, items as PythonValue[], item, span) : (items as PythonUnknown);
}

/** What two natives say of their order; undefined where they do not say. */
function nativeOrdering(run: Run, left: PythonValue, right: PythonValue, span: Span): number | undefined {
  if (left.kind !== 'native' || right.kind !== 'native') return undefined;
  const isBelow = objectOperation(run, '<', left, right, span);
  const isAbove = objectOperation(run, '>', left, right, span);
  if (isBelow?.kind !== 'bool' || isAbove?.kind !== 'bool') return undefined;
  return isBelow.value ? -1 : isAbove.value ? 1 : 0;
}

/** Below zero, zero or above: how two values of one kind are ordered. */
export function ordering(
  run: Run,
  left: PythonValue,
  right: PythonValue,
  operator: string,
  span: Span,
): number | PythonUnknown {
  if (left.kind === 'unknown') return stillUnknown(left, span);
  if (right.kind === 'unknown') return stillUnknown(right, span);
  const a = numberOf(left);
  const b = numberOf(right);
  if (a !== undefined && b !== undefined) return compareNumbers(a, b);
  if (left.kind === 'str' && right.kind === 'str') return compareText(left.value, right.value);
  if ((left.kind === 'list' && right.kind === 'list') || (left.kind === 'tuple' && right.kind === 'tuple')) {
    for (const [index, item] of left.items.entries()) {
      const other = right.items[index];
      if (other === undefined) return 1;
      const same = equals(run, item, other, span);
      if (typeof same !== 'boolean') return same;
      if (!same) return ordering(run, plainValue(item), plainValue(other), operator, span);
    }
    return left.items.length === right.items.length ? 0 : -1;
  }
  const ofNatives = nativeOrdering(run, left, right, span);
  if (ofNatives !== undefined) return ofNatives;
  if (
    left.kind === 'native' ||
    right.kind === 'native' ||
    left.kind === 'instance' ||
    right.kind === 'instance' ||
    left.kind === 'set'
  ) {
    return unknown('unsupported-operation', 'the order of these objects is not followed', span);
  }
  const message = `'${operator}' not supported between instances of '${typeNameOf(left)}' and '${typeNameOf(right)}'`;
  throw new PythonRaise('TypeError', message, span);
}

/** By code points, as Python orders text. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const left = [...a];
  const right = [...b];
  for (let index = 0; index < left.length && index < right.length; index += 1) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
