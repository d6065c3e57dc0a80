import { quotedName, withoutQuote } from './quoted-name.ts';
import { StrObject } from './str-object.ts';

/**
 * The name of a constraint or index as it was given. `final` is what `op.f()` marks (SQLAlchemy's `conv`): a naming convention
 * leaves it alone, and a name that is too long is shortened instead of refused.
 */
export interface ConstraintName {
  readonly text: string;
  readonly final: boolean;
}

/** The name with what `quote=` says about its quotes. */
export function quotedConstraintName(
  name: ConstraintName | null,
  quote: boolean | null,
): ConstraintName | null {
  if (name === null || quote === null) return name;
  // A `conv` that is given quotes is made a plain quoted_name.
  return { text: quotedName(name.text, quote), final: false };
}

/** What `op.f('ix_a')` returns: a str that carries the mark. */
export class ConstraintNameObject extends StrObject {
  readonly typeName = 'sqlalchemy.sql.elements.conv';
  readonly name: ConstraintName;

  constructor(text: string) {
    super();
    this.name = { text, final: true };
  }

  toText(): string {
    return withoutQuote(this.name.text);
  }
}
