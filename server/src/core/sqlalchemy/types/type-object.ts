import {
  type CallArguments,
  type PythonClass,
  type PythonNative,
  PythonRaise,
  type PythonValue,
} from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { requireText } from '../argument-readers.ts';
import type { BoundArguments } from '../call-signature.ts';
import { NativeClass, nativeFunction } from '../native-class.ts';
import {
  requireKnown,
  UnknownArgument,
  unsupportedArgument,
  untranslatedAttribute,
} from '../unknown-argument.ts';
import { namedTypeAttribute } from './named-type-attributes.ts';
import { NULL_TYPE, type SqlType } from './sql-type.ts';

/** An instance of a SQLAlchemy type. */
export class TypeObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName: string;
  readonly type: SqlType;

  constructor(className: string, type: SqlType) {
    this.typeName = `sqlalchemy.types.${className}`;
    this.type = type;
  }

  getAttribute(name: string, span: Span): PythonValue | undefined {
    return this.#attribute(name) ?? untranslatedAttribute(this.typeName, name, span);
  }

  #attribute(name: string): PythonValue | undefined {
    if (name === 'with_variant') {
      return nativeFunction('with_variant(type_, *dialect_names)', (bound) => this.#withVariant(bound));
    }
    if (this.type.kind === 'enum' || this.type.kind === 'domain') return namedTypeAttribute(this.type, name);
    if (name === 'length' && this.type.kind === 'string') {
      const { length } = this.type;
      return length === null ? { kind: 'none' } : { kind: 'int', value: BigInt(length) };
    }
    return undefined;
  }

  #withVariant(bound: BoundArguments): PythonValue {
    const names = bound.extraPositional.map((argument) => requireText(argument, 'dialect_name'));
    const argument = bound.values.get('type_');
    if (argument === undefined || !names.includes('postgresql')) return this;
    return new TypeObject('Variant', toSqlType(argument.value, argument.span));
  }
}

/** A type class: `sa.String`. SQLAlchemy makes an instance of it where the class itself is given as a type. */
export class TypeClass extends NativeClass {
  constructor(
    signature: string,
    build: (bound: BoundArguments, args: CallArguments) => SqlType,
    attributes?: ReadonlyMap<string, PythonValue>,
  ) {
    const className = signature.slice(0, signature.indexOf('('));
    super(signature, (bound, args) => new TypeObject(className, build(bound, args)), attributes);
  }

  override subclass(definition: PythonClass): PythonValue {
    return new UserTypeClass(definition);
  }
}

/** The type that a value given as a column type stands for. Source: `sqlalchemy.sql.type_api.to_instance`. */
export function toSqlType(value: PythonValue, span: Span): SqlType {
  const type = findSqlType(value, span);
  if (type === undefined) throw unsupportedArgument('this is not a column type', span);
  return type;
}

/** As `toSqlType`, but undefined for a value that is no type at all. */
export function findSqlType(value: PythonValue, span: Span): SqlType | undefined {
  requireKnown(value);
  if (value.kind === 'none') return NULL_TYPE;
  if (value instanceof TypeObject) return value.type;
  if (value instanceof TypeClass || value instanceof UserTypeClass) return instantiate(value, span);
  if (value.kind === 'class') return typeOfUserClass(value, span);
  if (value.kind === 'instance') return typeOfUserClass(value.class, span);
  return undefined;
}

function instantiate(
  typeClass: NativeClass,
  span: Span,
  args: CallArguments = withoutArguments(span),
): SqlType {
  const instance = typeClass.call(args);
  if (instance.kind === 'unknown') throw new UnknownArgument(instance);
  if (instance instanceof TypeObject) return instance.type;
  throw new PythonRaise('TypeError', `${typeClass.className} cannot be used as a column type`, span);
}

function withoutArguments(span: Span): CallArguments {
  return { positional: [], positionalSpans: [], keywords: new Map(), keywordSpans: new Map(), span };
}

/** `class Name(TypeDecorator)` or `class Name(String)` of the revision file: it makes types as the class above it does. */
class UserTypeClass extends NativeClass {
  readonly definition: PythonClass;

  constructor(definition: PythonClass) {
    super(
      `${definition.name}(*args, **kw)`,
      (_bound, args) => {
        const type = typeOfUserClass(definition, args.span, args);
        if (type === undefined) throw decidedByItself(definition, args.span);
        return new TypeObject(definition.name, type);
      },
      definition.attributes,
    );
    this.definition = definition;
  }

  override subclass(definition: PythonClass): PythonValue {
    return new UserTypeClass(definition);
  }
}

/** `TypeDecorator` and its kin: no types by themselves, but classes to derive from. */
class UserTypeBase extends NativeClass {
  constructor(name: string) {
    super(`${name}(*args, **kw)`, (bound) => {
      throw unsupportedArgument(`${name} is not a type by itself`, bound.span);
    });
  }

  override subclass(definition: PythonClass): PythonValue {
    return new UserTypeClass(definition);
  }
}

export const USER_TYPE_BASES: readonly NativeClass[] = ['TypeDecorator', 'UserDefinedType', 'TypeEngine'].map(
  (name) => new UserTypeBase(name),
);

/** Methods by which a class decides its SQL type or its literals in its own code. */
const DECIDING_METHODS = [
  'load_dialect_impl',
  'type_engine',
  'get_col_spec',
  'process_literal_param',
  '__init__',
];
/** Methods by which a class changes the values that are sent. */
const CONVERTING_METHODS = ['process_bind_param', 'bind_processor', 'bind_expression'];

function typeOfUserClass(userClass: PythonClass, span: Span, args?: CallArguments): SqlType | undefined {
  const base = nativeBase(userClass);
  if (base === undefined) return undefined;
  const has = (name: string): boolean => findAttribute(userClass, name) !== undefined;
  const impl = base instanceof TypeClass ? base : findAttribute(userClass, 'impl');
  if (base.className === 'UserDefinedType') return userDefinedType(userClass, span, args);
  if (impl === undefined || DECIDING_METHODS.some(has)) throw decidedByItself(userClass, span);
  const type = impl instanceof TypeClass ? instantiate(impl, span, args) : toSqlType(impl, span);
  return CONVERTING_METHODS.some(has) ? { ...type, convertsValues: true } : type;
}

/** Asks `get_col_spec()` of the class, which the program defines. */
function userDefinedType(userClass: PythonClass, span: Span, args?: CallArguments): SqlType {
  const specification = findAttribute(userClass, 'get_col_spec');
  const callBack = args?.callBack;
  if (specification === undefined || callBack === undefined || args === undefined || args.keywords.size > 0) {
    throw decidedByItself(userClass, span);
  }
  const self: PythonValue = { kind: 'instance', class: userClass, attributes: new Map() };
  const initialize = findAttribute(userClass, '__init__');
  if (initialize !== undefined) callBack(initialize, [self, ...args.positional], span);
  const text = callBack(specification, [self], span);
  if (text.kind !== 'str') throw decidedByItself(userClass, span);
  return { kind: 'plain', text: text.value, convertsValues: true };
}

function decidedByItself(userClass: PythonClass, span: Span): UnknownArgument {
  return new UnknownArgument({
    kind: 'unknown',
    span,
    reason: {
      kind: 'application-code',
      message: `the SQL type of ${userClass.name} is decided by its own code`,
      name: userClass.name,
    },
  });
}

/** The SQLAlchemy class that a class of the file derives from as a type; undefined where it is no type. */
function nativeBase(userClass: PythonClass): NativeClass | undefined {
  for (const base of userClass.bases) {
    if (base instanceof TypeClass) return base;
    if (base instanceof UserTypeClass) return nativeBase(base.definition);
    if (base instanceof UserTypeBase) return base;
    if (base.kind === 'unknown') throw new UnknownArgument(base);
    const inherited = base.kind === 'class' ? nativeBase(base) : undefined;
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

function findAttribute(userClass: PythonClass, name: string): PythonValue | undefined {
  const own = userClass.attributes.get(name);
  if (own !== undefined) return own;
  for (const base of userClass.bases) {
    const definition = base instanceof UserTypeClass ? base.definition : base;
    const inherited = definition.kind === 'class' ? findAttribute(definition, name) : undefined;
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}
