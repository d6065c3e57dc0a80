import { type PythonNative, PythonRaise, type PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { givenArgument, optionalFlag, optionalText, sequenceItems, textOf } from '../argument-readers.ts';
import type { Argument, BoundArguments } from '../call-signature.ts';
import { type ConstraintName, ConstraintNameObject } from '../constraint-name.ts';
import { nextCreationOrder } from '../creation-order.ts';
import { nameValue, withoutQuote } from '../quoted-name.ts';
import { requireKnown, unsupportedArgument, untranslatedAttribute } from '../unknown-argument.ts';
import { ColumnObject } from './column-object.ts';
import type { ConstraintDefinition, ConstraintTraits } from './table-definition.ts';
import { joinTableOfColumns, type PartOwner, type TablePart } from './table-parts.ts';

/** A constraint object; it belongs to a table once that table is assembled. Columns are column keys until then. */
export class ConstraintObject implements PythonNative, TablePart {
  readonly kind = 'native';
  readonly typeName: string;
  readonly definition: ConstraintDefinition;
  readonly creationOrder: number;
  readonly span: Span;
  #owner: PartOwner | undefined;

  /** `columns` as the program gave them: Column objects bring the constraint into their table. */
  constructor(
    className: string,
    definition: ConstraintDefinition,
    columns: ReadonlyArray<ColumnObject | string | undefined>,
    span: Span,
  ) {
    this.typeName = `sqlalchemy.sql.schema.${className}`;
    this.definition = definition;
    this.creationOrder = nextCreationOrder();
    this.span = span;
    joinTableOfColumns(this, columns);
  }

  /** The table that it belongs to; undefined as long as there is none. */
  get owner(): PartOwner | undefined {
    return this.#owner;
  }

  joinTable(owner: PartOwner): void {
    this.#owner = owner;
  }

  getAttribute(name: string, span: Span): PythonValue | undefined {
    return this.#attribute(name) ?? untranslatedAttribute(this.typeName, name, span);
  }

  #attribute(name: string): PythonValue | undefined {
    if (name !== 'name') return undefined;
    const given = this.definition.name;
    return given === null ? { kind: 'none' } : nameValue(given.text);
  }
}

/** Reads `name=`: None, a str, or a name that `op.f()` marked. */
export function readName(argument: Argument | undefined): ConstraintName | null {
  if (argument === undefined) return null;
  const { value, span } = argument;
  requireKnown(value);
  if (value.kind === 'none') return null;
  if (value instanceof ConstraintNameObject) return value.name;
  const text = textOf(value);
  if (text === undefined) throw unsupportedArgument('this name is not a str', span, 'name');
  return { text, final: false };
}

export function readTraits(bound: BoundArguments): ConstraintTraits {
  return {
    name: readName(bound.values.get('name')),
    deferrable: optionalFlag(bound, 'deferrable'),
    initially: optionalText(bound, 'initially'),
  };
}

/** The key of a column that is given as a str or as a Column object. */
export function readColumnKey(argument: Argument): string {
  const { value, span } = argument;
  requireKnown(value);
  const text = textOf(value);
  if (text !== undefined) return withoutQuote(text);
  if (value instanceof ColumnObject) return value.key;
  throw new PythonRaise('ArgumentError', 'Column name or Column object expected for a constraint', span);
}

export function readColumnKeys(bound: BoundArguments, name: string): readonly string[] {
  const argument = givenArgument(bound, name);
  if (argument === undefined) return [];
  return sequenceItems(argument, name).map((value) => readColumnKey({ value, span: argument.span }));
}
