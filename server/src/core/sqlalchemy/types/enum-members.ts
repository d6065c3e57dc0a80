import { enumMembers as membersOfClass } from '../../python/interpreter/enum-members.ts';
import type { EnumMember } from '../../python/interpreter/program-values.ts';
import type { PythonValue } from '../../python/values.ts';

/** The members of an enum class in definition order, aliases left out; undefined for anything else. */
export function enumMembers(value: PythonValue): readonly EnumMember[] | undefined {
  return value.kind === 'class' ? membersOfClass(value) : undefined;
}
