import type { PythonNative, PythonValue } from '../../python/values.ts';
import { optionalFlag, optionalInteger } from '../argument-readers.ts';
import type { BoundArguments } from '../call-signature.ts';
import { toTextCoerced } from '../expressions/coercion.ts';
import type { IdentityOptions } from '../expressions/statement.ts';
import { NativeClass } from '../native-class.ts';
import { unsupportedArgument } from '../unknown-argument.ts';
import type { ServerDefault } from './table-definition.ts';

/** `Identity`, `Computed` or `FetchedValue`: what a column's value comes from on the server. */
export class DefaultObject implements PythonNative {
  readonly kind = 'native';
  readonly typeName: string;
  readonly serverDefault: ServerDefault;

  constructor(className: string, serverDefault: ServerDefault) {
    this.typeName = `sqlalchemy.sql.schema.${className}`;
    this.serverDefault = serverDefault;
  }

  getAttribute(): PythonValue | undefined {
    return undefined;
  }
}

/** Options that `Identity()` and `Sequence()` share. Source: `IdentityOptions` in `sqlalchemy.sql.schema`. */
export function readIdentityOptions(bound: BoundArguments): IdentityOptions {
  return {
    start: optionalInteger(bound, 'start'),
    increment: optionalInteger(bound, 'increment'),
    minvalue: optionalInteger(bound, 'minvalue'),
    maxvalue: optionalInteger(bound, 'maxvalue'),
    nominvalue: optionalFlag(bound, 'nominvalue'),
    nomaxvalue: optionalFlag(bound, 'nomaxvalue'),
    cycle: optionalFlag(bound, 'cycle'),
    cache: optionalInteger(bound, 'cache'),
  };
}

export const IDENTITY_CLASS = new NativeClass(
  'Identity(always=False, on_null=None, start=None, increment=None, minvalue=None, maxvalue=None, ' +
    'nominvalue=None, nomaxvalue=None, cycle=None, cache=None, order=None, **dialect_kw)',
  (bound) =>
    new DefaultObject('Identity', {
      kind: 'identity',
      always: optionalFlag(bound, 'always') ?? false,
      options: readIdentityOptions(bound),
    }),
);

export const COMPUTED_CLASS = new NativeClass('Computed(sqltext, persisted=None)', (bound) => {
  const sqltext = bound.values.get('sqltext');
  if (sqltext === undefined) throw unsupportedArgument('Computed needs an expression', bound.span);
  return new DefaultObject('Computed', {
    kind: 'computed',
    expression: toTextCoerced(sqltext),
    persisted: optionalFlag(bound, 'persisted'),
  });
});

export const FETCHED_VALUE_CLASS = new NativeClass(
  'FetchedValue(for_update=False)',
  () => new DefaultObject('FetchedValue', { kind: 'fetched' }),
);
