import { type CallArguments, PythonRaise, type PythonValue } from '../values.ts';
import { firstUnknown, optionalNumber, required, textArgument, toNumber } from './arguments.ts';
import type { Builtin, BuiltinTable } from './builtin.ts';
import { numberOf } from './equality.ts';
import { formatValue } from './format-spec.ts';
import { int, str, tuple, typeNameOf, unknown } from './objects.ts';
import { binaryOperation, unaryOperation } from './operators.ts';
import { plainValue } from './program-values.ts';
import type { Run } from './run.ts';

function abs(_run: Run, args: CallArguments): PythonValue {
  const value = plainValue(required(args, 0, 'x'));
  const number = numberOf(value);
  if (number === undefined) return unaryOperation('+', value, args.span);
  if (typeof number === 'bigint') return int(number < 0n ? -number : number);
  return { kind: 'float', value: Math.abs(number) };
}

function round(run: Run, args: CallArguments): PythonValue {
  const value = plainValue(required(args, 0, 'number'));
  const number = numberOf(value);
  const digits = optionalNumber(args, 1, 'ndigits');
  if (
    number === undefined &&
    value.kind !== 'unknown' &&
    value.kind !== 'native' &&
    value.kind !== 'instance'
  ) {
    throw new PythonRaise(
      'TypeError',
      `type ${typeNameOf(value)} doesn't define __round__ method`,
      args.span,
    );
  }
  if (number === undefined)
    return firstUnknown(args) ?? unknown('unsupported-operation', 'this rounding is not followed', args.span);
  if (typeof number === 'bigint') {
    if (digits === undefined || digits >= 0) return int(number);
    return unknown('unsupported-operation', 'this rounding is not followed', args.span);
  }
  if (!Number.isFinite(number) || (digits !== undefined && digits < 0)) {
    return unknown('unsupported-operation', 'this rounding is not followed', args.span);
  }
  const text = formatValue(run, value, `.${Math.min(digits ?? 0, 300)}f`, args.span);
  if (typeof text !== 'string') return text;
  return digits === undefined ? int(BigInt(text)) : { kind: 'float', value: Number(text) };
}

function divmod(run: Run, args: CallArguments): PythonValue {
  const left = required(args, 0, 'x');
  const right = required(args, 1, 'y');
  return tuple([
    binaryOperation(run, '//', left, right, args.span),
    binaryOperation(run, '%', left, right, args.span),
  ]);
}

function radixText(prefix: string, radix: number): Builtin {
  return (_run, args) => {
    const unknownArgument = firstUnknown(args);
    if (unknownArgument !== undefined) return unknownArgument;
    const value = BigInt(toNumber(required(args, 0, 'number'), args.span));
    return str(`${value < 0n ? '-' : ''}${prefix}${(value < 0n ? -value : value).toString(radix)}`);
  };
}

function chr(_run: Run, args: CallArguments): PythonValue {
  const unknownArgument = firstUnknown(args);
  if (unknownArgument !== undefined) return unknownArgument;
  const code = toNumber(required(args, 0, 'i'), args.span);
  if (!(code >= 0 && code <= 0x10ffff))
    throw new PythonRaise('ValueError', 'chr() arg not in range(0x110000)', args.span);
  return str(String.fromCodePoint(code));
}

function ord(_run: Run, args: CallArguments): PythonValue {
  const unknownArgument = firstUnknown(args);
  if (unknownArgument !== undefined) return unknownArgument;
  const [first, second] = textArgument(args, 0, 'c');
  if (first === undefined || second !== undefined) {
    throw new PythonRaise('TypeError', 'ord() expected a character', args.span);
  }
  return int(first.codePointAt(0) ?? 0);
}

function pow(run: Run, args: CallArguments): PythonValue {
  if (args.positional.length > 2 || args.keywords.has('mod')) {
    return unknown('unsupported-operation', '`pow` with three arguments is not followed', args.span);
  }
  return binaryOperation(run, '**', required(args, 0, 'base'), required(args, 1, 'exp'), args.span);
}

export const NUMBER_BUILTINS: BuiltinTable = [
  ['abs', abs],
  ['round', round],
  ['divmod', divmod],
  ['pow', pow],
  ['hex', radixText('0x', 16)],
  ['oct', radixText('0o', 8)],
  ['bin', radixText('0b', 2)],
  ['chr', chr],
  ['ord', ord],
];
