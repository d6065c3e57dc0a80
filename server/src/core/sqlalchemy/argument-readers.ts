import { plainValue } from '../python/interpreter/program-values.ts';
import { RuntimeValue } from '../python/interpreter/runtime-value.ts';
import { isMarkBesideColon } from '../python/runtime-mark.ts';
import type { PythonStr, PythonValue } from '../python/values.ts';
import type { Argument, BoundArguments } from './call-signature.ts';
import { ConstraintNameObject } from './constraint-name.ts';
import { QuotedNameObject } from './quoted-name.ts';
import { requireKnown, UnknownArgument, unsupportedArgument } from './unknown-argument.ts';

/** The argument under `name`, or undefined where it was not given or is None. Throws UnknownArgument where it is not known. */
export function givenArgument(bound: BoundArguments, name: string): Argument | undefined {
  const argument = bound.values.get(name);
  if (argument === undefined || argument.value.kind === 'none') return undefined;
  if (argument.value.kind === 'unknown') throw new UnknownArgument(argument.value);
  return argument;
}

/** The text of a `str`, also of SQLAlchemy's subclasses of it and of a member of a `str` enum; undefined for anything else. */
export function textOf(value: PythonValue): string | undefined {
  if (value.kind === 'str') return value.value;
  if (value instanceof ConstraintNameObject) return value.name.text;
  if (value instanceof QuotedNameObject) return value.name;
  const plain = plainValue(value);
  return plain.kind === 'str' ? plain.value : undefined;
}

/**
 * The text of SQL that a program hands on as a `str`, with marks where values stand in it that are made when it runs; undefined
 * for anything else. `hasParameters`: `text()` looks for `:name` in it.
 */
export function sqlTextOf({ value, span }: Argument, hasParameters: boolean): string | undefined {
  if (!(value instanceof RuntimeValue) || value.typeName !== 'str') return textOf(value);
  if (hasParameters && isMarkBesideColon(value.text)) throw new UnknownArgument(value.notKnown(span));
  return value.text;
}

/** The text of a file behind a value; undefined where the value is no plain text. */
export function sourceOf(value: PythonValue): PythonStr | undefined {
  const plain = plainValue(value);
  return plain.kind === 'str' ? plain : undefined;
}

function wrongType(argument: Argument, name: string, expected: string): UnknownArgument {
  return unsupportedArgument(
    `the argument ${name} is a ${argument.value.kind} here, where ${expected} is expected`,
    argument.span,
    name,
  );
}

export function requireText(argument: Argument, name: string): string {
  requireKnown(argument.value);
  if (argument.value instanceof RuntimeValue)
    throw new UnknownArgument(argument.value.notKnown(argument.span));
  const text = textOf(argument.value);
  if (text === undefined) throw wrongType(argument, name, 'a str');
  return text;
}

export function textArgument(bound: BoundArguments, name: string): string {
  const argument = bound.values.get(name);
  if (argument === undefined) throw unsupportedArgument(`the argument ${name} is missing`, bound.span, name);
  return requireText(argument, name);
}

export function optionalText(bound: BoundArguments, name: string): string | null {
  const argument = givenArgument(bound, name);
  return argument === undefined ? null : requireText(argument, name);
}

/** True, False, or null for None and absence. An int counts as Python counts it. */
export function optionalFlag(bound: BoundArguments, name: string): boolean | null {
  const argument = givenArgument(bound, name);
  if (argument === undefined) return null;
  const { value } = argument;
  if (value.kind === 'bool') return value.value;
  if (value.kind === 'int') return value.value !== 0n;
  throw wrongType(argument, name, 'a bool');
}

export function optionalInteger(bound: BoundArguments, name: string): number | null {
  const argument = givenArgument(bound, name);
  if (argument === undefined) return null;
  if (argument.value.kind === 'bool') return Number(argument.value.value);
  if (argument.value.kind === 'int') return Number(argument.value.value);
  throw wrongType(argument, name, 'an int');
}

/** The members of a sequence, as iterating it gives them: a str gives its characters. */
export function sequenceItems(argument: Argument, name: string): readonly PythonValue[] {
  const { value } = argument;
  if (value.kind === 'unknown') throw new UnknownArgument(value);
  if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set') return value.items;
  if (value.kind === 'dict') return value.entries.map(([key]) => key);
  if (value.kind === 'str')
    return Array.from(value.value, (character) => ({ kind: 'str', value: character }));
  if (value.kind === 'native' && value.iterate !== undefined) {
    const items = value.iterate(argument.span);
    if ('kind' in items) throw new UnknownArgument(items);
    return items;
  }
  throw wrongType(argument, name, 'a sequence');
}

export function textItems(argument: Argument, name: string): readonly string[] {
  return sequenceItems(argument, name).map((value) => requireText({ value, span: argument.span }, name));
}
