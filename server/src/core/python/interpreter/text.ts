import type { Span } from '../../text/span.ts';
import type { PythonUnknown, PythonValue } from '../values.ts';
import { classMember, methodResolutionOrder } from './class-members.ts';
import { isStrEnum } from './enum-members.ts';
import { floatText } from './number-format.ts';
import { stillUnknown, taintOf, typeNameOf, unknown } from './objects.ts';
import { type EnumMember, isEnumMember, isInterpretedFunction } from './program-values.ts';
import { callArguments, type Run } from './run.ts';

/** `str(value)`, or the unknown that keeps it from being known. */
export function textOf(run: Run, value: PythonValue, span: Span): string | PythonUnknown {
  if (value.kind === 'str') return value.value;
  if (value.kind === 'native') return value.toText?.() ?? noText(value, span);
  if (value.kind === 'instance') {
    const own = callTextMethod(run, value, ['__str__', '__repr__'], span);
    if (own !== undefined) return own;
    if (isEnumMember(value)) return enumText(run, value, span);
    const args = value.attributes.get('args');
    if (args?.kind === 'tuple') return exceptionText(run, value, args.items, span);
  }
  return reprOf(run, value, span);
}

function enumText(run: Run, member: EnumMember, span: Span): string | PythonUnknown {
  if (isStrEnum(member)) return textOf(run, member.enumValue, span);
  if (member.mixin?.kind === 'int') {
    const message =
      'the text of a member of an int enum differs between Python versions; use `.value` or `.name`';
    return unknown('unsupported-operation', message, span);
  }
  return `${member.class.name}.${member.enumName}`;
}

/** Source: `BaseException.__str__` and `KeyError.__str__`. */
function exceptionText(
  run: Run,
  exception: PythonValue & { kind: 'instance' },
  items: readonly PythonValue[],
  span: Span,
): string | PythonUnknown {
  const [only] = items;
  if (only === undefined) return '';
  if (items.length === 1 && methodResolutionOrder(exception.class).some(({ name }) => name === 'KeyError')) {
    return reprOf(run, only, span);
  }
  return items.length === 1 ? textOf(run, only, span) : reprOf(run, { kind: 'tuple', items }, span);
}

function callTextMethod(
  run: Run,
  value: PythonValue & { kind: 'instance' },
  names: readonly string[],
  span: Span,
): string | PythonUnknown | undefined {
  for (const name of names) {
    const method = classMember(value.class, name);
    if (method === undefined) continue;
    const result = run.call(method, callArguments([value], span));
    if (result.kind === 'str') return result.value;
    return result.kind === 'unknown' ? stillUnknown(result, span) : noText(value, span);
  }
  return undefined;
}

function noText(value: PythonValue, span: Span): PythonUnknown {
  const name = typeNameOf(value);
  return unknown('unsupported-operation', `the text of this ${name} object is known only when it runs`, span);
}

/** A text of unknown length cannot be filled up or cut. */
export function noWidth(span: Span): PythonUnknown {
  return unknown('nondeterministic', 'how long this text is is known only when it runs', span);
}

/** `repr(value)`, or the unknown that keeps it from being known. */
export function reprOf(run: Run, value: PythonValue, span: Span, depth = 0): string | PythonUnknown {
  run.meter.step(span);
  if (depth > 50) return noText(value, span);
  const tainted = taintOf(value);
  if (tainted !== undefined) return stillUnknown(tainted, span);
  switch (value.kind) {
    case 'none':
      return 'None';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
      return value.value.toString();
    case 'float':
      return floatText(value.value);
    case 'str':
      return strRepr(value.value);
    case 'bytes':
      return bytesRepr(value.value);
    case 'list':
      return enclosed(run, '[', value.items, ']', span, depth);
    case 'tuple':
      return enclosed(run, '(', value.items, value.items.length === 1 ? ',)' : ')', span, depth);
    case 'set':
      return value.items.length === 0 ? 'set()' : enclosed(run, '{', value.items, '}', span, depth);
    case 'dict':
      return dictRepr(run, value.entries, span, depth);
    case 'unknown':
      return stillUnknown(value, span);
    case 'native':
      return (value.toRepr === undefined ? value.toText?.() : value.toRepr()) ?? noText(value, span);
    case 'instance':
      return instanceRepr(run, value, span, depth);
    case 'function':
      return isInterpretedFunction(value) ? noText(value, span) : `<function ${value.name}>`;
    case 'class':
      return `<class '${value.name}'>`;
    case 'module':
      return `<module '${value.name}'>`;
  }
}

function instanceRepr(
  run: Run,
  value: PythonValue & { kind: 'instance' },
  span: Span,
  depth: number,
): string | PythonUnknown {
  const own = callTextMethod(run, value, ['__repr__'], span);
  if (own !== undefined) return own;
  if (isEnumMember(value)) {
    const inner = reprOf(run, value.enumValue, span, depth + 1);
    return typeof inner === 'string' ? `<${value.class.name}.${value.enumName}: ${inner}>` : inner;
  }
  const args = value.attributes.get('args');
  if (args?.kind !== 'tuple') return noText(value, span);
  const inner = enclosed(run, '(', args.items, ')', span, depth);
  return typeof inner === 'string' ? `${value.class.name}${inner}` : inner;
}

function enclosed(
  run: Run,
  open: string,
  items: readonly PythonValue[],
  close: string,
  span: Span,
  depth: number,
): string | PythonUnknown {
  const texts: string[] = [];
  for (const item of items) {
    const text = reprOf(run, item, span, depth + 1);
    if (typeof text !== 'string') return text;
    texts.push(text);
  }
  return `${open}${texts.join(', ')}${close}`;
}

function dictRepr(
  run: Run,
  entries: readonly (readonly [PythonValue, PythonValue])[],
  span: Span,
  depth: number,
): string | PythonUnknown {
  const texts: string[] = [];
  for (const [key, value] of entries) {
    const keyText = reprOf(run, key, span, depth + 1);
    const valueText = reprOf(run, value, span, depth + 1);
    if (typeof keyText !== 'string') return keyText;
    if (typeof valueText !== 'string') return valueText;
    texts.push(`${keyText}: ${valueText}`);
  }
  return `{${texts.join(', ')}}`;
}

const NAMED_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** `repr(str)`. Source: `unicode_repr` in CPython. */
function strRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let quoted = '';
  for (const character of text) {
    if (character === quote) quoted += `\\${quote}`;
    else quoted += NAMED_ESCAPES.get(character) ?? printable(character);
  }
  return `${quote}${quoted}${quote}`;
}

function printable(character: string): string {
  if (character === ' ' || !/[\p{C}\p{Z}]/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}

/** `repr(bytes)`. */
function bytesRepr(bytes: Uint8Array): string {
  const hasQuote = bytes.includes(39) && !bytes.includes(34);
  const quote = hasQuote ? '"' : "'";
  let quoted = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    if (character === quote) quoted += `\\${quote}`;
    else if (NAMED_ESCAPES.has(character)) quoted += NAMED_ESCAPES.get(character) ?? '';
    else if (byte < 32 || byte > 126) quoted += `\\x${byte.toString(16).padStart(2, '0')}`;
    else quoted += character;
  }
  return `b${quote}${quoted}${quote}`;
}
