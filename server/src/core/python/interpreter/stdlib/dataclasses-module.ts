import type { Span } from '../../../text/span.ts';
import {
  type CallArguments,
  type PythonClass,
  type PythonNative,
  PythonRaise,
  type PythonValue,
} from '../../values.ts';
import { missingArguments } from '../arguments.ts';
import { foreignBases, isSubclass, methodResolutionOrder } from '../class-members.ts';
import { equals } from '../equality.ts';
import { bool, dict, NONE, nativeFunction, stillUnknown, str, taint, unknown } from '../objects.ts';
import { callArguments, type Run } from '../run.ts';

interface Field {
  readonly name: string;
  readonly default: PythonValue | undefined;
  readonly factory: PythonValue | undefined;
}

/** What `field(…)` gives until the class is made. */
class FieldValue implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'dataclasses.Field';
  readonly keywords: CallArguments['keywords'];

  constructor(keywords: CallArguments['keywords']) {
    this.keywords = keywords;
  }
}

/** The fields of each class that `dataclass` has made. */
const FIELDS = new WeakMap<PythonClass, readonly Field[]>();

/** Options of `dataclass` that change nothing that is followed here. */
const OPTIONS = new Set(['eq', 'frozen', 'init', 'repr', 'slots', 'unsafe_hash']);
const FIELD_OPTIONS = new Set(['default', 'default_factory', 'hash', 'metadata', 'repr', 'doc']);

export function dataclassesNames(run: Run): ReadonlyMap<string, PythonValue> {
  return new Map<string, PythonValue>([
    ['dataclass', nativeFunction('dataclass', (args) => dataclass(run, args))],
    [
      'field',
      nativeFunction('field', ({ keywords, span }) => {
        const other = [...keywords.keys()].find((name) => !FIELD_OPTIONS.has(name));
        return other === undefined ? new FieldValue(keywords) : notFollowed(`\`${other}\` of a field`, span);
      }),
    ],
    ['asdict', nativeFunction('asdict', asDict)],
    ['replace', nativeFunction('replace', (args) => replace(run, args))],
  ]);
}

function notFollowed(what: string, span: Span): PythonValue {
  return unknown('unsupported-operation', `${what} is not followed`, span);
}

function dataclass(run: Run, { positional, keywords, span }: CallArguments): PythonValue {
  for (const [name, value] of keywords) {
    const isUsual = value.kind === 'bool' && (value.value || (name !== 'eq' && name !== 'init'));
    if (!OPTIONS.has(name) || !isUsual) return notFollowed(`\`${name}\` of a dataclass`, span);
  }
  const frozen = keywords.get('frozen');
  const isFrozen = frozen?.kind === 'bool' && frozen.value;
  const make = (type: PythonValue | undefined): PythonValue =>
    type?.kind === 'class' ? makeDataclass(run, type, isFrozen, span) : notFollowed('this dataclass', span);
  return positional.length > 0
    ? make(positional[0])
    : nativeFunction('wrap', (args) => make(args.positional[0]));
}

/** Source: `_process_class` in `dataclasses`. */
function makeDataclass(run: Run, type: PythonClass, isFrozen: boolean, span: Span): PythonValue {
  const own = ownFields(type);
  if (own === undefined || foreignBases(type).length > 0) return notFollowed('this dataclass', span);
  const bases = methodResolutionOrder(type).slice(1).reverse();
  const fields = new Map<string, Field>();
  for (const base of bases) for (const field of FIELDS.get(base) ?? []) fields.set(field.name, field);
  for (const field of own) fields.set(field.name, field);
  const all = [...fields.values()];
  const firstDefault = all.findIndex(hasDefault);
  if (firstDefault >= 0 && !all.slice(firstDefault).every(hasDefault))
    return notFollowed('this dataclass', span);
  FIELDS.set(type, all);
  for (const { name, default: value } of own) {
    if (value === undefined) type.attributes.delete(name);
    else type.attributes.set(name, value);
  }
  const given = type.attributes;
  if (isFrozen) given.set('__setattr__', frozenSetter(type, all));
  if (!given.has('__init__')) given.set('__init__', initializer(run, type, all));
  if (!given.has('__eq__')) given.set('__eq__', comparison(run, all));
  if (!given.has('__repr__')) {
    given.set(
      '__repr__',
      nativeFunction('__repr__', (args) => notFollowed('the text of a dataclass', args.span)),
    );
  }
  return type;
}

function hasDefault(field: Field): boolean {
  return field.default !== undefined || field.factory !== undefined;
}

/** The fields that the body of the class names; undefined where one is more than a name with a type and a default. */
function ownFields(type: PythonClass): readonly Field[] | undefined {
  const annotations = type.annotations?.();
  if (annotations === undefined) return undefined;
  const fields: Field[] = [];
  for (const { name, annotation } of annotations) {
    if (/ClassVar|InitVar|KW_ONLY/.test(annotation)) return undefined;
    const given = type.attributes.get(name);
    if (given instanceof FieldValue) {
      const { keywords } = given;
      fields.push({ name, default: keywords.get('default'), factory: keywords.get('default_factory') });
    } else if (given !== undefined && /^(unknown|list|dict|set|instance)$/.test(given.kind)) {
      return undefined;
    } else fields.push({ name, default: given, factory: undefined });
  }
  return fields;
}

function initializer(run: Run, type: PythonClass, fields: readonly Field[]): PythonNative {
  const init = (args: CallArguments): PythonValue => {
    const [self, ...positional] = args.positional;
    if (self?.kind !== 'instance' || !isSubclass(self.class, type)) {
      return notFollowed('this `__init__` of a dataclass', args.span);
    }
    refuseArguments(type, fields, positional.length, args);
    for (const [index, { name, default: value, factory }] of fields.entries()) {
      const given = positional[index] ?? args.keywords.get(name) ?? value;
      const made = given ?? (factory && run.call(factory, callArguments([], args.span)));
      if (made !== undefined) self.attributes.set(name, made);
    }
    const after = methodResolutionOrder(self.class).find(({ attributes }) => attributes.has('__post_init__'));
    const method = after?.attributes.get('__post_init__');
    const result = method === undefined ? NONE : run.call(method, callArguments([self], args.span));
    if (result.kind === 'unknown') taint(self, stillUnknown(result, args.span));
    return NONE;
  };
  return nativeFunction(
    '__init__',
    init,
    !fields.some(({ factory }) => factory?.kind === 'function') && !type.attributes.has('__post_init__'),
  );
}

function refuseArguments(
  type: PythonClass,
  fields: readonly Field[],
  positional: number,
  { keywords, span }: CallArguments,
): void {
  const refuse = (message: string): never => {
    throw new PythonRaise('TypeError', `${type.name}.__init__() ${message}`, span);
  };
  const required = fields.filter((field) => !hasDefault(field)).length;
  if (positional > fields.length) {
    const range =
      required === fields.length ? `${fields.length + 1}` : `from ${required + 1} to ${fields.length + 1}`;
    refuse(`takes ${range} positional arguments but ${positional + 1} were given`);
  }
  for (const name of keywords.keys()) {
    const index = fields.findIndex((field) => field.name === name);
    if (index < 0) refuse(`got an unexpected keyword argument '${name}'`);
    if (index < positional) refuse(`got multiple values for argument '${name}'`);
  }
  const missing = fields.slice(positional).filter((field) => !hasDefault(field) && !keywords.has(field.name));
  if (missing.length > 0) refuse(missingArguments(missing.map(({ name }) => name)));
}

/** Source: `_frozen_get_del_attr` in `dataclasses`. */
function frozenSetter(type: PythonClass, fields: readonly Field[]): PythonNative {
  return nativeFunction('__setattr__', ({ positional: [self, name], span }) => {
    const text = name?.kind === 'str' ? name.value : '';
    if (self?.kind === 'instance' && (self.class === type || fields.some((field) => field.name === text))) {
      throw new PythonRaise('FrozenInstanceError', `cannot assign to field '${text}'`, span);
    }
    return NONE;
  });
}

function comparison(run: Run, fields: readonly Field[]): PythonNative {
  return nativeFunction('__eq__', ({ positional: [left, right], span }) => {
    if (left?.kind !== 'instance' || right?.kind !== 'instance' || left.class !== right.class)
      return bool(false);
    for (const { name } of fields) {
      const result = equals(run, left.attributes.get(name) ?? NONE, right.attributes.get(name) ?? NONE, span);
      if (result !== true) return result === false ? bool(false) : result;
    }
    return bool(true);
  });
}

function asDict({ positional: [value], span }: CallArguments): PythonValue {
  const fields = value?.kind === 'instance' ? FIELDS.get(value.class) : undefined;
  if (value?.kind !== 'instance' || fields === undefined) return notFollowed('this `asdict`', span);
  const entries = fields.map(
    ({ name }) => [str(name), value.attributes.get(name) ?? NONE] as [PythonValue, PythonValue],
  );
  // Containers would be copied, and objects of other dataclasses become dicts.
  const isPlain = entries.every(([, item]) => /^(none|bool|int|float|str|bytes|unknown)$/.test(item.kind));
  return isPlain ? dict(entries) : notFollowed('`asdict` with such values', span);
}

function replace(run: Run, args: CallArguments): PythonValue {
  const [value] = args.positional;
  const fields = value?.kind === 'instance' ? FIELDS.get(value.class) : undefined;
  if (value?.kind !== 'instance' || fields === undefined) return notFollowed('this `replace`', args.span);
  const given = new Map(fields.map(({ name }) => [name, value.attributes.get(name) ?? NONE]));
  for (const [name, item] of args.keywords) given.set(name, item);
  return run.call(value.class, { ...args, positional: [], positionalSpans: [], keywords: given });
}
