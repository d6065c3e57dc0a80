import type { PythonValue } from '../python/values.ts';
import type { Span } from '../text/span.ts';
import type { BoundArguments } from './call-signature.ts';
import { StrObject } from './str-object.ts';
import { unsupportedArgument } from './unknown-argument.ts';

// Begins with the character that opens a mark in SQL, so that one in a text that is no name is noticed.
const QUOTED = '\uFDD0+';
const UNQUOTED = '\uFDD0-';
const MARK = /\uFDD0[+-]/g;

/** A name that says itself whether it is quoted, as it travels through definitions; null leaves what `name` says. */
export function quotedName(name: string, quote: boolean | null): string {
  if (quote === null) return name;
  return `${quote ? QUOTED : UNQUOTED}${withoutQuote(name)}`;
}

/** What the name says about its quotes: null where it leaves that to the dialect. */
export function quoteOf(name: string): boolean | null {
  if (!name.startsWith('\uFDD0')) return null;
  return name.startsWith(QUOTED) ? true : name.startsWith(UNQUOTED) ? false : null;
}

/** The name, or a text with such names, as Python compares and prints it. */
export function withoutQuote(text: string): string {
  return text.includes('\uFDD0') ? text.replace(MARK, '') : text;
}

/** A value with every name in it freed of what it says about quotes; the same value where no name says anything. */
export function withoutQuotes<Value>(value: Value): Value {
  return freed(value) as Value;
}

function freed(value: unknown): unknown {
  if (typeof value === 'string') return withoutQuote(value);
  if (Array.isArray(value)) {
    const items: unknown[] = value.map(freed);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  const entries = Object.entries(value);
  const made = entries.map(([key, item]): [string, unknown] => [key, freed(item)]);
  return made.every(([, item], index) => item === entries[index]?.[1]) ? value : Object.fromEntries(made);
}

/** What `quoted_name("a", True)` returns. Source: `quoted_name` in `sqlalchemy.sql.elements`. */
export class QuotedNameObject extends StrObject {
  readonly typeName = 'sqlalchemy.sql.elements.quoted_name';
  /** With what it says about quotes. */
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }

  toText(): string {
    return withoutQuote(this.name);
  }

  override getAttribute(name: string, span: Span): PythonValue | undefined {
    if (name !== 'quote') return super.getAttribute(name, span);
    const quote = quoteOf(this.name);
    return quote === null ? { kind: 'none' } : { kind: 'bool', value: quote };
  }
}

/** A name as a program reads it: a str, or a `quoted_name` where it says something about quotes. */
export function nameValue(name: string): PythonValue {
  return quoteOf(name) === null ? { kind: 'str', value: name } : new QuotedNameObject(name);
}

/** `quote=`: true, false, or null where it is left to the dialect. */
export function quoteArgument(bound: BoundArguments, name = 'quote'): boolean | null {
  const argument = bound.values.get(name);
  if (argument === undefined || argument.value.kind === 'none') return null;
  if (argument.value.kind === 'bool') return argument.value.value;
  throw unsupportedArgument(`the argument ${name} is no bool that is known`, argument.span, name);
}
