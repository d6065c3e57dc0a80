import type { Span } from '../../text/span.ts';
import type {
  CallArguments,
  PythonBool,
  PythonDict,
  PythonInt,
  PythonList,
  PythonNative,
  PythonNone,
  PythonStr,
  PythonTuple,
  PythonUnknown,
  PythonValue,
  UnknownReason,
} from '../values.ts';

export const NONE: PythonNone = { kind: 'none' };
const TRUE: PythonBool = { kind: 'bool', value: true };
const FALSE: PythonBool = { kind: 'bool', value: false };

export function bool(value: boolean): PythonBool {
  return value ? TRUE : FALSE;
}

export function int(value: bigint | number): PythonInt {
  return { kind: 'int', value: BigInt(value) };
}

export function str(value: string, span?: Span): PythonStr {
  return span === undefined ? { kind: 'str', value } : { kind: 'str', value, span };
}

/** Texts one behind the other. */
export function joinedText(texts: readonly PythonStr[], span: Span): PythonStr {
  const value = texts.map((text) => text.value).join('');
  const pieces = texts.map((text) => ({ length: text.value.length, of: text }));
  return { kind: 'str', value, span, origin: { kind: 'joined', pieces } };
}

/** What became of a text: some of it cut off, put in or replaced. */
export function changedText(value: string, from: PythonStr, span: Span | undefined): PythonStr {
  return { ...str(value, span), origin: { kind: 'changed', from } };
}

export function list(items: PythonValue[]): PythonList {
  return { kind: 'list', items };
}

export function tuple(items: readonly PythonValue[]): PythonTuple {
  return { kind: 'tuple', items };
}

export function dict(entries: Array<[PythonValue, PythonValue]>): PythonDict {
  return { kind: 'dict', entries };
}

export function unknown(
  kind: UnknownReason['kind'],
  message: string,
  span: Span,
  name?: string,
): PythonUnknown {
  return { kind: 'unknown', reason: name === undefined ? { kind, message } : { kind, message, name }, span };
}

/** The same thing not known, met again further down the program: the place moves, the reason stays. */
export function stillUnknown(value: PythonUnknown, span: Span): PythonUnknown {
  return { ...value, span };
}

/** A function that the interpreter itself provides. Calling it changes nothing outside its arguments. */
export function nativeFunction(
  name: string,
  call: (args: CallArguments) => PythonValue,
  pure = true,
): PythonNative {
  return {
    kind: 'native',
    typeName: 'builtin_function_or_method',
    pure,
    call,
    toText: () => `<built-in function ${name}>`,
  };
}

/** What Python's `type(x).__name__` says. */
export function typeNameOf(value: PythonValue): string {
  switch (value.kind) {
    case 'none':
      return 'NoneType';
    case 'native':
      return value.typeName;
    case 'class':
      return 'type';
    case 'instance':
      return value.class.name;
    default:
      return value.kind;
  }
}

/** Adds in place; a spread into `push` fails for more items than the stack holds. */
export function appendAll<T>(target: T[], items: readonly T[]): void {
  // Counted first: a list may be added to itself.
  const { length } = items;
  for (let index = 0; index < length; index += 1) target.push(items[index] as T);
}

/** Containers that some code changed in a way nobody can follow. */
const TAINTED = new WeakMap<object, PythonUnknown>();

/** From here on nothing is known about what `container` holds. Readers of its items meet the reason as an item. */
export function taint(container: PythonValue, reason: PythonUnknown): void {
  if (container.kind === 'list' || container.kind === 'set') container.items.push(reason);
  else if (container.kind === 'dict') container.entries.push([reason, reason]);
  else if (container.kind !== 'instance') return;
  TAINTED.set(container, reason);
}

export function taintOf(container: PythonValue): PythonUnknown | undefined {
  return TAINTED.get(container);
}
