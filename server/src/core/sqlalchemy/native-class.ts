import type { CallArguments, CallBack, PythonClass, PythonNative, PythonValue } from '../python/values.ts';
import type { Span } from '../text/span.ts';
import { type BoundArguments, bindArguments, type CallSignature, callSignature } from './call-signature.ts';
import { orUnknown } from './unknown-argument.ts';

type Build = (bound: BoundArguments, args: CallArguments) => PythonValue;

/** A function or method of a library: calling it binds the arguments and builds a value, or an unknown where one matters. */
export class NativeFunction implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'function';
  readonly pure: boolean;
  readonly functionName: string;
  readonly #signature: CallSignature;
  readonly #build: Build;

  constructor(signature: string, build: Build, pure: boolean) {
    this.pure = pure;
    this.#signature = callSignature(signature);
    this.functionName = this.#signature.functionName;
    this.#build = build;
  }

  getAttribute(name: string): PythonValue | undefined {
    return name === '__name__' ? { kind: 'str', value: this.functionName } : undefined;
  }

  call(args: CallArguments): PythonValue {
    const built = orUnknown(() => this.#build(bindArguments(this.#signature, args), args));
    if (built.kind === 'unknown' && !this.pure) args.reportUnresolved?.(args.span, built.reason);
    return built;
  }
}

/** A function that only makes a value. */
export function nativeFunction(signature: string, build: Build): NativeFunction {
  return new NativeFunction(signature, build, true);
}

/** A function that acts on the database. */
export function nativeAction(signature: string, build: Build): NativeFunction {
  return new NativeFunction(signature, build, false);
}

/**
 * A class of a library. Calling it makes an instance; a class of the revision file may derive from it. The methods of an instance
 * that is not known may run SQL (`enum.create(bind)`).
 */
export class NativeClass implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'type';
  readonly pure = true;
  readonly className: string;
  /** True for a class of column types: where SQLAlchemy wants a type, the class itself stands for an instance. */
  readonly isType: boolean = false;
  readonly #signature: CallSignature;
  readonly #build: Build;
  readonly #attributes: ReadonlyMap<string, PythonValue>;

  constructor(signature: string, build: Build, attributes: ReadonlyMap<string, PythonValue> = new Map()) {
    this.className = signature.slice(0, signature.indexOf('('));
    const parameters = signature.slice(signature.indexOf('('));
    this.#signature = callSignature(`${this.className}.__init__${parameters}`, 1);
    this.#build = build;
    this.#attributes = attributes;
  }

  getAttribute(name: string, _span?: Span): PythonValue | undefined {
    if (name === '__name__') return { kind: 'str', value: this.className };
    return this.#attributes.get(name);
  }

  /** A class of the file that derives from this one; undefined: a plain class. */
  subclass(_definition: PythonClass, _span: Span, _callBack: CallBack): PythonValue | undefined {
    return undefined;
  }

  call(args: CallArguments): PythonValue {
    const built = orUnknown(() => this.#build(bindArguments(this.#signature, args), args));
    return built.kind === 'unknown' ? { ...built, touchesDatabase: true } : built;
  }
}
