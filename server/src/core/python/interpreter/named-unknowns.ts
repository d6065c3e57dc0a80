import type { Span } from '../../text/span.ts';
import type { PythonClass, PythonUnknown } from '../values.ts';
import { classMember, foreignBases } from './class-members.ts';
import { stillUnknown } from './objects.ts';

/** What an unknown value is beyond its reason. A value that is made of it is another object and is none of this. */
interface Identity {
  /** The class of the project that it is an object of. */
  readonly type: PythonClass | undefined;
}

const identities = new WeakMap<PythonUnknown, Identity>();
const assumed = new WeakMap<PythonUnknown, boolean>();

/**
 * Bases whose objects take their fields from outside and leave all else to the class: a property is what its code says.
 * Source: `pydantic.main.BaseModel`, `pydantic_settings.main.BaseSettings`.
 */
const FIELD_BASES: ReadonlySet<string> = new Set([
  'pydantic.BaseModel',
  'pydantic.BaseSettings',
  'pydantic_settings.BaseSettings',
]);
const DECIDING_MEMBERS = ['__new__', '__getattr__', '__getattribute__'];

/** The same value, known to be the very thing that its reason names; an object of a class like `from`. */
export function asNamed(value: PythonUnknown, from?: PythonUnknown): PythonUnknown {
  identities.set(value, { type: from === undefined ? undefined : identities.get(from)?.type });
  return value;
}

/** The very same value, met again under a name of the program: the place moves, all else stays. */
export function metAgain(value: PythonUnknown, span: Span): PythonUnknown {
  const again = stillUnknown(value, span);
  const identity = identities.get(value);
  const truth = assumed.get(value);
  if (identity !== undefined) identities.set(again, identity);
  if (truth !== undefined) assumed.set(again, truth);
  return again;
}

/** True for the very thing that the reason names; false for what came of it, such as a comparison. */
export function isNamed(value: PythonUnknown): boolean {
  return identities.has(value);
}

/** An object of a class of which only the fields are unknown; plainly unknown where more is. */
export function asObjectOf(type: PythonClass, value: PythonUnknown): PythonUnknown {
  const isPlain =
    foreignBases(type).every((base) => base.kind === 'unknown' && FIELD_BASES.has(base.reason.name ?? '')) &&
    DECIDING_MEMBERS.every((name) => classMember(type, name) === undefined);
  if (isPlain) identities.set(value, { type });
  return value;
}

/** The class of an object of which only the fields are unknown. */
export function classOfUnknown(value: PythonUnknown): PythonClass | undefined {
  return identities.get(value)?.type;
}

/** Something of which nothing is known but whether it counts as true. */
export function assumedUnknown(name: string, truth: boolean): PythonUnknown {
  const message = `\`${name}\` is taken to be ${truth}`;
  const value: PythonUnknown = {
    kind: 'unknown',
    reason: { kind: 'environment', message, name },
    span: { start: 0, end: 0 },
  };
  assumed.set(value, truth);
  return value;
}

export function assumedTruth(value: PythonUnknown): boolean | undefined {
  return assumed.get(value);
}
