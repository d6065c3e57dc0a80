import type { Span } from '../../text/span.ts';
import {
  type BinaryOperator,
  PythonRaise,
  type PythonUnknown,
  type PythonValue,
  type UnaryOperator,
} from '../values.ts';
import { arithmetic } from './arithmetic.ts';
import { classMember } from './class-members.ts';
import { contains, numberOf, setEntry } from './equality.ts';
import {
  changedText,
  dict,
  int,
  joinedText,
  list,
  stillUnknown,
  str,
  taintOf,
  tuple,
  typeNameOf,
} from './objects.ts';
import { percentFormat } from './percent-format.ts';
import { isEnumMember, plainValue } from './program-values.ts';
import { callArguments, type Run } from './run.ts';

const METHOD_NAMES: Partial<Readonly<Record<BinaryOperator, string>>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '|': 'or',
  '&': 'and',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
};

/** `left operator right` for the operators that work something out. */
export function binaryOperation(
  run: Run,
  operator: BinaryOperator,
  leftValue: PythonValue,
  rightValue: PythonValue,
  span: Span,
): PythonValue {
  run.meter.step(span);
  const special = objectOperation(run, operator, leftValue, rightValue, span);
  if (special !== undefined) return special;
  const left = plainValue(leftValue);
  const right = plainValue(rightValue);
  if (left.kind === 'str' && operator === '%') {
    const text = percentFormat(run, left.value, rightValue, span);
    if (typeof text !== 'string') return text;
    run.meter.text(text.length, span);
    return changedText(text, left, span);
  }
  if (left.kind === 'unknown') return stillUnknown(left, span);
  if (right.kind === 'unknown') return stillUnknown(right, span);
  const tainted = taintOf(left) ?? taintOf(right);
  if (tainted !== undefined) return stillUnknown(tainted, span);
  const a = numberOf(left);
  const b = numberOf(right);
  const result =
    a !== undefined && b !== undefined
      ? arithmetic(operator, left, a, right, b, span)
      : collections(run, operator, left, right, span);
  if (result !== undefined) return result;
  const message = `unsupported operand type(s) for ${operator}: '${typeNameOf(left)}' and '${typeNameOf(right)}'`;
  throw new PythonRaise('TypeError', message, span);
}

/** What natives and objects of the file say about an operator; undefined where neither side does. */
export function objectOperation(
  run: Run,
  operator: BinaryOperator,
  left: PythonValue,
  right: PythonValue,
  span: Span,
): PythonValue | undefined {
  if (left.kind === 'native') {
    const result = left.binary?.(operator, right, false, span);
    if (result !== undefined) return result;
  }
  if (right.kind === 'native') {
    const result = right.binary?.(operator, left, true, span);
    if (result !== undefined) return result;
  }
  const name = METHOD_NAMES[operator];
  if (name === undefined) return undefined;
  if (left.kind === 'instance' && !isEnumMember(left)) {
    const method = classMember(left.class, `__${name}__`);
    if (method !== undefined) return run.call(method, callArguments([left, right], span));
  }
  if (right.kind === 'instance' && !isEnumMember(right)) {
    const method = classMember(right.class, `__r${name}__`);
    if (method !== undefined) return run.call(method, callArguments([right, left], span));
  }
  return undefined;
}

function collections(
  run: Run,
  operator: BinaryOperator,
  left: PythonValue,
  right: PythonValue,
  span: Span,
): PythonValue | undefined {
  if (operator === '+') return concatenation(run, left, right, span);
  if (operator === '*') return repetition(run, left, right, span) ?? repetition(run, right, left, span);
  if (left.kind === 'dict' && right.kind === 'dict' && operator === '|')
    return mergeDicts(run, left, right, span);
  if (left.kind === 'set' && right.kind === 'set')
    return setOperation(run, operator, left.items, right.items, span);
  return undefined;
}

function concatenation(run: Run, left: PythonValue, right: PythonValue, span: Span): PythonValue | undefined {
  if (left.kind === 'str' && right.kind === 'str') {
    run.meter.text(left.value.length + right.value.length, span);
    return joinedText([left, right], span);
  }
  if (left.kind === 'list' && right.kind === 'list') {
    run.meter.step(span, left.items.length + right.items.length);
    return list([...left.items, ...right.items]);
  }
  if (left.kind === 'tuple' && right.kind === 'tuple') return tuple([...left.items, ...right.items]);
  if (left.kind === 'bytes' && right.kind === 'bytes') {
    return { kind: 'bytes', value: Uint8Array.from([...left.value, ...right.value]) };
  }
  if ((left.kind === 'str' || left.kind === 'list' || left.kind === 'tuple') && right.kind !== 'native') {
    const message =
      left.kind === 'str'
        ? `can only concatenate str (not "${typeNameOf(right)}") to str`
        : `can only concatenate ${left.kind} (not "${typeNameOf(right)}") to ${left.kind}`;
    throw new PythonRaise('TypeError', message, span);
  }
  return undefined;
}

function repetition(run: Run, value: PythonValue, times: PythonValue, span: Span): PythonValue | undefined {
  const isSequence = value.kind === 'str' || value.kind === 'list' || value.kind === 'tuple';
  if (!isSequence || (times.kind !== 'int' && times.kind !== 'bool')) return undefined;
  const count = Number(numberOf(times));
  const length = value.kind === 'str' ? value.value.length : value.items.length;
  const repeats = Math.max(count, 0);
  run.meter.text(length * repeats, span);
  if (value.kind === 'str') return str(value.value.repeat(length === 0 ? 0 : repeats), span);
  run.meter.step(span, length * repeats);
  const items = length === 0 ? [] : Array.from({ length: repeats }, () => value.items).flat();
  return value.kind === 'list' ? list(items) : tuple(items);
}

function mergeDicts(
  run: Run,
  left: PythonValue & { kind: 'dict' },
  right: PythonValue & { kind: 'dict' },
  span: Span,
): PythonValue {
  const merged = dict(left.entries.map(([key, value]) => [key, value]));
  for (const [key, value] of right.entries) {
    const failure = setEntry(run, merged, key, value, span);
    if (failure !== undefined) return failure;
  }
  return merged;
}

/** `|`, `&`, `-` and `^` of two sets. */
export function setOperation(
  run: Run,
  operator: BinaryOperator,
  left: readonly PythonValue[],
  right: readonly PythonValue[],
  span: Span,
): PythonValue | undefined {
  const keep = (items: readonly PythonValue[], other: readonly PythonValue[], isIn: boolean) => {
    const kept: PythonValue[] = [];
    for (const item of items) {
      const result = contains(run, other, item, span);
      if (typeof result !== 'boolean') return result;
      if (result === isIn) kept.push(item);
    }
    return kept;
  };
  const joined = (
    first: readonly PythonValue[] | PythonUnknown,
    second: readonly PythonValue[] | PythonUnknown,
  ) => {
    if (!Array.isArray(first)) return first as PythonUnknown;
    if (!Array.isArray(second)) return second as PythonUnknown;
    return [...(first as PythonValue[]), ...(second as PythonValue[])];
  };
  const items =
    operator === '|'
      ? joined(left, keep(right, left, false))
      : operator === '&'
        ? keep(left, right, true)
        : operator === '-'
          ? keep(left, right, false)
          : operator === '^'
            ? joined(keep(left, right, false), keep(right, left, false))
            : undefined;
  if (items === undefined) return undefined;
  return Array.isArray(items) ? { kind: 'set', items } : items;
}

export function unaryOperation(operator: UnaryOperator, value: PythonValue, span: Span): PythonValue {
  if (value.kind === 'unknown') return stillUnknown(value, span);
  if (value.kind === 'native' && value.unary !== undefined) return value.unary(operator, span);
  const number = numberOf(plainValue(value));
  if (number === undefined || (operator === '~' && typeof number === 'number')) {
    throw new PythonRaise(
      'TypeError',
      `bad operand type for unary ${operator}: '${typeNameOf(value)}'`,
      span,
    );
  }
  if (typeof number === 'number') return { kind: 'float', value: operator === '-' ? -number : number };
  if (operator === '~') return int(-number - 1n);
  return int(operator === '-' ? -number : number);
}
