import type { Span } from '../../text/span.ts';
import type { PythonClass, PythonInstance, PythonNative, PythonValue } from '../values.ts';
import { foreignBases, methodResolutionOrder, programClassOf } from './class-members.ts';
import { isExceptionClass } from './exceptions.ts';
import { NONE, nativeFunction, stillUnknown, tuple, unknown } from './objects.ts';
import { BoundMethod, Descriptor, isInterpretedFunction } from './program-values.ts';
import type { Scope } from './scope.ts';

/** `super()` inside a method, or undefined where no method of a class is around. */
export function superOf(scope: Scope, span: Span): PythonValue | undefined {
  for (let around: Scope | undefined = scope; around !== undefined; around = around.parent) {
    const { method } = around;
    if (method === undefined) continue;
    const type = method.classScope.madeClass;
    if (type === undefined || method.self.kind !== 'instance') break;
    return new SuperObject(type, method.self);
  }
  return unknown('unsupported-operation', '`super()` is not followed here', span);
}

/** `super(Class, self)`. */
export function superOfClass(
  type: PythonValue | undefined,
  self: PythonValue | undefined,
  span: Span,
): PythonValue {
  const named = type === undefined ? undefined : programClassOf(type);
  if (named !== undefined && self?.kind === 'instance') return new SuperObject(named, self);
  return unknown('unsupported-operation', '`super()` is not followed here', span);
}

/** What stands behind a class in the line of classes of an instance. */
class SuperObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'super';
  readonly #type: PythonClass;
  readonly #self: PythonInstance;

  constructor(type: PythonClass, self: PythonInstance) {
    this.#type = type;
    this.#self = self;
  }

  getAttribute(name: string, span: Span): PythonValue {
    const order = methodResolutionOrder(this.#self.class);
    for (const type of order.slice(order.indexOf(this.#type) + 1)) {
      const member = type.attributes.get(name);
      if (member !== undefined) return this.#bound(member, name, span);
    }
    for (const base of foreignBases(this.#self.class)) {
      if (base.kind === 'unknown') return stillUnknown(base, span);
      const member = base.kind === 'native' ? base.getAttribute?.(name, span) : undefined;
      if (member !== undefined) return this.#bound(member, name, span);
    }
    return this.#ofObject(name, span);
  }

  #bound(member: PythonValue, name: string, span: Span): PythonValue {
    if (isInterpretedFunction(member)) return new BoundMethod(member, this.#self);
    if (member instanceof Descriptor) return notFollowed(name, span);
    return member.kind === 'native' && member.call !== undefined ? boundNative(member, this.#self) : member;
  }

  /** What `object` and `BaseException` have themselves. */
  #ofObject(name: string, span: Span): PythonValue {
    if (name !== '__init__') return notFollowed(name, span);
    return nativeFunction(name, (args) => {
      if (isExceptionClass(this.#self.class)) this.#self.attributes.set('args', tuple(args.positional));
      return NONE;
    });
  }
}

/** A function of a native class with its first argument. */
export function boundNative(method: PythonNative, self: PythonValue): PythonNative {
  return nativeFunction(
    'method',
    (args) =>
      method.call?.({
        ...args,
        positional: [self, ...args.positional],
        positionalSpans: [args.span, ...args.positionalSpans],
      }) ?? NONE,
    method.pure === true,
  );
}

function notFollowed(name: string, span: Span): PythonValue {
  return unknown('unsupported-operation', `\`super().${name}\` is not followed`, span);
}
