import type { Span } from '../../text/span.ts';
import {
  type CallArguments,
  type PythonClass,
  PythonRaise,
  type PythonStr,
  type PythonValue,
} from '../values.ts';
import { classMember, foreignBases } from './class-members.ts';
import { isEnumClass } from './enum-members.ts';
import { DICT_METHODS } from './methods/dict-methods.ts';
import { countMethod, indexMethod, LIST_METHODS } from './methods/list-methods.ts';
import { SET_METHODS } from './methods/set-methods.ts';
import { STR_METHODS } from './methods/str-methods.ts';
import { decodeBytes } from './methods/text-encoding.ts';
import {
  changedText,
  dict,
  nativeFunction,
  stillUnknown,
  str,
  taint,
  taintOf,
  typeNameOf,
  unknown,
} from './objects.ts';
import { BoundMethod, Descriptor, isEnumMember, isInterpretedFunction } from './program-values.ts';
import { callArguments, type Run } from './run.ts';
import { boundNative } from './super-object.ts';
import { hasUnfollowed } from './unfollowed-attributes.ts';
import { attributeOfUnknown } from './unknown-parts.ts';

/** `value.name`. */
export function attributeOf(run: Run, value: PythonValue, name: string, span: Span): PythonValue {
  const found = findAttribute(run, value, name, span);
  if (found !== undefined) return found;
  const subject =
    value.kind === 'module'
      ? `module '${value.name}'`
      : value.kind === 'class'
        ? `type object '${value.name}'`
        : `'${typeNameOf(value)}' object`;
  throw new PythonRaise('AttributeError', `${subject} has no attribute '${name}'`, span);
}

/** `value.name`, or undefined where Python would raise AttributeError. */
export function findAttribute(
  run: Run,
  value: PythonValue,
  name: string,
  span: Span,
): PythonValue | undefined {
  const found = followedAttribute(run, value, name, span);
  if (found !== undefined || !hasUnfollowed(value, name)) return found;
  return unknown('unsupported-operation', `\`${name}\` of a ${typeNameOf(value)} is not followed`, span);
}

function followedAttribute(run: Run, value: PythonValue, name: string, span: Span): PythonValue | undefined {
  switch (value.kind) {
    case 'unknown':
      return attributeOfUnknown(run, value, name, span);
    case 'str': {
      const method = STR_METHODS.get(name);
      return method && nativeFunction(name, (args) => ofText(method(run, value.value, args), value));
    }
    case 'list': {
      const method = LIST_METHODS.get(name);
      return method && containerMethod(name, value, (args) => method(run, value, args));
    }
    case 'dict': {
      const method = DICT_METHODS.get(name);
      return method && containerMethod(name, value, (args) => method(run, value, args));
    }
    case 'set': {
      const method = SET_METHODS.get(name);
      return method && containerMethod(name, value, (args) => method(run, value, args));
    }
    case 'tuple':
      if (name === 'index')
        return nativeFunction(name, (args) => indexMethod(run, value.items, args, 'tuple'));
      return name === 'count'
        ? nativeFunction(name, (args) => countMethod(run, value.items, args))
        : undefined;
    case 'bytes':
      if (name === 'decode') return nativeFunction(name, (args) => decodeBytes(value.value, args));
      return unknown('unsupported-operation', `\`bytes.${name}\` is not followed`, span);
    case 'int':
    case 'float':
    case 'bool':
      return name === 'real' || name === 'numerator' ? value : undefined;
    case 'module':
      return value.getAttribute(name, span);
    case 'native':
      return value.getAttribute?.(name, span);
    case 'function':
      return functionAttribute(value, name, span);
    case 'class':
      return classAttribute(run, value, name, span);
    case 'instance':
      return instanceAttribute(run, value, name, span);
    case 'none':
      return undefined;
  }
}

/** A method of a container; while nothing is known of what that holds, nothing is known of what its methods give. */
function containerMethod(
  name: string,
  container: PythonValue,
  call: (args: CallArguments) => PythonValue,
): PythonValue {
  return nativeFunction(name, (args) => {
    const tainted = taintOf(container);
    return tainted === undefined ? call(args) : stillUnknown(tainted, args.span);
  });
}

function functionAttribute(
  value: PythonValue & { kind: 'function' },
  name: string,
  span: Span,
): PythonValue | undefined {
  if (isInterpretedFunction(value)) {
    const own = value.attributes.get(name === '__qualname__' ? '__name__' : name);
    if (own !== undefined) return own;
  }
  if (name === '__name__' || name === '__qualname__') return str(value.name);
  if (/^__\w+__$/.test(name))
    return unknown('unsupported-operation', `\`${name}\` of a function is not followed`, span);
  return undefined;
}

function classAttribute(run: Run, value: PythonClass, name: string, span: Span): PythonValue | undefined {
  const member = classMember(value, name);
  if (member !== undefined) {
    if (member instanceof Descriptor) return bindDescriptor(run, member, undefined, value, span);
    return replacedByBase(value, name, member, span) ?? member;
  }
  if (name === '__name__' || name === '__qualname__') return str(value.name);
  if (name === '__members__' && isEnumClass(value)) {
    const members = [...value.attributes].filter(([, attribute]) => isEnumMember(attribute));
    return dict(members.map(([key, attribute]) => [str(key), attribute]));
  }
  if (name === 'mro' || name === '__mro__' || name === '__bases__') {
    return unknown('unsupported-operation', `\`${name}\` is not followed`, span);
  }
  return foreignAttribute(value, name, span);
}

/**
 * A class that is not read may make something else of the plain attributes of its subclasses: an enum's members, a mapped
 * column. Functions, classes and names like `__tablename__` stay what they are.
 */
function replacedByBase(
  type: PythonClass,
  name: string,
  member: PythonValue,
  span: Span,
): PythonValue | undefined {
  if (member.kind === 'function' || member.kind === 'class' || name.startsWith('__')) return undefined;
  const base = foreignBases(type).find((candidate) => candidate.kind === 'unknown');
  return base?.kind === 'unknown' ? stillUnknown(base, span) : undefined;
}

/** What a base that is no class of the file says about a name. */
function foreignAttribute(type: PythonClass, name: string, span: Span): PythonValue | undefined {
  for (const base of foreignBases(type)) {
    if (base.kind === 'unknown') return stillUnknown(base, span);
    const found = base.kind === 'native' ? base.getAttribute?.(name, span) : undefined;
    if (found !== undefined) return found;
    if (base.kind === 'native') {
      const message = `\`${name}\` comes from ${base.typeName}, which is not followed`;
      return unknown('unsupported-operation', message, span);
    }
  }
  return undefined;
}

function instanceAttribute(
  run: Run,
  value: PythonValue & { kind: 'instance' },
  name: string,
  span: Span,
): PythonValue | undefined {
  const tainted = taintOf(value);
  if (tainted !== undefined) return stillUnknown(tainted, span);
  const member = classMember(value.class, name);
  if (member instanceof Descriptor) return bindDescriptor(run, member, value, value.class, span);
  if (isEnumMember(value)) {
    if (name === 'value' || name === '_value_') return value.enumValue;
    if (name === 'name' || name === '_name_') return str(value.enumName);
  }
  const own = value.attributes.get(name);
  if (own !== undefined) return own;
  if (member !== undefined && isInterpretedFunction(member)) return new BoundMethod(member, value);
  if (member !== undefined) return replacedByBase(value.class, name, member, span) ?? member;
  if (name === '__class__') return value.class;
  if (name === '__dict__') {
    return dict([...value.attributes].map(([key, attribute]) => [str(key), attribute]));
  }
  if (isEnumMember(value) && value.mixin !== undefined) return findAttribute(run, value.mixin, name, span);
  const foreign = foreignAttribute(value.class, name, span);
  if (foreign?.kind === 'native' && foreign.call !== undefined) return boundNative(foreign, value);
  return foreign ?? computedAttribute(run, value, name, span);
}

/** What `__getattr__` of the class makes of a name that is not there. */
function computedAttribute(
  run: Run,
  value: PythonValue & { kind: 'instance' },
  name: string,
  span: Span,
): PythonValue | undefined {
  const compute = classMember(value.class, '__getattr__');
  if (compute === undefined || name.startsWith('__')) return undefined;
  return run.call(compute, callArguments([value, str(name)], span));
}

function bindDescriptor(
  run: Run,
  descriptor: Descriptor,
  instance: PythonValue | undefined,
  type: PythonClass,
  span: Span,
): PythonValue {
  const wrapped = descriptor.function;
  switch (descriptor.typeName) {
    case 'staticmethod':
      return wrapped;
    case 'classmethod':
      return isInterpretedFunction(wrapped) ? new BoundMethod(wrapped, type) : wrapped;
    case 'property':
      return instance === undefined ? descriptor : run.call(wrapped, callArguments([instance], span));
  }
}

/** `value.name = item`. */
export function setAttribute(value: PythonValue, name: string, item: PythonValue, span: Span): void {
  const member = value.kind === 'instance' ? classMember(value.class, name) : undefined;
  const refuse = value.kind === 'instance' ? classMember(value.class, '__setattr__') : undefined;
  if (refuse?.kind === 'native') refuse.call?.(callArguments([value, str(name), item], span));
  if (member instanceof Descriptor || member?.kind === 'unknown') {
    taint(value, unknown('unsupported-operation', `setting \`${name}\` is not followed`, span));
  } else if (value.kind === 'instance' || value.kind === 'class') value.attributes.set(name, item);
  else if (value.kind === 'native' && value.setAttribute !== undefined) value.setAttribute(name, item, span);
  else if (value.kind === 'function' && isInterpretedFunction(value)) value.attributes.set(name, item);
  else if (value.kind !== 'unknown' && value.kind !== 'module' && value.kind !== 'function') {
    throw new PythonRaise('AttributeError', `'${typeNameOf(value)}' object has no attribute '${name}'`, span);
  }
}

/** What a method of a text answers, which remembers that text where it is another. */
function ofText(result: PythonValue, self: PythonStr): PythonValue {
  if (result.kind !== 'str' || result.origin !== undefined) return result;
  return changedText(result.value, self, result.span);
}
