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
  if (value instanceof TypeClass) return instantiate(value, span);
  if (value.kind === 'class') return typeOfUserClass(value, span);
  if (value.kind === 'instance') return typeOfUserClass(value.class, span);
  return undefined;
}

function instantiate(typeClass: TypeClass, span: Span): SqlType {
  const instance = typeClass.call({
    positional: [],
    positionalSpans: [],
    keywords: new Map(),
    keywordSpans: new Map(),
    span,
  });
  if (instance.kind === 'unknown') throw new UnknownArgument(instance);
  if (instance instanceof TypeObject) return instance.type;
  throw new PythonRaise('TypeError', `${typeClass.className} cannot be used as a column type`, span);
}

/** Methods by which a class decides its SQL type or its values in its own code. */
const DECIDING_METHODS = ['load_dialect_impl', 'type_engine', 'get_col_spec', 'process_literal_param'];

function typeOfUserClass(userClass: PythonClass, span: Span): SqlType | undefined {
  const base = nativeBase(userClass);
  if (base === undefined) return undefined;
  const impl = base instanceof TypeClass ? base : findAttribute(userClass, 'impl');
  const decides = DECIDING_METHODS.some((name) => findAttribute(userClass, name) !== undefined);
  if (impl !== undefined && !decides) return toSqlType(impl, span);
  throw new UnknownArgument({
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
    if (base instanceof NativeClass && /^(TypeDecorator|UserDefinedType)$/.test(base.className)) return base;
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
    const inherited = base.kind === 'class' ? findAttribute(base, name) : undefined;
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}
