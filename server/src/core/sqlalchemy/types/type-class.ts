import { classMember } from '../../python/interpreter/class-members.ts';
import type { CallArguments, CallBack, PythonClass, PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import type { BoundArguments } from '../call-signature.ts';
import { NativeClass, nativeFunction } from '../native-class.ts';
import { unsupportedArgument, untranslatedAttribute } from '../unknown-argument.ts';
import type { SqlType } from './sql-type.ts';
import { TypeObject } from './type-object.ts';
import { compileWith, DECORATOR_INIT, LOAD_DIALECT_IMPL, typeInit, typeOfUserClass } from './user-types.ts';

/** A type class: `sa.String`. SQLAlchemy makes an instance of it where the class itself is given as a type. */
export class TypeClass extends NativeClass {
  override readonly isType = true;

  constructor(
    signature: string,
    build: (bound: BoundArguments, args: CallArguments) => SqlType,
    attributes?: ReadonlyMap<string, PythonValue>,
  ) {
    const className = signature.slice(0, signature.indexOf('('));
    super(signature, (bound, args) => new TypeObject(className, build(bound, args)), attributes);
  }

  override getAttribute(name: string, span: Span): PythonValue | undefined {
    if (name === '__init__') return typeInit(this);
    return super.getAttribute(name, span) ?? untranslatedAttribute(this.className, name, span);
  }

  override subclass(definition: PythonClass, _span: Span, callBack: CallBack): PythonValue {
    return new UserTypeClass(definition, callBack);
  }
}

/** `class Name(TypeDecorator)`, `class Name(String)`: it makes types as its own code and the classes above it say. */
export class UserTypeClass extends TypeClass {
  readonly programClass: PythonClass;

  constructor(definition: PythonClass, callBack: CallBack) {
    super(`${definition.name}(*args, **kw)`, (_bound, args) => typeOfUserClass(definition, args, callBack));
    this.programClass = definition;
  }

  override getAttribute(name: string, span: Span): PythonValue | undefined {
    return classMember(this.programClass, name) ?? super.getAttribute(name, span);
  }

  override subclass(definition: PythonClass, _span: Span, callBack: CallBack): PythonValue {
    return new UserTypeClass(definition, callBack);
  }
}

/** `TypeDecorator` and its kin: no types by themselves, but classes to derive from. */
class UserTypeBase extends NativeClass {
  constructor(name: string) {
    super(`${name}(*args, **kw)`, (bound) => {
      throw unsupportedArgument(`${name} is not a type by itself`, bound.span);
    });
  }

  override getAttribute(name: string, span: Span): PythonValue | undefined {
    if (this.className === 'TypeDecorator' && name === '__init__') return DECORATOR_INIT;
    if (this.className === 'TypeDecorator' && name === 'load_dialect_impl') return LOAD_DIALECT_IMPL;
    return super.getAttribute(name, span);
  }

  override subclass(definition: PythonClass, _span: Span, callBack: CallBack): PythonValue {
    return new UserTypeClass(definition, callBack);
  }
}

export const USER_TYPE_BASES: readonly NativeClass[] = ['TypeDecorator', 'UserDefinedType', 'TypeEngine'].map(
  (name) => new UserTypeBase(name),
);

/**
 * `@compiles(Class, "postgresql")`: what stands in SQL for the class is what the function behind it answers.
 * Source: `sqlalchemy.ext.compiler.compiles`.
 */
export const COMPILES = nativeFunction('compiles(class_, *specs)', (bound) => {
  const compiled = bound.values.get('class_')?.value;
  const dialects = bound.extraPositional.map(({ value }) => value);
  const isElsewhere =
    dialects.length > 0 && dialects.every((name) => name.kind === 'str' && name.value !== 'postgresql');
  return nativeFunction('decorate(fn)', (given) => {
    const compile = given.values.get('fn')?.value ?? { kind: 'none' };
    if (compiled instanceof UserTypeClass && !isElsewhere) {
      compileWith(compiled.programClass, compile, dialects.length > 0);
    }
    return compile;
  });
});
