import type { Span } from '../../text/span.ts';
import { PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { classMember } from './class-members.ts';
import { enumMembers } from './enum-members.ts';
import { int, stillUnknown, str, taintOf, typeNameOf, unknown } from './objects.ts';
import { isEnumMember } from './program-values.ts';
import { callArguments, type Run } from './run.ts';

/** The items that `for … in value` meets, or the unknown that keeps them from being known. */
export function itemsOf(run: Run, value: PythonValue, span: Span): readonly PythonValue[] | PythonUnknown {
  const tainted = taintOf(value);
  if (tainted !== undefined) return stillUnknown(tainted, span);
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return value.items;
    case 'dict':
      return value.entries.map(([key]) => key);
    case 'str':
      return [...value.value].map((character) => str(character));
    case 'bytes':
      return [...value.value].map((byte) => int(byte));
    case 'unknown':
      return stillUnknown(value, span);
    case 'native':
      if (value.iterate !== undefined) return value.iterate(span);
      break;
    case 'class': {
      const members = enumMembers(value);
      if (members !== undefined) return members;
      break;
    }
    case 'instance':
      if (isEnumMember(value) && value.mixin !== undefined) return itemsOf(run, value.mixin, span);
      return instanceItems(run, value, span);
    default:
      break;
  }
  throw new PythonRaise('TypeError', `'${typeNameOf(value)}' object is not iterable`, span);
}

function instanceItems(
  run: Run,
  value: PythonValue & { kind: 'instance' },
  span: Span,
): readonly PythonValue[] | PythonUnknown {
  const method = classMember(value.class, '__iter__');
  if (method === undefined) {
    return unknown('unsupported-operation', `the items of a ${value.class.name} are not followed`, span);
  }
  const iterator = run.call(method, callArguments([value], span));
  if (iterator === value) {
    return unknown('unsupported-operation', `the items of a ${value.class.name} are not followed`, span);
  }
  return itemsOf(run, iterator, span);
}
