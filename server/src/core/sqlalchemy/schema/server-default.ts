import { isEnumMember } from '../../python/interpreter/program-values.ts';
import { PythonRaise } from '../../python/values.ts';
import { textOf } from '../argument-readers.ts';
import type { Argument } from '../call-signature.ts';
import { ClauseObject } from '../expressions/clause-object.ts';
import { NativeClass } from '../native-class.ts';
import { requireKnown, unsupportedArgument } from '../unknown-argument.ts';
import { DefaultObject } from './default-objects.ts';
import type { ServerDefault } from './table-definition.ts';

const KINDS: Readonly<Record<string, string>> = {
  tuple: 'tuple',
  list: 'list',
  dict: 'dict',
  set: 'set',
  bool: 'bool',
  int: 'int',
  float: 'float',
  bytes: 'bytes',
  function: 'function',
  class: 'type',
  module: 'module',
};

/** `DefaultClause(...)`: what a plain `server_default=` is wrapped in. */
export const DEFAULT_CLAUSE_CLASS = new NativeClass(
  'DefaultClause(arg, for_update=False, _reflected=False)',
  (bound) => {
    const argument = bound.values.get('arg');
    const serverDefault = argument === undefined ? null : readServerDefault(argument);
    if (serverDefault === null) throw unsupportedArgument('DefaultClause needs a value', bound.span);
    return new DefaultObject('DefaultClause', serverDefault);
  },
);

/** Reads `server_default=`. Source: `DefaultClause.__init__` and `Column.__init__` in `sqlalchemy.sql.schema`. */
export function readServerDefault(argument: Argument): ServerDefault | null {
  const { value, span } = argument;
  requireKnown(value);
  if (value.kind === 'none') return null;
  const text = textOf(value);
  if (text !== undefined) return { kind: 'string', text };
  if (value instanceof DefaultObject) return value.serverDefault;
  if (value instanceof ClauseObject && value.expression !== undefined) {
    return { kind: 'expression', expression: value.expression };
  }
  const given = isEnumMember(value)
    ? `<enum '${value.class.name}'>`
    : `<class '${value.kind === 'native' ? value.typeName : (KINDS[value.kind] ?? value.kind)}'>`;
  throw new PythonRaise(
    'ArgumentError',
    `Argument 'arg' is expected to be one of type '<class 'str'>' or '<class 'sqlalchemy.sql.elements.ClauseElement'>' or '<class 'sqlalchemy.sql.elements.TextClause'>', got '${given}'`,
    span,
  );
}
