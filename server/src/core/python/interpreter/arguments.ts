import type { Span } from '../../text/span.ts';
import { type CallArguments, PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { stillUnknown, typeNameOf } from './objects.ts';
import { plainValue } from './program-values.ts';

/** Thrown by a builtin that needs the value of an argument which is not known; the call then gives that unknown. */
export class UnknownArgument extends Error {
  readonly value: PythonUnknown;

  constructor(value: PythonUnknown) {
    super(value.reason.message);
    this.name = 'UnknownArgument';
    this.value = value;
  }
}

/** The argument at `index`, or by `name` where the function takes it by keyword. */
export function argument(args: CallArguments, index: number, name?: string): PythonValue | undefined {
  return args.positional[index] ?? (name === undefined ? undefined : args.keywords.get(name));
}

/** An argument that must be there. */
export function required(args: CallArguments, index: number, name: string): PythonValue {
  const value = argument(args, index, name);
  if (value === undefined)
    throw new PythonRaise('TypeError', `missing required argument: '${name}'`, args.span);
  return value;
}

/** The first argument that is not known, as the result of a call that needs them all. */
export function firstUnknown(args: CallArguments): PythonUnknown | undefined {
  const values = [...args.positional, ...args.keywords.values()];
  const found = values.find((value) => value.kind === 'unknown');
  return found?.kind === 'unknown' ? stillUnknown(found, args.span) : undefined;
}

export function textArgument(args: CallArguments, index: number, name: string): string {
  const value = plainValue(required(args, index, name));
  if (value.kind === 'str') return value.value;
  if (value.kind === 'unknown') throw new UnknownArgument(value);
  throw new PythonRaise('TypeError', `${name} must be str, not ${typeNameOf(value)}`, args.span);
}

/** An int argument as a number; undefined where it is absent or None. */
export function optionalNumber(args: CallArguments, index: number, name?: string): number | undefined {
  const value = argument(args, index, name);
  return value === undefined || value.kind === 'none' ? undefined : toNumber(value, args.span);
}

export function toNumber(given: PythonValue, span: Span): number {
  const value = plainValue(given);
  if (value.kind === 'unknown') throw new UnknownArgument(value);
  if (value.kind === 'int') {
    const number = Number(value.value);
    if (Number.isSafeInteger(number)) return number;
    throw new PythonRaise('OverflowError', 'Python int too large to convert to C ssize_t', span);
  }
  if (value.kind === 'bool') return value.value ? 1 : 0;
  throw new PythonRaise(
    'TypeError',
    `'${typeNameOf(value)}' object cannot be interpreted as an integer`,
    span,
  );
}

/** How many arguments a function of the language takes. */
export function expectCount(args: CallArguments, name: string, minimum: number, maximum: number): void {
  const count = args.positional.length + args.keywords.size;
  if (count >= minimum && count <= maximum) return;
  const expected = minimum === maximum ? `${minimum}` : `${minimum} to ${maximum}`;
  throw new PythonRaise('TypeError', `${name}() takes ${expected} arguments (${count} given)`, args.span);
}

/** What Python says of arguments that are not there. */
export function missingArguments(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  const last = quoted.pop() ?? '';
  const joined =
    quoted.length === 0 ? last : `${quoted.join(', ')}${quoted.length > 1 ? ',' : ''} and ${last}`;
  return `missing ${names.length} required positional argument${names.length === 1 ? '' : 's'}: ${joined}`;
}
