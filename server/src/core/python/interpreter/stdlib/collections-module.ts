import {
  type CallArguments,
  type PythonNative,
  PythonRaise,
  type PythonUnknown,
  type PythonValue,
} from '../../values.ts';
import { argument, missingArguments, required, textArgument } from '../arguments.ts';
import { findAttribute } from '../attributes.ts';
import { entryIndex } from '../equality.ts';
import { itemsOf } from '../iterate.ts';
import { dict, NONE, nativeFunction, str, tuple, unknown } from '../objects.ts';
import { callArguments, type Run } from '../run.ts';
import { setSubscript, subscript } from '../subscript.ts';

export function collectionsNames(run: Run): ReadonlyMap<string, PythonValue> {
  return new Map<string, PythonValue>([
    ['OrderedDict', run.builtins.get('dict') ?? NONE],
    ['namedtuple', nativeFunction('namedtuple', (args) => namedTuple(run, args))],
    ['defaultdict', nativeFunction('defaultdict', (args) => defaultDict(run, argument(args, 0) ?? NONE))],
  ]);
}

/** `defaultdict(factory)`: a dict that makes what is missing. */
function defaultDict(run: Run, factory: PythonValue): PythonNative {
  const entries = dict([]);
  return {
    kind: 'native',
    typeName: 'defaultdict',
    pure: true,
    getAttribute: (name, span) => findAttribute(run, entries, name, span),
    getItem: (key, span) => {
      const index = entryIndex(run, entries, key, span);
      if (typeof index !== 'number') return index;
      if (index < 0 && factory.kind !== 'none') {
        setSubscript(run, entries, key, run.call(factory, callArguments([], span)), span);
      }
      return subscript(run, entries, key, span);
    },
    setItem: (key, value, span) => setSubscript(run, entries, key, value, span),
    iterate: (span) => itemsOf(run, entries, span),
    truth: () => entries.entries.length > 0,
    binary: (operator, other, reflected, span) => {
      if (!reflected || (operator !== 'in' && operator !== 'not in')) return undefined;
      const index = entryIndex(run, entries, other, span);
      if (typeof index !== 'number') return index;
      return { kind: 'bool', value: index >= 0 === (operator === 'in') };
    },
  };
}

/** `namedtuple(name, fields)`: a function that makes tuples with names. */
function namedTuple(run: Run, args: CallArguments): PythonValue {
  const name = textArgument(args, 0, 'typename');
  const fields = fieldNames(run, required(args, 1, 'field_names'), args);
  if (!Array.isArray(fields)) return fields;
  const given = args.keywords.get('defaults');
  const defaults = given === undefined || given.kind === 'none' ? [] : itemsOf(run, given, args.span);
  if (!Array.isArray(defaults)) return defaults as PythonUnknown;
  if (defaults.length > fields.length) {
    throw new PythonRaise('TypeError', 'Got more default values than field names', args.span);
  }
  return namedTupleType(run, name, fields, defaults);
}

/** The class of the tuples with names; `defaults` are those of the last fields. */
export function namedTupleType(
  run: Run,
  name: string,
  fields: readonly string[],
  defaults: readonly PythonValue[],
): PythonValue {
  const make = nativeFunction(name, (made) => {
    const values = fields.flatMap((field, index) => {
      const value = argument(made, index, field) ?? defaults[index - fields.length + defaults.length];
      return value === undefined ? [] : [value];
    });
    refuseArguments(name, fields, made);
    if (values.length < fields.length) {
      const required = fields.slice(0, fields.length - defaults.length);
      const missing = required.slice(made.positional.length).filter((field) => !made.keywords.has(field));
      throw new PythonRaise('TypeError', `${name}.__new__() ${missingArguments(missing)}`, made.span);
    }
    return namedTupleValue(run, name, fields, values);
  });
  const listed = tuple(fields.map((field) => str(field)));
  return {
    ...make,
    getAttribute: (attribute, span) =>
      attribute === '_fields'
        ? listed
        : unknown('unsupported-operation', `\`${name}.${attribute}\` is not followed`, span),
  };
}

function refuseArguments(
  name: string,
  fields: readonly string[],
  { positional, keywords, span }: CallArguments,
): void {
  const unexpected = [...keywords.keys()].find((key) => !fields.includes(key));
  if (unexpected !== undefined) {
    throw new PythonRaise(
      'TypeError',
      `${name}.__new__() got an unexpected keyword argument '${unexpected}'`,
      span,
    );
  }
  const twice = fields.slice(0, positional.length).find((field) => keywords.has(field));
  if (twice !== undefined) {
    throw new PythonRaise('TypeError', `${name}.__new__() got multiple values for argument '${twice}'`, span);
  }
  if (positional.length > fields.length) {
    throw new PythonRaise('TypeError', `${name}.__new__() got too many arguments`, span);
  }
}

function fieldNames(run: Run, given: PythonValue, args: CallArguments): string[] | PythonUnknown {
  if (given.kind === 'str') return given.value.split(/[\s,]+/).filter((field) => field !== '');
  const items = itemsOf(run, given, args.span);
  if (!Array.isArray(items)) return items as PythonUnknown;
  return (items as PythonValue[]).map((item) => (item.kind === 'str' ? item.value : ''));
}

function namedTupleValue(
  run: Run,
  name: string,
  fields: readonly string[],
  values: readonly PythonValue[],
): PythonNative {
  const plain = tuple(values);
  return {
    kind: 'native',
    typeName: name,
    pure: true,
    toRepr: () => undefined,
    binary: (operator, other, reflected, span) =>
      operator === '%' && reflected && other.kind === 'str'
        ? undefined
        : unknown('unsupported-operation', 'this operation on a namedtuple is not followed', span),
    getAttribute: (attribute, span) => {
      const index = fields.indexOf(attribute);
      if (index >= 0) return values[index];
      if (attribute === '_fields') return tuple(fields.map((field) => str(field)));
      if (attribute === '_replace') {
        return nativeFunction(attribute, ({ keywords, span: at }) => {
          const other = [...keywords.keys()].find((key) => !fields.includes(key));
          if (other !== undefined) {
            throw new PythonRaise('ValueError', `Got unexpected field names: ['${other}']`, at);
          }
          const changed = fields.map((field, place) => keywords.get(field) ?? (values[place] as PythonValue));
          return namedTupleValue(run, name, fields, changed);
        });
      }
      if (attribute !== '_asdict') {
        const isMethod = attribute === 'index' || attribute === 'count' || attribute.startsWith('_');
        return isMethod
          ? unknown('unsupported-operation', `\`${attribute}\` of a namedtuple is not followed`, span)
          : undefined;
      }
      return nativeFunction(attribute, () =>
        dict(fields.map((field, at) => [str(field), values[at] as PythonValue])),
      );
    },
    getItem: (key, span) => subscript(run, plain, key, span),
    iterate: () => values,
  };
}
