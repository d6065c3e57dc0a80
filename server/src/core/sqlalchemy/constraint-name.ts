import type { PythonNative } from '../python/values.ts';

/**
 * The name of a constraint or index as it was given. `final` is what `op.f()` marks (SQLAlchemy's `conv`): a naming convention
 * leaves it alone, and a name that is too long is shortened instead of refused.
 */
export interface ConstraintName {
  readonly text: string;
  readonly final: boolean;
}

/** What `op.f('ix_a')` returns: a str that carries the mark. */
export class ConstraintNameObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'sqlalchemy.sql.elements.conv';
  readonly name: ConstraintName;

  constructor(text: string) {
    this.name = { text, final: true };
  }

  toText(): string {
    return this.name.text;
  }
}
