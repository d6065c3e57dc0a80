import type { PythonNative, PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { untranslatedAttribute } from '../unknown-argument.ts';
import type { Expression } from './expression.ts';
import type { ExecutableStatement, FromElement } from './statement.ts';

/** An object of the expression language: it can be an operand, a statement, a source in FROM, or several of these. */
export abstract class ClauseObject implements PythonNative {
  readonly kind = 'native';
  abstract readonly typeName: string;

  /** An attribute that is translated; undefined for any other. */
  abstract attribute(name: string, span: Span): PythonValue | undefined;

  getAttribute(name: string, span: Span): PythonValue | undefined {
    return this.attribute(name, span) ?? untranslatedAttribute(this.typeName, name, span);
  }

  /** As an operand of an expression. */
  get expression(): Expression | undefined {
    return undefined;
  }

  /** As the argument of `execute()`. */
  get statement(): ExecutableStatement | undefined {
    return undefined;
  }

  /** True for a class of mapped objects, which stands for its table where only SQL is made. */
  get isMapped(): boolean {
    return false;
  }

  /** In a FROM clause, or as the target of INSERT, UPDATE and DELETE. */
  get source(): FromElement | undefined {
    return undefined;
  }
}
