import type { PythonValue } from '../../python/values.ts';
import { PythonRaise } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import type { BoundArguments } from '../call-signature.ts';
import { nativeFunction } from '../native-class.ts';
import { requireKnown, unsupportedArgument } from '../unknown-argument.ts';
import { ClauseObject } from './clause-object.ts';
import type { BindExpression, TextExpression } from './expression.ts';
import { ExpressionObject } from './expression-object.ts';
import { typeOfValue } from './value-type.ts';

/** `sa.text(...)`. */
export class TextObject extends ExpressionObject {
  readonly #text: TextExpression;

  constructor(text: TextExpression) {
    super(text, 'sqlalchemy.sql.elements.TextClause');
    this.#text = text;
  }

  override attribute(name: string, span: Span): PythonValue | undefined {
    switch (name) {
      case 'text':
        return { kind: 'str', value: this.#text.text };
      case 'bindparams':
        return nativeFunction('bindparams(*binds, **names_to_values)', (bound) => this.#withValues(bound));
      case 'execution_options':
      case 'columns':
        return nativeFunction(`${name}(*args, **kw)`, () => this);
      case 'self_group':
        return super.attribute(name, span);
      default:
        return undefined;
    }
  }

  toText(): string {
    return this.#text.text;
  }

  /** Source: `TextClause.bindparams`. */
  #withValues(bound: BoundArguments): TextObject {
    const binds = new Map<string, BindExpression>(this.#text.binds);
    const replace = (key: string, bind: BindExpression): void => {
      if (!binds.has(key)) {
        throw new PythonRaise(
          'ArgumentError',
          `This text() construct doesn't define a bound parameter named '${key}'`,
          bound.span,
        );
      }
      binds.set(key, bind);
    };
    for (const { value, span } of bound.extraPositional) {
      requireKnown(value);
      const bind = value instanceof ClauseObject ? value.expression : undefined;
      if (bind?.kind !== 'bind' || bind.key === null)
        throw unsupportedArgument('a bindparam() is expected here', span);
      replace(bind.key, { ...bind, emptyList: 'subquery' });
    }
    for (const [key, { value, span }] of bound.extraKeywords) {
      requireKnown(value);
      const existing = binds.get(key);
      const type =
        existing === undefined || existing.type.kind === 'null' ? typeOfValue(value) : existing.type;
      replace(key, {
        kind: 'bind',
        key,
        value,
        expanding: existing?.expanding ?? false,
        emptyList: 'subquery',
        span,
        type,
      });
    }
    return new TextObject({ ...this.#text, binds });
  }
}
