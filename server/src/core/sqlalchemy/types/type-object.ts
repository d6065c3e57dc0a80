import { foreignBases } from '../../python/interpreter/class-members.ts';
import { type CallArguments, type PythonNative, PythonRaise, type PythonValue } from '../../python/values.ts';
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
  requireReadClass(value);
  return value instanceof NativeClass && value.isType
    ? typeOfInstance(value.call(withoutArguments(span)), value, span)
    : undefined;
}

/** A class with a base that is not read may be a type by it. */
function requireReadClass(value: PythonValue): void {
  const type = value.kind === 'instance' ? value.class : value;
  const base = type.kind === 'class' ? foreignBases(type).find(({ kind }) => kind === 'unknown') : undefined;
  if (base?.kind === 'unknown') throw new UnknownArgument(base);
}

function typeOfInstance(instance: PythonValue, typeClass: NativeClass, span: Span): SqlType {
  if (instance.kind === 'unknown') throw new UnknownArgument(instance);
  if (instance instanceof TypeObject) return instance.type;
  throw new PythonRaise('TypeError', `${typeClass.className} cannot be used as a column type`, span);
}

function withoutArguments(span: Span): CallArguments {
  return { positional: [], positionalSpans: [], keywords: new Map(), keywordSpans: new Map(), span };
}
