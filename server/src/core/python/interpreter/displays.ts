import type { Span } from '../../text/span.ts';
import type { Expression } from '../syntax.ts';
import { PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { addToSet, isHashable, setEntry } from './equality.ts';
import { itemsOf } from './iterate.ts';
import { appendAll, dict, list, stillUnknown, tuple, typeNameOf, unknown } from './objects.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';

/** The elements of a display with `*values` spread out; the unknown that cannot be spread, if any. */
function spread(run: Run, elements: readonly Expression[], scope: Scope): PythonValue[] | PythonUnknown {
  const values: PythonValue[] = [];
  let failure: PythonUnknown | undefined;
  for (const element of elements) {
    if (element.kind !== 'starred') {
      values.push(run.evaluate(element, scope));
      continue;
    }
    const items = itemsOf(run, run.evaluate(element.value, scope), run.place(element, scope));
    if (Array.isArray(items)) appendAll(values, items as PythonValue[]);
    else failure ??= items as PythonUnknown;
  }
  return failure ?? values;
}

export function display(
  run: Run,
  kind: 'tuple' | 'list' | 'set',
  elements: readonly Expression[],
  span: Span,
  scope: Scope,
): PythonValue {
  const values = spread(run, elements, scope);
  if (!Array.isArray(values)) return values;
  if (kind === 'tuple') return tuple(values);
  return kind === 'list' ? list(values) : makeSet(run, values, span);
}

export function makeSet(run: Run, values: readonly PythonValue[], span: Span): PythonValue {
  const items: PythonValue[] = [];
  for (const value of values) {
    if (!isHashable(value))
      throw new PythonRaise('TypeError', `unhashable type: '${typeNameOf(value)}'`, span);
    const failure = addToSet(run, items, value, span);
    if (failure !== undefined) return failure;
  }
  return { kind: 'set', items };
}

export function dictDisplay(
  run: Run,
  expression: Expression & { kind: 'dict' },
  span: Span,
  scope: Scope,
): PythonValue {
  const made = dict([]);
  let failure: PythonUnknown | undefined;
  for (const { key, value } of expression.entries) {
    if (key !== undefined) {
      const keyValue = run.evaluate(key, scope);
      failure ??= setEntry(run, made, keyValue, run.evaluate(value, scope), span);
      continue;
    }
    const spreadValue = run.evaluate(value, scope);
    if (spreadValue.kind === 'dict') {
      for (const [name, entry] of spreadValue.entries) failure ??= setEntry(run, made, name, entry, span);
    } else if (spreadValue.kind === 'unknown') failure ??= stillUnknown(spreadValue, span);
    else failure ??= unknown('unsupported-operation', 'this mapping is not followed', span);
  }
  return failure ?? made;
}
