import type { PythonModule, PythonNative, PythonValue } from '../../values.ts';
import { bool, NONE, nativeFunction, unknown } from '../objects.ts';
import type { Run } from '../run.ts';
import { namedTupleType } from './collections-module.ts';

/** Anything of `typing`: it can be subscripted, joined with `|`, called and inherited from, and does nothing. */
function typeForm(name: string): PythonNative {
  const form: PythonNative = {
    kind: 'native',
    typeName: `typing.${name}`,
    pure: true,
    getItem: () => form,
    binary: (operator) => (operator === '|' ? form : undefined),
    call: (args) => args.positional.at(-1) ?? form,
    getAttribute: () => form,
    subclass: (definition) => ({ ...definition, bases: definition.bases.filter((base) => base !== form) }),
  };
  return form;
}

/** A base whose classes are made from their annotations. */
function recordBase(name: string): PythonNative {
  const message = `a class of typing.${name} is not followed`;
  return {
    ...typeForm(name),
    subclass: (_definition, span) => unknown('unsupported-operation', message, span),
    call: (args) => unknown('unsupported-operation', message, args.span),
  };
}

/** `class Row(NamedTuple)`: tuples with the names, types and defaults of its body. */
function namedTupleBase(run: Run): PythonNative {
  const base = recordBase('NamedTuple');
  return {
    ...base,
    subclass: (definition, span, callBack) => {
      const fields = definition.annotations?.();
      const defaults = fields?.flatMap(({ name }) => definition.attributes.get(name) ?? []);
      const names = fields?.map(({ name }) => name) ?? [];
      const others = [...definition.attributes.keys()].filter(
        (name) => !names.includes(name) && name !== '__doc__',
      );
      const firstDefault = names.findIndex((name) => definition.attributes.has(name));
      const areLast = firstDefault < 0 || names.length - firstDefault === defaults?.length;
      if (defaults === undefined || others.length > 0 || !areLast || definition.bases.length > 1) {
        return base.subclass?.(definition, span, callBack);
      }
      return namedTupleType(run, definition.name, names, defaults);
    },
  };
}

/** `typing`, `collections.abc` and `abc`. */
export function typingModule(run: Run, name: string): PythonModule {
  const forms = new Map<string, PythonValue>([
    ['TYPE_CHECKING', bool(false)],
    ['cast', nativeFunction('cast', (args) => args.positional[1] ?? NONE)],
    ['NamedTuple', namedTupleBase(run)],
    ['TypedDict', recordBase('TypedDict')],
  ]);
  return {
    kind: 'module',
    name,
    getAttribute: (attribute) => {
      const form = forms.get(attribute) ?? typeForm(attribute);
      forms.set(attribute, form);
      return form;
    },
  };
}
