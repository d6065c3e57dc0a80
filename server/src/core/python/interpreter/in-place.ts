import type { Span } from '../../text/span.ts';
import { type BinaryOperator, PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { addToSet, setEntry } from './equality.ts';
import { itemsOf } from './iterate.ts';
import { appendAll, taint } from './objects.ts';
import { binaryOperation } from './operators.ts';
import type { Run } from './run.ts';

/** `current operator= value`: lists, dicts and sets change in place, everything else gives a new value. */
export function inPlace(
  run: Run,
  operator: BinaryOperator,
  current: PythonValue,
  value: PythonValue,
  span: Span,
): PythonValue {
  if (current.kind === 'list' && operator === '+') {
    const items = itemsOf(run, value, span);
    if (Array.isArray(items)) {
      run.meter.step(span, items.length);
      appendAll(current.items, items as PythonValue[]);
    } else taint(current, items as PythonUnknown);
    return current;
  }
  if (current.kind === 'set' && operator === '|') {
    if (value.kind !== 'set' && value.kind !== 'unknown' && value.kind !== 'native') {
      throw new PythonRaise('TypeError', "unsupported operand type(s) for |=: 'set'", span);
    }
    const items = itemsOf(run, value, span);
    if (!Array.isArray(items)) taint(current, items as PythonUnknown);
    else {
      for (const item of items as PythonValue[]) {
        const failure = addToSet(run, current.items, item, span);
        if (failure !== undefined) taint(current, failure);
      }
    }
    return current;
  }
  if (current.kind === 'dict' && operator === '|' && value.kind === 'dict') {
    for (const [key, item] of value.entries) {
      const failure = setEntry(run, current, key, item, span);
      if (failure !== undefined) taint(current, failure);
    }
    return current;
  }
  return binaryOperation(run, operator, current, value, span);
}
