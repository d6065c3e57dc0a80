import type { Expression } from '../syntax.ts';
import { PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { setAttribute } from './attributes.ts';
import { itemsOf } from './iterate.ts';
import { list, stillUnknown, typeNameOf } from './objects.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import { deleteSubscript, setSubscript } from './subscript.ts';

/** Binds a target to a value, taking it apart where the target is a sequence. */
export function assignTarget(run: Run, target: Expression, value: PythonValue, scope: Scope): void {
  const span = run.place(target, scope);
  switch (target.kind) {
    case 'name':
      scope.assign(target.name, value);
      break;
    case 'tuple':
    case 'list':
      unpack(run, target.elements, value, target, scope);
      break;
    case 'starred':
      assignTarget(run, target.value, value, scope);
      break;
    case 'attribute':
      setAttribute(run.evaluate(target.value, scope), target.name, value, span);
      break;
    case 'subscript':
      setSubscript(run, run.evaluate(target.value, scope), run.evaluate(target.index, scope), value, span);
      break;
    default:
      break;
  }
}

function unpack(
  run: Run,
  targets: readonly Expression[],
  value: PythonValue,
  node: Expression,
  scope: Scope,
): void {
  const span = run.place(node, scope);
  const items = value.kind === 'unknown' ? stillUnknown(value, span) : unpackItems(run, value, node, scope);
  if (!Array.isArray(items)) {
    for (const target of targets) assignTarget(run, target, items as PythonUnknown, scope);
    return;
  }
  const values = items as readonly PythonValue[];
  const star = targets.findIndex((target) => target.kind === 'starred');
  if (values.length < targets.length - (star < 0 ? 0 : 1)) {
    const least = star < 0 ? `${targets.length}` : `at least ${targets.length - 1}`;
    const message = `not enough values to unpack (expected ${least}, got ${values.length})`;
    throw new PythonRaise('ValueError', message, span);
  }
  if (star < 0 && values.length > targets.length) {
    throw new PythonRaise('ValueError', `too many values to unpack (expected ${targets.length})`, span);
  }
  const extra = values.length - targets.length;
  targets.forEach((target, index) => {
    if (index === star) assignTarget(run, target, list(values.slice(index, index + extra + 1)), scope);
    else {
      const from = star >= 0 && index > star ? index + extra : index;
      assignTarget(run, target, values[from] as PythonValue, scope);
    }
  });
}

function unpackItems(
  run: Run,
  value: PythonValue,
  node: Expression,
  scope: Scope,
): readonly PythonValue[] | PythonUnknown {
  const span = run.place(node, scope);
  const isIterable = value.kind !== 'native' || value.iterate !== undefined;
  if (isIterable) return itemsOf(run, value, span);
  throw new PythonRaise('TypeError', `cannot unpack non-iterable ${typeNameOf(value)} object`, span);
}

/** `del target`. */
export function deleteTarget(run: Run, target: Expression, scope: Scope): void {
  const span = run.place(target, scope);
  if (target.kind === 'name') {
    if (!scope.remove(target.name)) {
      const type = scope.locals.has(target.name) ? 'UnboundLocalError' : 'NameError';
      throw new PythonRaise(type, `name '${target.name}' is not defined`, span);
    }
  } else if (target.kind === 'subscript') {
    deleteSubscript(run, run.evaluate(target.value, scope), run.evaluate(target.index, scope), span);
  } else if (target.kind === 'tuple' || target.kind === 'list') {
    for (const element of target.elements) deleteTarget(run, element, scope);
  } else if (target.kind === 'attribute') {
    const object = run.evaluate(target.value, scope);
    if (object.kind === 'instance' || object.kind === 'class') object.attributes.delete(target.name);
  }
}
