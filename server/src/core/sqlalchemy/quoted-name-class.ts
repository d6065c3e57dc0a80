import { givenArgument, requireText } from './argument-readers.ts';
import { NativeClass } from './native-class.ts';
import { nameValue, quoteArgument, quotedName, quoteOf } from './quoted-name.ts';
import { unsupportedArgument } from './unknown-argument.ts';

/** `sqlalchemy.sql.quoted_name`. Source: `quoted_name.__new__` in `sqlalchemy.sql.elements`. */
export const QUOTED_NAME_CLASS = new NativeClass('quoted_name(value, quote)', (bound) => {
  const argument = givenArgument(bound, 'value');
  if (argument === undefined) return { kind: 'none' };
  const name = quotedName(requireText(argument, 'value'), quoteArgument(bound));
  if (name.includes('.') && quoteOf(name) === null) {
    // Alembic takes a str apart at its dots, and a quoted_name as a whole.
    throw unsupportedArgument(
      'a quoted_name with a dot and without a choice of quotes is not translated',
      bound.span,
    );
  }
  return nameValue(name);
});
