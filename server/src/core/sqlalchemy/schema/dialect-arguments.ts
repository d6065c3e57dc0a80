import { PythonRaise } from '../../python/values.ts';
import type { Argument } from '../call-signature.ts';

/**
 * Sorts `<dialect>_<name>` keyword arguments: those of PostgreSQL by their bare name, those of other dialects dropped (an
 * unknown dialect is only warned about), a name without a dialect or unknown to PostgreSQL refused. Source: `DialectKWArgs._validate_dialect_kwargs`.
 */
export function postgresqlArguments(
  keywords: ReadonlyMap<string, Argument>,
  accepted: readonly string[],
  className: string,
): ReadonlyMap<string, Argument> {
  const found = new Map<string, Argument>();
  for (const [name, argument] of keywords) {
    const underscore = name.indexOf('_', 1);
    if (underscore < 1) {
      throw new PythonRaise(
        'TypeError',
        `Additional arguments should be named <dialectname>_<argument>, got '${name}'`,
        argument.span,
      );
    }
    const dialect = name.slice(0, underscore);
    const bare = name.slice(underscore + 1);
    if (dialect === 'postgresql' && accepted.includes(bare)) found.set(bare, argument);
    else if (dialect === 'postgresql') {
      throw new PythonRaise(
        'ArgumentError',
        `Argument '${name}' is not accepted by dialect 'postgresql' on behalf of <class 'sqlalchemy.${className}'>`,
        argument.span,
      );
    }
  }
  return found;
}
