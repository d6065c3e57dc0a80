import type { PythonUnknown, PythonValue, UnknownReason } from '../python/values.ts';
import type { Span } from '../text/span.ts';

/**
 * Thrown while arguments are read, where the outcome of a call depends on a value that is not known. Whoever implements the
 * call catches it with `orUnknown` (a constructor: its result is not known) or records an unresolved operation.
 */
export class UnknownArgument extends Error {
  readonly unknown: PythonUnknown;

  constructor(unknown: PythonUnknown) {
    super(unknown.reason.message);
    this.name = 'UnknownArgument';
    this.unknown = unknown;
  }
}

/**
 * An argument that this program can read but does not translate: said so instead of guessed. What was to be made of it may act on
 * the database later (`enum.create(bind)`), so calling its methods counts as an effect.
 */
export function unsupportedArgument(message: string, span: Span, name?: string): UnknownArgument {
  const reason: UnknownReason =
    name === undefined
      ? { kind: 'unsupported-operation', message }
      : { kind: 'unsupported-operation', message, name };
  return new UnknownArgument({ kind: 'unknown', reason, span, touchesDatabase: true });
}

/** An attribute that SQLAlchemy's object may have but that is not translated. Names of Python's own protocols do not exist. */
export function untranslatedAttribute(typeName: string, name: string, span: Span): PythonUnknown | undefined {
  if (name.startsWith('__')) return undefined;
  const dotted = `${typeName.slice(typeName.lastIndexOf('.') + 1)}.${name}`;
  return {
    kind: 'unknown',
    span,
    reason: { kind: 'unsupported-operation', message: `${dotted} is not translated`, name: dotted },
    touchesDatabase: true,
  };
}

/** The result of `compute`, or the unknown value that it met. */
export function orUnknown<Result>(compute: () => Result): Result | PythonUnknown {
  try {
    return compute();
  } catch (error) {
    if (error instanceof UnknownArgument) return error.unknown;
    throw error;
  }
}

/** Throws UnknownArgument where `value` or anything inside a list, tuple, set or dict is not known. */
export function requireKnown(value: PythonValue): void {
  const unknown = findUnknown(value, 0);
  if (unknown !== undefined) throw new UnknownArgument(unknown);
}

const DEEPEST_SEARCH = 50;

function findUnknown(value: PythonValue, depth: number): PythonUnknown | undefined {
  if (value.kind === 'unknown') return value;
  if (depth > DEEPEST_SEARCH) return undefined;
  if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set') {
    return firstUnknown(value.items, depth);
  }
  if (value.kind === 'dict') return firstUnknown(value.entries.flat(), depth);
  return undefined;
}

function firstUnknown(values: readonly PythonValue[], depth: number): PythonUnknown | undefined {
  for (const value of values) {
    const unknown = findUnknown(value, depth + 1);
    if (unknown !== undefined) return unknown;
  }
  return undefined;
}
