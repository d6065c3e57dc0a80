import type { Span } from '../../text/span.ts';
import { type CallArguments, PythonRaise, type PythonValue } from '../values.ts';
import { firstUnknown, required, textArgument } from './arguments.ts';
import { findAttribute, setAttribute } from './attributes.ts';
import type { Builtin, BuiltinTable } from './builtin.ts';
import { isSubclass } from './class-members.ts';
import { formatValue } from './format-spec.ts';
import { isInstance } from './instance-checks.ts';
import { bool, NONE, stillUnknown, str, typeNameOf, unknown } from './objects.ts';
import { Descriptor } from './program-values.ts';
import type { Run } from './run.ts';
import { reprOf } from './text.ts';

function getattr(run: Run, args: CallArguments): PythonValue {
  const unknownName = args.positional[1];
  if (unknownName?.kind === 'unknown') return stillUnknown(unknownName, args.span);
  const found = findAttribute(run, required(args, 0, 'object'), textArgument(args, 1, 'name'), args.span);
  const value = found ?? args.positional[2];
  if (value !== undefined) return value;
  const message = `'${typeNameOf(required(args, 0, 'object'))}' object has no attribute '${textArgument(args, 1, 'name')}'`;
  throw new PythonRaise('AttributeError', message, args.span);
}

function hasattr(run: Run, args: CallArguments): PythonValue {
  const unknownArgument = firstUnknown(args);
  if (unknownArgument !== undefined) return unknownArgument;
  const found = findAttribute(run, required(args, 0, 'object'), textArgument(args, 1, 'name'), args.span);
  return found?.kind === 'unknown' ? stillUnknown(found, args.span) : bool(found !== undefined);
}

function setattr(_run: Run, args: CallArguments): PythonValue {
  const name = required(args, 1, 'name');
  if (name.kind === 'unknown') return stillUnknown(name, args.span);
  setAttribute(
    required(args, 0, 'object'),
    textArgument(args, 1, 'name'),
    required(args, 2, 'value'),
    args.span,
  );
  return NONE;
}

function typeOf(run: Run, args: CallArguments): PythonValue {
  const value = required(args, 0, 'object');
  if (value.kind === 'unknown') return stillUnknown(value, args.span);
  if (value.kind === 'instance') return value.class;
  const known = args.positional.length === 1 ? run.builtins.get(typeNameOf(value)) : undefined;
  return known ?? unknown('unsupported-operation', '`type()` of this object is not followed', args.span);
}

function issubclass(_run: Run, args: CallArguments): PythonValue {
  const type = required(args, 0, 'cls');
  const ancestor = required(args, 1, 'class_or_tuple');
  if (type.kind === 'class' && ancestor.kind === 'class') return bool(isSubclass(type, ancestor));
  return (
    firstUnknown(args) ?? unknown('unsupported-operation', 'this `issubclass` is not followed', args.span)
  );
}

function format(run: Run, args: CallArguments): PythonValue {
  const specification = args.positional[1] === undefined ? '' : textArgument(args, 1, 'format_spec');
  const text = formatValue(run, required(args, 0, 'value'), specification, args.span);
  return typeof text === 'string' ? str(text) : text;
}

function repr(run: Run, args: CallArguments): PythonValue {
  const text = reprOf(run, required(args, 0, 'object'), args.span);
  return typeof text === 'string' ? str(text) : text;
}

function descriptor(typeName: Descriptor['typeName']): Builtin {
  return (_run, args) => new Descriptor(typeName, required(args, 0, 'function'));
}

function open(_run: Run, args: CallArguments): PythonValue {
  return unknown('environment', 'the content of this file is known only when it runs', args.span, 'open()');
}

function notFollowed(name: string): Builtin {
  return (_run, args) => unknown('unsupported-operation', `\`${name}()\` is not followed`, args.span);
}

function callable(value: PythonValue, span: Span): PythonValue {
  if (value.kind === 'unknown') return stillUnknown(value, span);
  if (value.kind === 'function' || value.kind === 'class') return bool(true);
  if (value.kind === 'native') return bool(value.call !== undefined);
  return value.kind === 'instance'
    ? unknown('unsupported-operation', 'this `callable` is not followed', span)
    : bool(false);
}

export const OBJECT_BUILTINS: BuiltinTable = [
  ['getattr', getattr],
  ['hasattr', hasattr],
  ['setattr', setattr],
  [
    'isinstance',
    (_run, args) => isInstance(required(args, 0, 'object'), required(args, 1, 'classinfo'), args.span),
  ],
  ['issubclass', issubclass],
  ['type', typeOf],
  ['format', format],
  ['repr', repr],
  ['print', () => NONE],
  ['property', descriptor('property')],
  ['classmethod', descriptor('classmethod')],
  ['staticmethod', descriptor('staticmethod')],
  ['callable', (_run, args) => callable(required(args, 0, 'object'), args.span)],
  ['open', open],
  ['input', (_run, args) => unknown('environment', 'what is typed in is known only when it runs', args.span)],
  ['id', notFollowed('id')],
  ['hash', notFollowed('hash')],
  ['globals', notFollowed('globals')],
  ['locals', notFollowed('locals')],
  ['vars', notFollowed('vars')],
  ['dir', notFollowed('dir')],
  ['super', notFollowed('super')],
  ['bytearray', notFollowed('bytearray')],
];
