import type { Span } from '../../text/span.ts';
import { markText, type RuntimeMark } from '../runtime-mark.ts';
import type { BinaryOperator, PythonNative, PythonUnknown, PythonValue, UnknownReason } from '../values.ts';
import { int, nativeFunction } from './objects.ts';
import { TimeDeltaValue } from './stdlib/time-delta.ts';

type RuntimeType = 'UUID' | 'datetime' | 'date' | 'str' | 'float' | 'int' | 'bytes';

/**
 * A value that Python makes anew in each run, `uuid4()` or `utcnow()`, or a text with such a value in it. It can be put into a
 * text or be a value of a statement; whatever else the program does with it is not known.
 */
export class RuntimeValue implements PythonNative {
  readonly kind = 'native';
  readonly pure = true;
  readonly typeName: RuntimeType;
  readonly reason: UnknownReason;
  /** What `str()` gives, with marks in place of what is made. */
  readonly text: string;
  /** Undefined for a text that holds more than the value. */
  readonly mark: RuntimeMark | undefined;

  constructor(typeName: RuntimeType, content: RuntimeMark | string, reason: UnknownReason) {
    this.typeName = typeName;
    this.reason = reason;
    this.mark = typeof content === 'string' ? undefined : content;
    this.text = typeof content === 'string' ? content : markText(content);
  }

  toText(): string | undefined {
    return this.typeName === 'bytes' ? undefined : this.text;
  }

  toRepr(): undefined {
    return undefined;
  }

  notKnown(span: Span): PythonUnknown {
    return { kind: 'unknown', reason: this.reason, span };
  }

  getAttribute(name: string, span: Span): PythonValue {
    const { mark, typeName } = this;
    if (mark === undefined) return this.notKnown(span);
    if (typeName === 'UUID' && name === 'hex') return this.#as('str', { form: 'hex' });
    if (typeName === 'UUID' && name === 'version') return int(mark.maker === 'uuid4' ? 4 : 1);
    if (typeName === 'bytes' && name === 'hex') return nativeFunction(name, () => this.#as('str', {}));
    if (typeName !== 'datetime' && typeName !== 'date') return this.notKnown(span);
    return this.#timeAttribute(name, span);
  }

  #timeAttribute(name: string, span: Span): PythonValue {
    const method = (make: () => RuntimeValue): PythonValue =>
      nativeFunction(name, (args) =>
        args.positional.length + args.keywords.size > 0 ? this.notKnown(args.span) : make(),
      );
    if (this.mark?.form === 'seconds' && name !== 'date') return this.notKnown(span);
    switch (name) {
      case 'isoformat':
        return method(() => this.#as('str', { form: this.typeName === 'date' ? 'date' : 'iso' }));
      case 'date':
        return this.typeName === 'date'
          ? this.notKnown(span)
          : method(() => this.#as('date', { form: 'date' }));
      case 'timestamp':
        return method(() => this.#as('float', { form: 'epoch' }));
      case 'strftime':
        return nativeFunction(name, ({ positional: [format], span: at }) =>
          format?.kind === 'str' ? (this.#formatted(format.value) ?? this.notKnown(at)) : this.notKnown(at),
        );
      case 'replace':
        return nativeFunction(name, ({ positional, keywords, span: at }) => {
          const cut = keywords.get('microsecond');
          const isCut =
            positional.length === 0 && keywords.size === 1 && cut?.kind === 'int' && cut.value === 0n;
          return isCut && this.mark?.form === 'text'
            ? this.#as('datetime', { form: 'seconds' })
            : this.notKnown(at);
        });
      default:
        return this.notKnown(span);
    }
  }

  #formatted(format: string): RuntimeValue | undefined {
    const { mark } = this;
    if (mark === undefined || !/^(?:[^%]|%[YmdHMSf%])*$/.test(format)) return undefined;
    const text = format.replace(/%(.)/g, (_, letter: string) =>
      letter === '%' ? '%' : markText({ ...mark, form: letter as RuntimeMark['form'] }),
    );
    return new RuntimeValue('str', text, this.reason);
  }

  /** `int(value)`. */
  asInteger(span: Span): PythonValue {
    return this.typeName === 'float' ? this.#as('int', { form: 'integer' }) : this.notKnown(span);
  }

  #as(typeName: RuntimeType, change: Partial<RuntimeMark>): RuntimeValue {
    const mark = this.mark as RuntimeMark;
    return new RuntimeValue(typeName, { ...mark, ...change }, this.reason);
  }

  binary(
    operator: BinaryOperator,
    other: PythonValue,
    reflected: boolean,
    span: Span,
  ): PythonValue | undefined {
    if (operator === '%' && reflected && other.kind === 'str') return undefined;
    if (operator === '+' && this.typeName === 'str') {
      const text =
        other.kind === 'str' ? other.value : other instanceof RuntimeValue ? other.text : undefined;
      const isText = other.kind === 'str' || (other instanceof RuntimeValue && other.typeName === 'str');
      if (text !== undefined && isText) {
        return new RuntimeValue('str', reflected ? text + this.text : this.text + text, this.reason);
      }
    }
    const isShift = operator === '+' || (operator === '-' && !reflected);
    if (
      isShift &&
      this.typeName === 'datetime' &&
      other instanceof TimeDeltaValue &&
      this.mark !== undefined
    ) {
      const by = operator === '+' ? other.microseconds : -other.microseconds;
      return this.#as('datetime', { shift: this.mark.shift + by });
    }
    return this.notKnown(span);
  }

  unary(_operator: unknown, span: Span): PythonValue {
    return this.notKnown(span);
  }

  getItem(_key: PythonValue, span: Span): PythonValue {
    return this.notKnown(span);
  }

  iterate(span: Span): PythonUnknown {
    return this.notKnown(span);
  }

  truth(span: Span): boolean | PythonUnknown {
    return this.typeName === 'float' || this.typeName === 'int' ? this.notKnown(span) : true;
  }
}

/** The value of a text that was put together, where values stand in it that are made when the program runs. */
export function withRuntimeValues(value: PythonValue & { kind: 'str' }): RuntimeValue {
  return new RuntimeValue('str', value.value, {
    kind: 'nondeterministic',
    message: 'this text holds a value that is made when it runs',
  });
}
