import type { PythonClass, PythonInstance, PythonValue } from '../../python/values.ts';

/** A class of the revision file that derives from `enum.Enum` (or StrEnum, IntEnum). */
export function isEnumClass(value: PythonValue): value is PythonClass {
  return value.kind === 'class' && enumMembers(value).length > 0;
}

/** The members of an enum class in definition order, aliases left out. */
export function enumMembers(enumClass: PythonClass): readonly PythonInstance[] {
  const members: PythonInstance[] = [];
  for (const [name, value] of enumClass.attributes) {
    if (value.kind === 'instance' && value.class === enumClass && memberName(value) === name)
      members.push(value);
  }
  return members;
}

export function memberName(member: PythonInstance): string | undefined {
  const name = member.attributes.get('name');
  return name?.kind === 'str' ? name.value : undefined;
}
