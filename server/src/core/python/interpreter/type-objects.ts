import type { Span } from '../../text/span.ts';
import type { NameMakers } from '../made-names.ts';
import { type CallArguments, PythonRaise, type PythonUnknown, type PythonValue } from '../values.ts';
import { argument, firstUnknown } from './arguments.ts';
import { makeSet } from './displays.ts';
import { itemsOf } from './iterate.ts';
import { fromKeys, pairsOf, setEntries } from './methods/dict-methods.ts';
import { STR_METHODS } from './methods/str-methods.ts';
import {
  bool,
  dict,
  int,
  list,
  nativeFunction,
  stillUnknown,
  str,
  taintOf,
  tuple,
  typeNameOf,
  unknown,
} from './objects.ts';
import { isTypeObject, plainValue, type TypeObject } from './program-values.ts';
import type { Run } from './run.ts';
import { RuntimeValue } from './runtime-value.ts';
import { reprOf, textOf } from './text.ts';
import { truthOf } from './truth.ts';

/** A type of the language as a value: it is called, compared and asked for its methods. */
export function typeObject(
  name: string,
  isInstance: (value: PythonValue) => boolean | undefined,
  call: (args: CallArguments) => PythonValue,
  getAttribute?: (name: string, span: Span) => PythonValue | undefined,
): TypeObject {
  // Each run makes its own types, and a value may come from a file that another run read.
  const isSame = (other: PythonValue) => isTypeObject(other) && other.name === name;
  const made: TypeObject = {
    kind: 'native',
    typeName: 'type',
    pure: true,
    name,
    isInstance: (value) => (value.kind === 'unknown' ? undefined : isInstance(value)),
    call,
    getAttribute: (attribute, span) =>
      attribute === '__name__' ? str(name) : getAttribute?.(attribute, span),
    toText: () => `<class '${name}'>`,
    binary: (operator, other) => {
      if (operator === '==') return bool(isSame(other));
      if (operator === '!=') return bool(!isSame(other));
      return operator === '|' ? made : undefined;
    },
  };
  return made;
}

const is =
  (...kinds: PythonValue['kind'][]) =>
  (value: PythonValue) =>
    value instanceof RuntimeValue
      ? kinds.some((kind) => kind === value.typeName)
      : kinds.includes(plainValue(value).kind);

/** The types that Python has without an import. */
export const TYPES: NameMakers<Run> = new Map<string, (run: Run) => PythonValue>([
  [
    'str',
    (run) =>
      typeObject(
        'str',
        is('str'),
        (args) => makeStr(run, args),
        (name) => strMethod(run, name),
      ),
  ],
  ['int', (run) => typeObject('int', is('int', 'bool'), (args) => makeInt(run, args))],
  ['float', (run) => typeObject('float', is('float'), (args) => makeFloat(run, args))],
  ['bool', (run) => typeObject('bool', is('bool'), (args) => makeBool(run, args))],
  ['bytes', () => typeObject('bytes', is('bytes'), makeBytes)],
  [
    'list',
    (run) => typeObject('list', is('list'), (args) => fromItems(run, args, (items) => list([...items]))),
  ],
  [
    'tuple',
    (run) => typeObject('tuple', is('tuple'), (args) => fromItems(run, args, (items) => tuple([...items]))),
  ],
  ['set', (run) => typeObject('set', is('set'), (args) => setOf(run, args))],
  [
    'frozenset',
    (run) =>
      typeObject(
        'frozenset',
        () => undefined,
        (args) => setOf(run, args),
      ),
  ],
  [
    'dict',
    (run) =>
      typeObject(
        'dict',
        is('dict'),
        (args) => makeDict(run, args),
        (name) => (name === 'fromkeys' ? nativeFunction(name, (args) => fromKeys(run, args)) : undefined),
      ),
  ],
  [
    'object',
    () =>
      typeObject(
        'object',
        () => true,
        (args) => unknown('unsupported-operation', '`object()` is not followed', args.span),
      ),
  ],
]);

function setOf(run: Run, args: CallArguments): PythonValue {
  return fromItems(run, args, (items) => makeSet(run, items, args.span));
}

/** `str.upper` and the like: the text comes first. */
function strMethod(run: Run, name: string): PythonValue | undefined {
  const method = STR_METHODS.get(name);
  if (method === undefined) return undefined;
  return nativeFunction(name, (args) => {
    const self = plainValue(args.positional[0] ?? str(''));
    if (self.kind === 'unknown') return stillUnknown(self, args.span);
    if (self.kind !== 'str')
      throw new PythonRaise('TypeError', `descriptor '${name}' needs a str`, args.span);
    return method(run, self.value, {
      ...args,
      positional: args.positional.slice(1),
      positionalSpans: args.positionalSpans.slice(1),
    });
  });
}

function makeStr(run: Run, args: CallArguments): PythonValue {
  const value = argument(args, 0, 'object');
  if (value === undefined) return str('');
  if (args.positional.length > 1)
    return unknown('unsupported-operation', 'decoding with `str` is not followed', args.span);
  const text = textOf(run, value, args.span);
  return typeof text === 'string' ? str(text, args.span) : text;
}

function makeInt(run: Run, args: CallArguments): PythonValue {
  const unknownArgument = firstUnknown(args);
  if (unknownArgument !== undefined) return unknownArgument;
  const given = args.positional[0];
  if (given === undefined) return int(0);
  const value = plainValue(given);
  const base = argument(args, 1, 'base');
  if (base !== undefined && base.kind === 'int' && value.kind === 'str')
    return parseInteger(run, value, Number(base.value), args.span);
  if (value.kind === 'int') return value;
  if (value.kind === 'bool') return int(value.value ? 1 : 0);
  if (value.kind === 'float') {
    if (Number.isFinite(value.value)) return int(BigInt(Math.trunc(value.value)));
    throw new PythonRaise('ValueError', 'cannot convert float infinity or NaN to integer', args.span);
  }
  if (value.kind === 'str') return parseInteger(run, value, 10, args.span);
  if (value instanceof RuntimeValue) return value.asInteger(args.span);
  if (value.kind === 'native' || value.kind === 'instance') return notFollowed('int', value, args.span);
  const message = `int() argument must be a string, a bytes-like object or a real number, not '${typeNameOf(value)}'`;
  throw new PythonRaise('TypeError', message, args.span);
}

function notFollowed(name: string, value: PythonValue, span: Span): PythonUnknown {
  return unknown('unsupported-operation', `\`${name}()\` of a ${typeNameOf(value)} is not followed`, span);
}

function parseInteger(run: Run, value: PythonValue & { kind: 'str' }, base: number, span: Span): PythonValue {
  const text = value.value.trim().toLowerCase();
  const match = /^([+-]?)(0x|0o|0b)?([0-9a-z]+(?:_[0-9a-z]+)*)$/.exec(text);
  const radix = match?.[2] === undefined ? base : { '0x': 16, '0o': 8, '0b': 2 }[match[2] as '0x'];
  const isAllowed = match?.[2] === undefined || base === 0 || base === radix;
  const digits = match?.[3]?.replaceAll('_', '') ?? '';
  const parsed = isAllowed && radix >= 2 && radix <= 36 ? digitsValue(digits, radix) : undefined;
  if (match === null || parsed === undefined) {
    const shown = reprOf(run, value, span);
    const literal = typeof shown === 'string' ? shown : '';
    throw new PythonRaise('ValueError', `invalid literal for int() with base ${base}: ${literal}`, span);
  }
  return int(match[1] === '-' ? -parsed : parsed);
}

function digitsValue(digits: string, radix: number): bigint | undefined {
  let value = 0n;
  for (const digit of digits) {
    const number = Number.parseInt(digit, 36);
    if (!(number < radix)) return undefined;
    value = value * BigInt(radix) + BigInt(number);
  }
  return digits === '' ? undefined : value;
}

function makeFloat(run: Run, args: CallArguments): PythonValue {
  const unknownArgument = firstUnknown(args);
  if (unknownArgument !== undefined) return unknownArgument;
  const value = plainValue(args.positional[0] ?? int(0));
  if (value.kind === 'float') return value;
  if (value.kind === 'int') return { kind: 'float', value: Number(value.value) };
  if (value.kind === 'bool') return { kind: 'float', value: value.value ? 1 : 0 };
  if (value.kind === 'native' || value.kind === 'instance') return notFollowed('float', value, args.span);
  if (value.kind !== 'str') {
    throw new PythonRaise(
      'TypeError',
      `float() argument must be a string or a real number, not '${typeNameOf(value)}'`,
      args.span,
    );
  }
  const text = value.value.trim().toLowerCase();
  if (/^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+)(e[+-]?\d+)?$/.test(text)) {
    return { kind: 'float', value: Number(text.replaceAll('_', '')) };
  }
  const special = /^([+-]?)(inf|infinity|nan)$/.exec(text);
  if (special === null) {
    const shown = reprOf(run, value, args.span);
    throw new PythonRaise(
      'ValueError',
      `could not convert string to float: ${typeof shown === 'string' ? shown : ''}`,
      args.span,
    );
  }
  if (special[2] === 'nan') return { kind: 'float', value: Number.NaN };
  return { kind: 'float', value: special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY };
}

function makeBool(run: Run, args: CallArguments): PythonValue {
  const value = args.positional[0];
  if (value === undefined) return bool(false);
  const truth = truthOf(run, value, args.span);
  return typeof truth === 'boolean' ? bool(truth) : truth;
}

function makeBytes(args: CallArguments): PythonValue {
  const value = args.positional[0];
  if (value === undefined) return { kind: 'bytes', value: new Uint8Array() };
  return value.kind === 'bytes'
    ? value
    : unknown('unsupported-operation', 'this use of `bytes()` is not followed', args.span);
}

function fromItems(
  run: Run,
  args: CallArguments,
  make: (items: readonly PythonValue[]) => PythonValue,
): PythonValue {
  const value = args.positional[0];
  if (value === undefined) return make([]);
  const items = itemsOf(run, value, args.span);
  if (!Array.isArray(items)) return items as PythonUnknown;
  run.meter.step(args.span, items.length);
  return make(items as PythonValue[]);
}

function makeDict(run: Run, args: CallArguments): PythonValue {
  const made = dict([]);
  const value = args.positional[0];
  const tainted = value === undefined ? undefined : taintOf(value);
  if (tainted !== undefined) return stillUnknown(tainted, args.span);
  const pairs = value === undefined ? [] : pairsOf(run, value, args);
  if ('kind' in pairs) return pairs;
  const named = [...args.keywords].map(([name, item]) => [str(name), item] as const);
  return setEntries(run, made, [...pairs, ...named], args) ?? made;
}
