import type { PythonValue } from '../values.ts';
import { isEnumClass } from './enum-members.ts';
import { isExceptionClass } from './exceptions.ts';
import { isEnumMember } from './program-values.ts';

/** Names that every object or class of Python has. */
const OBJECT_NAMES: ReadonlySet<string> = new Set(
  (
    '__annotations__ __base__ __bases__ __class__ __delattr__ __dict__ __dir__ __doc__ __eq__ __format__ __ge__ ' +
    '__getattribute__ __getstate__ __gt__ __hash__ __init__ __init_subclass__ __le__ __lt__ __module__ __mro__ __name__ ' +
    '__ne__ __new__ __qualname__ __reduce__ __reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasses__ ' +
    '__subclasshook__ __weakref__ mro'
  ).split(' '),
);

/** All methods of built-in types. */
const METHODS: Readonly<Partial<Record<PythonValue['kind'], string>>> = {
  str:
    'capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii ' +
    'isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans ' +
    'partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith ' +
    'strip swapcase title translate upper zfill',
  list: 'append clear copy count extend index insert pop remove reverse sort',
  dict: 'clear copy fromkeys get items keys move_to_end pop popitem setdefault update values default_factory',
  set:
    'add clear copy difference difference_update discard intersection intersection_update isdisjoint issubset issuperset ' +
    'pop remove symmetric_difference symmetric_difference_update union update',
  int: 'as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag is_integer numerator real to_bytes',
  float: 'as_integer_ratio conjugate fromhex hex imag is_integer real',
};
const NAMES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({ ...METHODS, bool: METHODS.int ?? '' }).map(([kind, names]) => [
    kind,
    new Set(names.split(' ')),
  ]),
);

/** Natives of the layers above know all names that they have. */
const TELLS_ITS_NAMES = /^(?:sqlalchemy|alembic)\./;

/** True where Python has such an attribute, or may have it, though it is not worked out here. */
export function hasUnfollowed(value: PythonValue, name: string): boolean {
  const isSpecial = /^__\w+__$/.test(name);
  switch (value.kind) {
    case 'module':
      return false;
    case 'native':
      return isSpecial || !TELLS_ITS_NAMES.test(value.typeName);
    case 'class':
      return (
        isExceptionClass(value) || OBJECT_NAMES.has(name) || (isEnumClass(value) && /^_\w+_$/.test(name))
      );
    case 'instance': {
      const isEnum = isEnumMember(value) && (/^_\w+_$/.test(name) || hasMixinName(value.mixin, name));
      return isEnum || isExceptionClass(value.class) || OBJECT_NAMES.has(name);
    }
    default:
      return isSpecial || NAMES.get(value.kind)?.has(name) === true;
  }
}

function hasMixinName(mixin: PythonValue | undefined, name: string): boolean {
  return mixin !== undefined && hasUnfollowed(mixin, name);
}
