import type { BinaryOperator, PythonNative, PythonValue } from '../python/values.ts';
import type { Span } from '../text/span.ts';
import { unsupportedArgument, untranslatedAttribute } from './unknown-argument.ts';

/** An instance of one of SQLAlchemy's subclasses of `str`: it compares and joins as its text does. */
export abstract class StrObject implements PythonNative {
  readonly kind = 'native';
  readonly pure = true;
  abstract readonly typeName: string;

  abstract toText(): string;

  truth(): boolean {
    return this.toText() !== '';
  }

  getAttribute(name: string, span: Span): PythonValue | undefined {
    return untranslatedAttribute(this.typeName, name, span);
  }

  binary(
    operator: BinaryOperator,
    other: PythonValue,
    reflected: boolean,
    span: Span,
  ): PythonValue | undefined {
    const text = plainText(other);
    if (operator === '==' || operator === '!=') {
      if (text === undefined && other.kind === 'instance') return notFollowed(this.typeName, span);
      return { kind: 'bool', value: (text === this.toText()) === (operator === '==') };
    }
    if (operator === 'in' || operator === 'not in') {
      // A sequence looks for it by comparing.
      if (text === undefined) return reflected ? notFollowed(this.typeName, span) : undefined;
      const isInside = reflected ? this.toText().includes(text) : text.includes(this.toText());
      return { kind: 'bool', value: isInside === (operator === 'in') };
    }
    if (operator === '+' && text !== undefined) {
      return { kind: 'str', value: reflected ? text + this.toText() : this.toText() + text };
    }
    if (operator === '%' && reflected) return undefined;
    return notFollowed(this.typeName, span);
  }
}

function plainText(value: PythonValue): string | undefined {
  if (value.kind === 'str') return value.value;
  return value instanceof StrObject ? value.toText() : undefined;
}

function notFollowed(typeName: string, span: Span): PythonValue {
  return unsupportedArgument(`this operation on a ${typeName} is not followed`, span).unknown;
}
