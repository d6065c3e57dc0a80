import { isInterpretedFunction, isTypeObject } from '../../python/interpreter/program-values.ts';
import {
  type CallArguments,
  PythonRaise,
  type PythonUnknown,
  type PythonValue,
} from '../../python/values.ts';
import { optionalFlag, optionalText, textOf } from '../argument-readers.ts';
import type { Argument, BoundArguments } from '../call-signature.ts';
import { ClauseObject } from '../expressions/clause-object.ts';
import type { ClientDefault } from '../expressions/statement.ts';
import { NativeClass } from '../native-class.ts';
import { quoteArgument, quotedName, withoutQuote } from '../quoted-name.ts';
import { NULL_TYPE, type SqlType } from '../types/sql-type.ts';
import { findSqlType } from '../types/type-object.ts';
import { requireKnown, UnknownArgument, unsupportedArgument } from '../unknown-argument.ts';
import { ColumnObject } from './column-object.ts';
import { ConstraintObject } from './constraint-objects.ts';
import { DefaultObject } from './default-objects.ts';
import { postgresqlArguments } from './dialect-arguments.ts';
import { ForeignKeyObject } from './foreign-key.ts';
import { SequenceObject } from './sequence.ts';
import { readServerDefault } from './server-default.ts';
import type { ColumnDefinition, ServerDefault } from './table-definition.ts';

const SIGNATURE =
  'Column(*args, name=None, type_=None, autoincrement=None, default=None, insert_default=None, doc=None, key=None, ' +
  'index=None, unique=None, info=None, nullable=None, onupdate=None, primary_key=None, server_default=None, ' +
  'server_onupdate=None, quote=None, system=None, comment=None, sort_order=None, insert_sentinel=None, **dialect_kw)';

/** `sqlalchemy.Column`. Source: `Column.__init__` in `sqlalchemy.sql.schema`. */
class ColumnClass extends NativeClass {
  override call(args: CallArguments): PythonValue {
    const made = super.call(args);
    const isNamed = args.keywords.has('name') || args.positional[0]?.kind === 'str';
    if (made.kind === 'unknown' && !isNamed) nameless.set(made, args);
    return made;
  }
}

export const COLUMN_CLASS: NativeClass = new ColumnClass(SIGNATURE, (bound, args) =>
  buildColumn(bound, args.callBack),
);

/** Columns that wait for a name, which is not known before a mapped class gives it. */
const nameless = new WeakMap<PythonUnknown, CallArguments>();

/** The column that a nameless `Column(…)` becomes under a name; undefined for anything else. */
export function namedColumn(value: PythonValue, name: string): PythonValue | undefined {
  const args = value.kind === 'unknown' ? nameless.get(value) : undefined;
  if (args === undefined) return undefined;
  return COLUMN_CLASS.call({
    ...args,
    keywords: new Map(args.keywords).set('name', { kind: 'str', value: name }),
  });
}

interface ColumnItems {
  readonly name: string;
  readonly type: SqlType;
  readonly items: readonly Argument[];
}

function buildColumn(bound: BoundArguments, callBack: CallArguments['callBack']): PythonValue {
  const { name: given, type, items } = readNameAndType(bound);
  const name = quotedName(given, quoteArgument(bound));
  postgresqlArguments(bound.extraKeywords, [], 'sql.schema.Column');
  const key = withoutQuote(optionalText(bound, 'key') ?? name);
  const schemaItems = readItems(items);
  const byKeyword = bound.values.get('server_default');
  const serverDefault =
    schemaItems.serverDefault ?? (byKeyword === undefined ? null : readServerDefault(byKeyword));
  refuseTwoDefaults(schemaItems.serverDefault, byKeyword, bound);
  const autoincrement = readAutoincrement(bound);
  refuseIdentityThatDoesNotCount(schemaItems.serverDefault, autoincrement, bound);
  const insertDefault = bound.values.get('default') ?? bound.values.get('insert_default');
  const definition: ColumnDefinition = {
    name,
    key,
    type,
    nullableGiven: bound.values.has('nullable') ? (optionalFlag(bound, 'nullable') ?? false) : undefined,
    primaryKey: optionalFlag(bound, 'primary_key') ?? false,
    autoincrement,
    unique: optionalFlag(bound, 'unique') ?? false,
    index: optionalFlag(bound, 'index') ?? false,
    system: optionalFlag(bound, 'system') ?? false,
    comment: optionalText(bound, 'comment'),
    serverDefault,
    insertDefault: readClientDefault(insertDefault, callBack),
    updateDefault: readClientDefault(bound.values.get('onupdate'), callBack),
    hasClientDefault: isGiven(insertDefault) && !(insertDefault?.value instanceof SequenceObject),
    hasClientUpdate: isGiven(bound.values.get('onupdate')),
    sequence: schemaItems.sequence ?? sequenceOf(insertDefault),
    checks: schemaItems.checks,
    foreignKeys: schemaItems.foreignKeys,
  };
  return new ColumnObject(name, key, type, definition);
}

function readNameAndType(bound: BoundArguments): ColumnItems {
  const items = [...bound.extraPositional];
  let name = optionalText(bound, 'name');
  const [first] = items;
  if (first !== undefined) {
    requireKnown(first.value);
    const text = textOf(first.value);
    if (text !== undefined) {
      if (name !== null) throw argumentError('May not pass name positionally and as a keyword.', first);
      name = text;
      items.shift();
    } else if (first.value.kind === 'none') {
      items.shift();
    }
  }
  let type = typeArgument(bound.values.get('type_'));
  const second = items[0];
  const positional = second === undefined || second.value.kind === 'none' ? undefined : typeArgument(second);
  if (second?.value.kind === 'none') items.shift();
  if (second !== undefined && positional !== undefined) {
    if (type !== undefined) throw argumentError('May not pass type_ positionally and as a keyword.', second);
    type = positional;
    items.shift();
  }
  if (name === null) throw unsupportedArgument('this column has no name', bound.span, 'name');
  return { name, type: type ?? NULL_TYPE, items };
}

function typeArgument(argument: Argument | undefined): SqlType | undefined {
  return argument === undefined ? undefined : findSqlType(argument.value, argument.span);
}

interface SchemaItems {
  readonly checks: ColumnDefinition['checks'];
  readonly foreignKeys: ColumnDefinition['foreignKeys'];
  readonly serverDefault: ServerDefault | null;
  readonly sequence: ColumnDefinition['sequence'];
}

function readItems(items: readonly Argument[]): SchemaItems {
  const checks: Array<ColumnDefinition['checks'][number]> = [];
  const foreignKeys: Array<ColumnDefinition['foreignKeys'][number]> = [];
  let serverDefault: ServerDefault | null = null;
  let sequence: ColumnDefinition['sequence'] = null;
  for (const { value, span } of items) {
    requireKnown(value);
    if (value instanceof ForeignKeyObject) foreignKeys.push(value.definition);
    else if (value instanceof ConstraintObject && value.definition.kind === 'check')
      checks.push(value.definition);
    else if (value instanceof DefaultObject) serverDefault = value.serverDefault;
    else if (value instanceof SequenceObject) sequence = value.definition;
    else if (value.kind !== 'none') {
      throw new PythonRaise(
        'ArgumentError',
        `'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got ${describe(value)}`,
        span,
      );
    }
  }
  return { checks, foreignKeys, serverDefault, sequence };
}

function describe(value: PythonValue): string {
  if (value.kind === 'str') return `'${value.value}'`;
  return value.kind === 'native' ? value.typeName : value.kind;
}

function refuseTwoDefaults(
  item: ServerDefault | null,
  given: Argument | undefined,
  bound: BoundArguments,
): void {
  if (item === null || given === undefined || given.value.kind === 'none') return;
  const message =
    item.kind === 'identity'
      ? 'A column with an Identity object cannot specify a server_default or a server_onupdate argument'
      : 'A generated column cannot specify a server_default or a server_onupdate argument';
  throw new PythonRaise('ArgumentError', message, bound.span);
}

/** Source: `Identity._set_parent`. */
function refuseIdentityThatDoesNotCount(
  item: ServerDefault | null,
  autoincrement: ColumnDefinition['autoincrement'],
  bound: BoundArguments,
): void {
  if (item?.kind !== 'identity' || autoincrement !== false) return;
  const message = 'A column with an Identity object cannot specify autoincrement=False';
  throw new PythonRaise('ArgumentError', message, bound.span);
}

function readAutoincrement(bound: BoundArguments): ColumnDefinition['autoincrement'] {
  const argument = bound.values.get('autoincrement');
  if (argument === undefined) return 'auto';
  requireKnown(argument.value);
  const { value } = argument;
  if (value.kind === 'bool') return value.value;
  if (value.kind === 'str' && value.value === 'ignore_fk') return 'ignore_fk';
  return value.kind === 'str' && value.value === 'auto' ? 'auto' : false;
}

/** A Python-side default as far as a statement can use it: null where it is a function or not known. */
function readClientDefault(
  argument: Argument | undefined,
  callBack: CallArguments['callBack'],
): ClientDefault | null {
  if (argument === undefined) return null;
  const { value, span } = argument;
  if (callBack !== undefined && isCalledWithoutArguments(value)) {
    return { kind: 'call', call: () => callBack(value, [], span), span };
  }
  if (value instanceof ClauseObject) {
    return value.expression === undefined ? null : { kind: 'expression', expression: value.expression };
  }
  if (/^(str|int|bool|float|bytes|list|dict|tuple)$/.test(value.kind)) {
    try {
      requireKnown(value);
    } catch (error) {
      if (error instanceof UnknownArgument) return null;
      throw error;
    }
    return { kind: 'value', value, span };
  }
  return null;
}

/** Source: `ColumnDefault._maybe_wrap_callable`. */
function isCalledWithoutArguments(value: PythonValue): boolean {
  if (value.kind === 'native') return value.typeName === 'builtin_function_or_method' || isTypeObject(value);
  return isInterpretedFunction(value) && value.parameters.length === 0;
}

function isGiven(argument: Argument | undefined): boolean {
  return argument !== undefined && argument.value.kind !== 'none';
}

function sequenceOf(argument: Argument | undefined): ColumnDefinition['sequence'] {
  return argument?.value instanceof SequenceObject ? argument.value.definition : null;
}

function argumentError(message: string, argument: Argument): PythonRaise {
  return new PythonRaise('ArgumentError', message, argument.span);
}
