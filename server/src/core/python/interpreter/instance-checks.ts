import type { Span } from '../../text/span.ts';
import type { PythonUnknown, PythonValue } from '../values.ts';
import { foreignBases, isSubclass } from './class-members.ts';
import { bool, stillUnknown, unknown } from './objects.ts';
import { isTypeObject } from './program-values.ts';

/** `isinstance(value, types)`. */
export function isInstance(value: PythonValue, types: PythonValue, span: Span): PythonValue {
  if (value.kind === 'unknown') return stillUnknown(value, span);
  const candidates = types.kind === 'tuple' ? types.items : [types];
  let undecided: PythonUnknown | undefined;
  for (const candidate of candidates) {
    const result = checkOne(value, candidate, span);
    if (result === true) return bool(true);
    if (result !== false) undecided ??= result;
  }
  return undecided ?? bool(false);
}

function checkOne(value: PythonValue, type: PythonValue, span: Span): boolean | PythonUnknown {
  if (type.kind === 'unknown') return stillUnknown(type, span);
  if (type.kind === 'class') {
    if (value.kind === 'native' || value.kind === 'unknown') return notFollowed(span);
    if (value.kind !== 'instance') return false;
    if (isSubclass(value.class, type)) return true;
    return foreignBases(value.class).length === 0 ? false : notFollowed(span);
  }
  if (isTypeObject(type)) {
    if (value.kind === 'instance' && foreignBases(value.class).length > 0) {
      return type.isInstance(value) === true ? true : notFollowed(span);
    }
    return type.isInstance(value) ?? notFollowed(span);
  }
  return notFollowed(span);
}

function notFollowed(span: Span): PythonUnknown {
  return unknown('unsupported-operation', 'this `isinstance` is not followed', span);
}
