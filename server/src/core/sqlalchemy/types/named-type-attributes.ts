import type { PythonValue } from '../../python/values.ts';
import type { Span } from '../../text/span.ts';
import { givenArgument, optionalFlag } from '../argument-readers.ts';
import { BindObject } from '../bind-object.ts';
import type { BoundArguments } from '../call-signature.ts';
import { nativeAction } from '../native-class.ts';
import { unsupportedArgument } from '../unknown-argument.ts';
import type { DomainType, EnumType } from './sql-type.ts';

const NONE: PythonValue = { kind: 'none' };

/** What revisions ask of an enum or domain: to create or drop it, and its name and labels. */
export function namedTypeAttribute(type: EnumType | DomainType, name: string): PythonValue | undefined {
  switch (name) {
    case 'create':
      return nativeAction('create(bind, checkfirst=None)', (bound) =>
        onBind(bound, (bind, span) => {
          bind.createType(type, checkFirst(type, bound), span);
        }),
      );
    case 'drop':
      return nativeAction('drop(bind, checkfirst=None)', (bound) =>
        onBind(bound, (bind, span) => {
          bind.dropType(type, checkFirst(type, bound), span);
        }),
      );
    case 'name':
      return type.name === null ? NONE : { kind: 'str', value: type.name };
    case 'schema':
      return type.schema === null ? NONE : { kind: 'str', value: type.schema };
    case 'enums':
      if (type.kind !== 'enum') return undefined;
      return { kind: 'list', items: type.labels.map(({ label }) => ({ kind: 'str', value: label })) };
    default:
      return undefined;
  }
}

/** `sqlalchemy.Enum.create` does not look first unless told to; `postgresql.ENUM` and DOMAIN do. */
function checkFirst(type: EnumType | DomainType, bound: BoundArguments): boolean {
  const given = optionalFlag(bound, 'checkfirst');
  return given ?? (type.kind === 'domain' || type.dialectClass);
}

/** Calls `act` with the connection that `bind` is; the call is unknown where it is something else. */
export function onBind(bound: BoundArguments, act: (bind: BindObject, span: Span) => void): PythonValue {
  const bind = givenArgument(bound, 'bind');
  if (!(bind?.value instanceof BindObject)) {
    throw unsupportedArgument('this runs on something else than the connection of the migration', bound.span);
  }
  act(bind.value, bound.span);
  return NONE;
}
