import type { PythonClass, PythonValue } from '../values.ts';
import { methodResolutionOrder } from './class-members.ts';
import { type EnumMember, isEnumMember } from './program-values.ts';

/** Marks the enum classes of the standard library among the classes that programs make. */
export const ENUM_BASES = new Set<PythonClass>();

export function isEnumClass(type: PythonClass): boolean {
  return methodResolutionOrder(type).some((current) => ENUM_BASES.has(current));
}

/** The members of an enum class in order, without aliases; undefined where the class is no enum. */
export function enumMembers(type: PythonClass): readonly EnumMember[] | undefined {
  if (!isEnumClass(type)) return undefined;
  const members: EnumMember[] = [];
  for (const [name, value] of type.attributes as ReadonlyMap<string, PythonValue>) {
    if (isEnumMember(value) && value.enumName === name) members.push(value);
  }
  return members;
}

/** A member of a `StrEnum`, or of a class that defines its own text. */
export function isStrEnum(value: PythonValue): boolean {
  if (!isEnumMember(value)) return false;
  const order = methodResolutionOrder(value.class);
  return order.some((current) => ENUM_BASES.has(current) && current.name === 'StrEnum');
}
