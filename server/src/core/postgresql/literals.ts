import { DEFAULT_JSON_STYLE, jsonText, NotSerializable } from '../python/interpreter/json-encoding.ts';
import { RuntimeValue } from '../python/interpreter/runtime-value.ts';
import { TimeDeltaValue } from '../python/interpreter/stdlib/time-delta.ts';
import type { PythonNative, PythonValue } from '../python/values.ts';
import { textOf } from '../sqlalchemy/argument-readers.ts';
import { typeOfValue } from '../sqlalchemy/expressions/value-type.ts';
import type { ArrayType, EnumType, SqlType } from '../sqlalchemy/types/sql-type.ts';
import { CompileError, UnresolvedValue } from './compile-error.ts';
import { floatText } from './number-text.ts';
import { typeText } from './types.ts';

/** A text in single quotes. */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * A Python value as SQL text. Where SQLAlchemy has a literal renderer for the type this is its output; elsewhere (JSON, binary,
 * a value of another Python type than the column's) it is what a driver sends in its place.
 * Sources: the `literal_processor` methods in `sqlalchemy.sql.sqltypes`, `PGCompiler.render_literal_value`.
 */
export function literal(value: PythonValue, type: SqlType): string {
  if (type.convertsValues === true && value.kind !== 'none') {
    throw new UnresolvedValue('this value is converted by code of its column type before it is sent');
  }
  if (type.kind === 'json') return jsonLiteral(value, type);
  if (value.kind === 'none') return 'NULL';
  if (value instanceof RuntimeValue) return runtimeLiteral(value, type);
  switch (type.kind) {
    case 'enum':
      return quoteLiteral(enumValue(value, type));
    case 'array':
      return arrayLiteral(value, type);
    case 'uuid':
      if (value.kind === 'str' && !type.asUuid) return quoteLiteral(value.value.replaceAll('-', ''));
      return ownLiteral(value);
    case 'integer':
      if (value.kind === 'bool') return value.value ? '1' : '0';
      if (value.kind === 'str' && /^\s*[+-]?\d+\s*$/.test(value.value))
        return BigInt(value.value.replace('+', '')).toString();
      return ownLiteral(value);
    case 'boolean':
      if (value.kind === 'int') return value.value === 0n ? 'false' : 'true';
      return ownLiteral(value);
    case 'numeric':
    case 'float':
      if (value.kind === 'str') return value.value;
      return ownLiteral(value);
    default:
      return ownLiteral(value);
  }
}

/**
 * As `literal`, inside DDL, which takes no parameters: there a type without a literal renderer is an error on a connection too.
 */
export function literalInDdl(value: PythonValue, type: SqlType): string {
  const hasRenderer = type.kind !== 'json' && type.kind !== 'plain' && type.kind !== 'range';
  if (hasRenderer || value.kind === 'none') return literal(value, type);
  throw noLiteral(value, type);
}

/** With a mark where the runner puts the value. */
function runtimeLiteral(value: RuntimeValue, type: SqlType): string {
  if (type.kind === 'array') throw new UnresolvedValue(value.reason.message);
  if (value.typeName === 'int' || value.typeName === 'float') return value.text;
  return value.typeName === 'bytes' ? `'\\x${value.text}'` : quoteLiteral(value.text);
}

function jsonLiteral(value: PythonValue, type: SqlType & { kind: 'json' }): string {
  if (value.kind === 'native' && value.typeName === 'sqlalchemy.types.JSON.NULL') return "'null'";
  if (value.kind === 'none' && type.noneAsNull) return 'NULL';
  return `${quoteLiteral(serialized(value))}::${type.keyword}`;
}

/** Source: `JSON.bind_processor`, whose serializer is `json.dumps`. */
function serialized(value: PythonValue): string {
  try {
    const text = jsonText(value, { style: DEFAULT_JSON_STYLE, span: { start: 0, end: 0 } });
    if (typeof text === 'string') return text;
    throw new UnresolvedValue(text.reason.message);
  } catch (error) {
    if (error instanceof NotSerializable) throw new CompileError(error.message, 'TypeError');
    throw error;
  }
}

function enumValue(value: PythonValue, type: EnumType): string {
  if (value.kind === 'str') return value.value;
  const label = type.labels.find(({ member }) => member === value);
  const text = label?.label ?? textOf(value);
  if (text !== undefined) return text;
  throw noLiteral(value, type);
}

function arrayLiteral(value: PythonValue, type: ArrayType): string {
  if (value.kind === 'str') return quoteLiteral(value.value);
  if (value.kind !== 'list' && value.kind !== 'tuple' && value.kind !== 'set') throw noLiteral(value, type);
  if (value.items.length === 0) return `ARRAY[]::${typeText(type)}`;
  return `ARRAY[${value.items.map((item) => arrayItem(item, type)).join(', ')}]`;
}

function arrayItem(item: PythonValue, type: ArrayType): string {
  const nested = item.kind === 'list' || item.kind === 'tuple';
  return nested ? arrayLiteral(item, type) : literal(item, type.item);
}

/** By the value's own Python type. */
function ownLiteral(value: PythonValue): string {
  switch (value.kind) {
    case 'str':
      return quoteLiteral(value.value);
    case 'int':
      return value.value.toString();
    case 'bool':
      return value.value ? 'true' : 'false';
    case 'float':
      return Number.isFinite(value.value) ? floatText(value.value) : `'${floatText(value.value)}'::float`;
    case 'bytes':
      return bytesLiteral(value.value);
    case 'list':
    case 'tuple': {
      const first = value.items.find((item) => item.kind !== 'none');
      const item =
        first === undefined
          ? ({ kind: 'string', keyword: 'TEXT', length: null, collation: null } as const)
          : typeOfValue(first);
      return arrayLiteral(value, { kind: 'array', item, dimensions: null });
    }
    case 'native':
      return nativeLiteral(value);
    default: {
      const text = textOf(value);
      if (text !== undefined) return quoteLiteral(text);
      throw noLiteral(value, typeOfValue(value));
    }
  }
}

function nativeLiteral(value: PythonNative): string {
  if (value instanceof TimeDeltaValue) return `make_interval(secs=>${floatText(value.microseconds / 1e6)})`;
  if (value instanceof RuntimeValue) return runtimeLiteral(value, { kind: 'null' });
  const text = value.toText?.();
  if (text !== undefined) {
    if (value.typeName === 'Decimal') return /nan|inf/i.test(text) ? quoteLiteral(text) : text;
    return quoteLiteral(text);
  }
  throw noLiteral(value, { kind: 'null' });
}

/** Plain text stays readable; anything else is written as hexadecimal digits. */
function bytesLiteral(bytes: Uint8Array): string {
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f && byte !== 0x5c);
  if (isText) return quoteLiteral(String.fromCharCode(...bytes));
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `'\\x${digits}'`;
}

function noLiteral(value: PythonValue, type: SqlType): CompileError {
  const shown =
    value.kind === 'str' ? `'${value.value}'` : value.kind === 'native' ? value.typeName : value.kind;
  const typeName = type.kind === 'null' ? 'NULL' : typeText(type);
  return new CompileError(
    `No literal value renderer is available for literal value "${shown}" with datatype ${typeName}`,
  );
}
