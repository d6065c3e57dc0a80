import type { Span } from '../../text/span.ts';
import type { PythonClass, PythonValue } from '../values.ts';
import { classMember, methodResolutionOrder } from './class-members.ts';
import { ENUM_BASES } from './enum-members.ts';
import { equals } from './equality.ts';
import { int, str, unknown } from './objects.ts';
import {
  Descriptor,
  type EnumMember,
  isEnumMember,
  isInterpretedFunction,
  isTypeObject,
} from './program-values.ts';
import { callArguments, type Run } from './run.ts';

/** What `enum.auto()` gives inside a class body. */
export const AUTO: PythonValue = { kind: 'native', typeName: 'auto' };

/** Turns the plain names of an enum class into its members. Source: `enum.EnumType`. */
export function makeEnumMembers(run: Run, type: PythonClass, span: Span): void {
  const mixin = mixinOf(type);
  let count = 0;
  for (const [name, value] of [...type.attributes]) {
    if (!isMember(name, value)) continue;
    count += 1;
    const given = value === AUTO ? autoValue(run, type, name, count, mixin, span) : value;
    const existing = [...type.attributes.values()].find(
      (other) => isEnumMember(other) && equals(run, other.enumValue, given, span) === true,
    );
    type.attributes.set(name, existing ?? makeMember(run, type, name, given, mixin, span));
  }
}

function isMember(name: string, value: PythonValue): boolean {
  if (/^__.*__$/.test(name) || /^_[^_].*_$/.test(name)) return false;
  return !isInterpretedFunction(value) && !(value instanceof Descriptor) && value.kind !== 'class';
}

function mixinOf(type: PythonClass): 'str' | 'int' | undefined {
  for (const current of methodResolutionOrder(type)) {
    if (ENUM_BASES.has(current)) {
      if (current.name === 'StrEnum') return 'str';
      if (current.name === 'IntEnum' || current.name === 'IntFlag') return 'int';
    }
    for (const base of current.bases) {
      if (isTypeObject(base) && (base.name === 'str' || base.name === 'int')) return base.name;
    }
  }
  return undefined;
}

function autoValue(
  run: Run,
  type: PythonClass,
  name: string,
  count: number,
  mixin: 'str' | 'int' | undefined,
  span: Span,
): PythonValue {
  const own = classMember(type, '_generate_next_value_');
  if (own !== undefined) {
    const last = [...type.attributes.values()].filter(isEnumMember).map(({ enumValue }) => enumValue);
    const method = own instanceof Descriptor ? own.function : own;
    return run.call(
      method,
      callArguments([str(name), int(1), int(count - 1), { kind: 'list', items: last }], span),
    );
  }
  if (methodResolutionOrder(type).some((base) => ENUM_BASES.has(base) && base.name === 'StrEnum')) {
    return str(name.toLowerCase());
  }
  if (mixin === 'str') return str(String(count));
  const isFlag = methodResolutionOrder(type).some(
    (base) => ENUM_BASES.has(base) && base.name.endsWith('Flag'),
  );
  if (isFlag) return int(1n << BigInt(count - 1));
  const numbers = [...type.attributes.values()].filter(isEnumMember).map(({ enumValue }) => enumValue);
  const highest = numbers.reduce(
    (most, value) => (value.kind === 'int' && value.value > most ? value.value : most),
    0n,
  );
  return int(highest + 1n);
}

function makeMember(
  run: Run,
  type: PythonClass,
  name: string,
  value: PythonValue,
  mixin: 'str' | 'int' | undefined,
  span: Span,
): EnumMember {
  const member: EnumMember = {
    kind: 'instance',
    class: type,
    attributes: new Map(),
    enumName: name,
    enumValue: value,
    mixin: mixin === undefined || value.kind !== mixin ? undefined : value,
  };
  const make = classMember(type, '__init__');
  if (make !== undefined && isInterpretedFunction(make)) {
    run.call(make, callArguments([member, ...(value.kind === 'tuple' ? value.items : [value])], span));
  }
  if (classMember(type, '__new__') === undefined) return member;
  return { ...member, enumValue: unknown('unsupported-operation', '`__new__` is not followed', span) };
}

/** `Class(value)`: the member with that value. */
export function memberByValue(
  run: Run,
  members: readonly EnumMember[],
  value: PythonValue,
  span: Span,
): PythonValue | undefined {
  for (const member of members) {
    const found = equals(run, member.enumValue, value, span);
    if (found === true || member === value) return member;
    if (found !== false) return found;
  }
  return undefined;
}

/** The bases of the `enum` module as classes that programs can inherit from. */
export const ENUM_CLASSES: ReadonlyMap<string, PythonClass> = new Map(
  ['Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag'].map((name) => {
    const made: PythonClass = { kind: 'class', name, bases: [], attributes: new Map() };
    ENUM_BASES.add(made);
    return [name, made] as const;
  }),
);
