import type { Span } from '../../text/span.ts';
import type { ComprehensionExpression } from '../syntax.ts';
import { walkSyntax } from '../syntax-walk.ts';
import type { PythonUnknown, PythonValue } from '../values.ts';
import { assignTarget } from './assign.ts';
import { makeSet } from './displays.ts';
import { setEntry } from './equality.ts';
import { itemsOf } from './iterate.ts';
import { dict, list, NONE, stillUnknown } from './objects.ts';
import { IteratorValue } from './program-values.ts';
import type { Run } from './run.ts';
import { Scope } from './scope.ts';
import { truthOf } from './truth.ts';
import { reportSkipped } from './undecided.ts';

/** A comprehension or generator expression; its items are worked out at once. */
export function comprehension(
  run: Run,
  expression: ComprehensionExpression,
  span: Span,
  scope: Scope,
): PythonValue {
  const inner = new Scope('function', scope.source, scope.kind === 'class' ? scope.parent : scope);
  const results: [PythonValue, PythonValue][] = [];
  const [outermost] = expression.clauses;
  // As in Python, the first iterable belongs to the scope around the comprehension.
  const first = outermost === undefined ? NONE : run.evaluate(outermost.iterable, scope);
  const add = (key: PythonValue, value: PythonValue) => results.push([key, value]);
  const failure = runClauses(run, expression, 0, inner, add, first);
  if (failure !== undefined) {
    const parts = [...(expression.value === undefined ? [] : [expression.value]), expression.element];
    reportSkipped(run, parts, expression, inner, failure);
    return stillUnknown(failure, span);
  }
  forwardWalrus(expression, inner, scope);
  const keys = results.map(([key]) => key);
  switch (expression.form) {
    case 'list':
      return list(keys);
    case 'generator':
      return new IteratorValue('generator', keys);
    case 'set':
      return makeSet(run, keys, span);
    case 'dict': {
      const made = dict([]);
      for (const [key, value] of results) {
        const unknownKey = setEntry(run, made, key, value, span);
        if (unknownKey !== undefined) return unknownKey;
      }
      return made;
    }
  }
}

/** `:=` inside a comprehension binds in the scope around it. */
function forwardWalrus(expression: ComprehensionExpression, inner: Scope, outer: Scope): void {
  walkSyntax([expression], (part) => {
    if (part.kind === 'named') {
      const value = inner.names.get(part.target.name);
      if (value !== undefined) outer.assign(part.target.name, value);
    }
    return part.kind !== 'lambda';
  });
}

/** Runs the clauses from `index` on; the unknown that keeps the items from being known, if any. */
function runClauses(
  run: Run,
  expression: ComprehensionExpression,
  index: number,
  scope: Scope,
  add: (key: PythonValue, value: PythonValue) => void,
  iterable?: PythonValue,
): PythonUnknown | undefined {
  const clause = expression.clauses[index];
  if (clause === undefined) {
    const key = run.evaluate(expression.element, scope);
    add(key, expression.value === undefined ? NONE : run.evaluate(expression.value, scope));
    return undefined;
  }
  const span = run.place(clause.iterable, scope);
  const items = itemsOf(run, iterable ?? run.evaluate(clause.iterable, scope), span);
  if (!Array.isArray(items)) return items as PythonUnknown;
  for (const item of items as PythonValue[]) {
    run.meter.step(span);
    assignTarget(run, clause.target, item, scope);
    let isKept = true;
    for (const condition of clause.conditions) {
      const truth = truthOf(run, run.evaluate(condition, scope), run.place(condition, scope));
      if (typeof truth !== 'boolean') return truth;
      isKept = truth;
      if (!isKept) break;
    }
    const failure = isKept ? runClauses(run, expression, index + 1, scope, add) : undefined;
    if (failure !== undefined) return failure;
  }
  return undefined;
}
