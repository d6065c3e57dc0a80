import type { Span } from '../../text/span.ts';
import type { PythonSource } from '../parse-python.ts';
import type { Block, Expression, Parameter } from '../syntax.ts';
import type {
  BinaryOperator,
  PythonDict,
  PythonFunction,
  PythonInstance,
  PythonModule,
  PythonNative,
  PythonUnknown,
  PythonValue,
} from '../values.ts';
import { stillUnknown, taintOf, unknown } from './objects.ts';
import type { Scope } from './scope.ts';

/** A `def` or `lambda` with the scope that it closes over. */
export interface InterpretedFunction extends PythonFunction {
  readonly parameters: readonly Parameter[];
  /** By parameter name; worked out when the function was made, as in Python. */
  readonly defaults: ReadonlyMap<string, PythonValue>;
  readonly body: Block | Expression;
  readonly scope: Scope;
  readonly source: PythonSource;
  readonly locals: ReadonlySet<string>;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Attributes set on the function object. */
  readonly attributes: Map<string, PythonValue>;
}

export function isInterpretedFunction(value: PythonValue): value is InterpretedFunction {
  return value.kind === 'function' && 'scope' in value;
}

/** `object.method` of a function of the file. */
export class BoundMethod implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'method';
  readonly function: InterpretedFunction;
  readonly self: PythonValue;

  constructor(method: InterpretedFunction, self: PythonValue) {
    this.function = method;
    this.self = self;
  }
}

/** `@property`, `@classmethod` or `@staticmethod` around a function. */
export class Descriptor implements PythonNative {
  readonly kind = 'native';
  readonly typeName: 'property' | 'classmethod' | 'staticmethod';
  readonly function: PythonValue;

  constructor(typeName: Descriptor['typeName'], wrapped: PythonValue) {
    this.typeName = typeName;
    this.function = wrapped;
  }
}

/** An iterator over values that are already worked out: a generator expression, `zip`, `iter(…)`. */
export class IteratorValue implements PythonNative {
  readonly kind = 'native';
  readonly typeName: string;
  readonly #items: readonly PythonValue[];
  #next = 0;

  constructor(typeName: string, items: readonly PythonValue[]) {
    this.typeName = typeName;
    this.#items = items;
  }

  next(): PythonValue | undefined {
    const item = this.#items[this.#next];
    if (item !== undefined) this.#next += 1;
    return item;
  }

  iterate(): readonly PythonValue[] {
    const rest = this.#items.slice(this.#next);
    this.#next = this.#items.length;
    return rest;
  }
}

/** `dict.keys()`, `.values()` and `.items()`: they show the dict as it is when they are read. */
export class DictView implements PythonNative {
  readonly kind = 'native';
  readonly typeName: 'dict_keys' | 'dict_values' | 'dict_items';
  readonly #dict: PythonDict;
  readonly #pick: (entry: readonly [PythonValue, PythonValue]) => PythonValue;

  constructor(
    typeName: DictView['typeName'],
    dict: PythonDict,
    pick: (entry: readonly [PythonValue, PythonValue]) => PythonValue,
  ) {
    this.typeName = typeName;
    this.#dict = dict;
    this.#pick = pick;
  }

  iterate(span: Span): readonly PythonValue[] | PythonUnknown {
    const tainted = taintOf(this.#dict);
    return tainted === undefined ? this.#dict.entries.map(this.#pick) : stillUnknown(tainted, span);
  }

  binary(
    operator: BinaryOperator,
    _other: PythonValue,
    _reflected: boolean,
    span: Span,
  ): PythonValue | undefined {
    const isSetLike = this.typeName !== 'dict_values' && ['==', '!=', '&', '|', '-', '^'].includes(operator);
    return isSetLike
      ? unknown('unsupported-operation', `\`${operator}\` of ${this.typeName} is not followed`, span)
      : undefined;
  }

  truth(): boolean {
    return this.#dict.entries.length > 0;
  }
}

/** A type of the language or the standard library: `str`, `datetime.date`. */
export interface TypeObject extends PythonNative {
  readonly typeName: 'type';
  readonly name: string;
  /** True where `isinstance(value, this)`; undefined where that cannot be told. */
  isInstance(value: PythonValue): boolean | undefined;
}

export function isTypeObject(value: PythonValue): value is TypeObject {
  return value.kind === 'native' && value.typeName === 'type' && 'isInstance' in value;
}

/** A member of an enum class of the file. */
export interface EnumMember extends PythonInstance {
  readonly enumValue: PythonValue;
  readonly enumName: string;
  /** The plain value that a member of a `str` or `int` enum also is. */
  readonly mixin: PythonValue | undefined;
}

export function isEnumMember(value: PythonValue): value is EnumMember {
  return value.kind === 'instance' && 'enumName' in value;
}

/** A str or int enum member stands for its value wherever a value is compared or worked with. */
export function plainValue(value: PythonValue): PythonValue {
  return isEnumMember(value) && value.mixin !== undefined ? value.mixin : value;
}

/** A module whose names are known from the start. */
export function makeModule(name: string, names: ReadonlyMap<string, PythonValue>): PythonModule {
  return {
    kind: 'module',
    name,
    getAttribute: (attribute) => names.get(attribute),
    names: () => [...names.keys()].filter((name) => !name.startsWith('_')),
  };
}
