import type { Span } from '../../../text/span.ts';
import { type PythonNative, PythonRaise, type PythonValue } from '../../values.ts';
import { firstUnknown, textArgument } from '../arguments.ts';
import { bool, nativeFunction, str, unknown } from '../objects.ts';
import type { Run } from '../run.ts';
import { RuntimeValue } from '../runtime-value.ts';
import { typeObject } from '../type-objects.ts';
import { makeRuntimeValue, runtimeValue } from './runtime-modules.ts';

const GENERATED = 'a generated id is known only when it runs';

/** `uuid.UUID('…')`. */
export class UuidValue implements PythonNative {
  readonly kind = 'native';
  readonly typeName = 'UUID';
  readonly pure = true;
  readonly hex: string;

  /** Takes 32 hexadecimal digits in lower case. */
  constructor(hex: string) {
    this.hex = hex;
  }

  toText(): string {
    return this.hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  toRepr(): string {
    return `UUID('${this.toText()}')`;
  }

  getAttribute(name: string, span: Span): PythonValue {
    if (name === 'hex') return str(this.hex);
    if (name === 'urn') return str(`urn:uuid:${this.toText()}`);
    if (name === 'int') return { kind: 'int', value: BigInt(`0x${this.hex}`) };
    return unknown('unsupported-operation', `\`${name}\` of a UUID is not followed`, span);
  }

  binary(operator: string, other: PythonValue): PythonValue | undefined {
    if (operator !== '==' && operator !== '!=') return undefined;
    return bool((other instanceof UuidValue && other.hex === this.hex) === (operator === '=='));
  }
}

export function uuidNames(run: Run): ReadonlyMap<string, PythonValue> {
  const names = new Map<string, PythonValue>();
  names.set(
    'UUID',
    typeObject(
      'UUID',
      (value) => value instanceof UuidValue || (value instanceof RuntimeValue && value.typeName === 'UUID'),
      (args) => {
        const unknownArgument = firstUnknown(args);
        if (unknownArgument !== undefined) return unknownArgument;
        if (args.positional[0] === undefined && !args.keywords.has('hex')) {
          return unknown('unsupported-operation', 'this way of making a UUID is not followed', args.span);
        }
        const hex = textArgument(args, 0, 'hex')
          .replace(/urn:|uuid:|^[{}]+|[{}]+$|-/g, '')
          .toLowerCase();
        if (!/^[0-9a-f]{32}$/.test(hex))
          throw new PythonRaise('ValueError', 'badly formed hexadecimal UUID string', args.span);
        return new UuidValue(hex);
      },
    ),
  );
  for (const name of ['uuid1', 'uuid4'] as const) {
    names.set(
      name,
      nativeFunction(name, (args) =>
        args.positional.length + args.keywords.size > 0
          ? runtimeValue(`uuid.${name}`, GENERATED, args.span)
          : makeRuntimeValue(run, 'UUID', name, GENERATED, args.span),
      ),
    );
  }
  for (const name of ['uuid6', 'uuid7', 'uuid8', 'getnode']) {
    names.set(
      name,
      nativeFunction(name, (args) => runtimeValue(`uuid.${name}`, GENERATED, args.span)),
    );
  }
  return names;
}
